"""Whom village meetings approve: decided in one table, and out to the social office as a workbook and by program."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from assistance.models import Candidate, Meeting, Programme
from assistance.services.match import match_everybody
from assistance.services.meetings import candidates_decide, meeting_close, meeting_open
from foundation.access.roles import Actor, Role
from foundation.accounts import step_up
from foundation.audit.models import AccessEntry, Screen
from tests.access.cast import REGENCY, officer, signed_in, with_token
from tests.citizens.factories import PESANGGARAN, SARONGAN, household

from .factories import POOR, ProgrammeFactory, state_welfare
from .test_meetings import acting

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
WHY = "Pengajuan ke SIKS-NG Desember"


@pytest.fixture
def operator() -> Actor:
    return acting(Role.OPERATOR, SARONGAN)


@pytest.fixture
def meeting(operator: Actor) -> Meeting:
    programme: Programme = ProgrammeFactory(code="pkh", rule=POOR)
    for number, name in enumerate(("Sugeng Prayitno", "Ahmad Fauzi", "Siti Aminah"), 1):
        state_welfare(household(SARONGAN, name=name)[0].family, number)
    match_everybody()
    return meeting_open(operator, programme, held_on=DAY, place="Balai desa")


def told(meeting: Meeting, **decisions: str) -> dict[str, str]:
    """A form with the decision about each candidate, by the first name."""
    data: dict[str, str] = {}
    for row in meeting.candidates.all():
        data[f"putusan-{row.pk}"] = decisions.get(row.name.split()[0].lower(), "")
        data[f"hasil-{row.pk}"] = "Dikunjungi kadus."
    return data


def close(meeting: Meeting, operator: Actor) -> None:
    """Two are approved, one is not."""
    decisions = {"Sugeng": "approved", "Ahmad": "approved", "Siti": "rejected"}
    told = {row.pk: (decisions[row.name.split()[0]], "Dikunjungi.") for row in meeting.candidates.all()}
    candidates_decide(meeting.pk, operator, told)
    meeting_close(meeting.pk, operator, chair="Pak Joko", attendees=20)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def test_all_candidates_are_decided_in_one_table_and_the_rest_later(meeting: Meeting) -> None:
    client = signed_in(officer(Role.SECRETARY, SARONGAN))
    url = f"/bansos/musyawarah/{meeting.pk}/putusan/"
    assert client.post(url, told(meeting, sugeng="approved")).status_code == 302
    assert dict(meeting.candidates.values_list("name", "decision")) == {
        "Sugeng Prayitno": "approved",
        "Ahmad Fauzi": "",
        "Siti Aminah": "",
    }
    page = client.post(url, told(meeting, sugeng="approved", ahmad="mungkin"))
    assert page.status_code == 200
    assert "Dikunjungi kadus." in page.content.decode()
    assert Candidate.objects.filter(decision="").count() == 2


def test_a_closed_meeting_takes_no_more_decisions(meeting: Meeting, operator: Actor) -> None:
    client = signed_in(officer(Role.SECRETARY, SARONGAN))
    close(meeting, operator)
    answer = client.post(f"/bansos/musyawarah/{meeting.pk}/putusan/", told(meeting, siti="approved"))
    assert answer.status_code == 302
    assert not meeting.candidates.filter(name="Siti Aminah", decision="approved").exists()


def test_approved_proposals_go_out_with_a_reason_and_second_factor(meeting: Meeting, operator: Actor) -> None:
    close(meeting, operator)
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    assert "Sugeng Prayitno" in client.get("/bansos/usulan/?program=pkh").content.decode()
    url = "/bansos/usulan/unduh/?program=pkh"
    assert client.post(url, {"reason": ""}).headers["Content-Type"].startswith("text/html")
    rows = rows_of(client.post(url, {"reason": WHY, "whole": "on"}).content)
    people = {row.name: row.family.head for row in Candidate.objects.filter(decision="approved")}
    assert {row["Nama"]: row["NIK"] for row in rows} == {name: head.nik for name, head in people.items()}
    assert {row["Status"] for row in rows} == {"Ditutup, menunggu penetapan"}
    masked = rows_of(client.post(url, {"reason": WHY}).content)
    assert not {row["NIK"] for row in masked} & {head.nik for head in people.values()}
    line = AccessEntry.objects.filter(screen=Screen.EXPORT).latest("at")
    assert (line.people, line.reason) == (2, WHY)
    session = client.session
    del session[step_up.SESSION_KEY]
    session.save()
    assert client.post(url, {"reason": WHY}).headers["Content-Type"].startswith("text/html")


def test_a_village_takes_out_its_own_meeting_only(meeting: Meeting, operator: Actor) -> None:
    own = signed_in(officer(Role.HEAD, SARONGAN))
    close(meeting, operator)
    url = f"/bansos/musyawarah/{meeting.pk}/unduh/"
    assert {row["Nama"] for row in rows_of(own.post(url, {"reason": WHY}).content)} == {
        "Sugeng Prayitno",
        "Ahmad Fauzi",
    }
    assert signed_in(officer(Role.HEAD, PESANGGARAN)).get(url).status_code == 404


def test_programs_read_the_proposals_of_their_reach(meeting: Meeting, operator: Actor) -> None:
    office = with_token(officer(Role.SOCIAL_OFFICER, REGENCY))
    assert office.get("/api/v1/assistance/proposals").json() == []
    close(meeting, operator)
    rows = office.get("/api/v1/assistance/proposals?programme=pkh").json()
    assert [(row["name"], row["state"], row["held_on"]) for row in rows] == [
        ("Ahmad Fauzi", "closed", "2026-11-20"),
        ("Sugeng Prayitno", "closed", "2026-11-20"),
    ]
    neighbour = with_token(officer(Role.OPERATOR, PESANGGARAN))
    assert neighbour.get("/api/v1/assistance/proposals").json() == []


def test_a_list_goes_out_as_it_is_shown(meeting: Meeting) -> None:
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    page = client.get("/bansos/daftar/belum-menerima/?program=pkh&desil=2")
    assert "/bansos/daftar/belum-menerima/unduh/?program=pkh&amp;desil=2" in page.content.decode()
    answer = client.post("/bansos/daftar/belum-menerima/unduh/?program=pkh&desil=2", {"reason": WHY})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    names = {row[2] for row in sheet.iter_rows(values_only=True)}
    assert {"Sugeng Prayitno", "Ahmad Fauzi"} < names
    assert "Siti Aminah" not in names
