"""The village meeting: candidates from the lists, decisions within the quota, papers to sign, a decree that enrols."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from assistance.errors import AidRefused
from assistance.models import Candidate, Enrolment, Meeting, Programme, Standing
from assistance.papers import initials, paper_pdf
from assistance.services.match import match_everybody
from assistance.services.meetings import candidate_decide, meeting_close, meeting_enrol, meeting_open
from foundation.access.roles import Actor, Grant, Role
from tests.access.cast import REGENCY, officer, signed_in
from tests.citizens.factories import PESANGGARAN, SARONGAN, household

from .factories import POOR, ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)


def acting(role: str, area: str) -> Actor:
    return Actor(user_id=officer(role, area).pk, name="Bu Sri", grants=(Grant(role, area),))


@pytest.fixture
def village() -> Actor:
    return acting(Role.OPERATOR, SARONGAN)


@pytest.fixture
def programme() -> Programme:
    made: Programme = ProgrammeFactory(rule=POOR)
    made.terms.update(quota_per_village=1)
    for number, name in enumerate(("Sugeng Prayitno", "Ahmad Fauzi", "Sudah Menerima"), 1):
        family = household(SARONGAN, name=name)[0].family
        state_welfare(family, number)
        if number == 3:
            enrol(made, family)
    state_welfare(household(PESANGGARAN, name="Desa Lain")[0].family, 1)
    match_everybody()
    return made


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "paper.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def decide(meeting: Meeting, actor: Actor, **decisions: str) -> None:
    for row in meeting.candidates.all():
        candidate_decide(
            row.pk, actor, decision=decisions[row.name.split()[0].lower()], note="Dikunjungi kadus."
        )


def test_candidates_are_those_entitled_who_do_not_receive_the_poorest_first(
    village: Actor, programme: Programme
) -> None:
    meeting = meeting_open(village, programme, held_on=DAY, place="Balai desa")
    assert [row.name for row in meeting.candidates.all()] == ["Sugeng Prayitno", "Ahmad Fauzi"]
    with pytest.raises(AidRefused):
        meeting_open(village, programme, held_on=DAY, place="Balai desa")


def test_a_meeting_closes_when_all_are_decided_within_the_quota_and_the_decree_enrols_once(
    village: Actor, programme: Programme
) -> None:
    meeting = meeting_open(village, programme, held_on=DAY, place="Balai desa")
    with pytest.raises(AidRefused, match="belum diputuskan"):
        meeting_close(meeting.pk, village, chair="Pak Joko", attendees=31)
    decide(meeting, village, sugeng="approved", ahmad="approved")
    with pytest.raises(AidRefused, match="kuota"):
        meeting_close(meeting.pk, village, chair="Pak Joko", attendees=31)
    decide(meeting, village, sugeng="approved", ahmad="reserve")
    meeting_close(meeting.pk, village, chair="Pak Joko", attendees=31)
    office = acting(Role.SOCIAL_OFFICER, REGENCY)
    assert meeting_enrol(meeting.pk, office, starts_on=date(2026, 12, 1)) == 1
    with pytest.raises(AidRefused):
        meeting_enrol(meeting.pk, office, starts_on=date(2026, 12, 1))
    enrolment = Enrolment.objects.get(starts_on=date(2026, 12, 1))
    assert enrolment.source == "Musyawarah desa 20-11-2026"
    match_everybody(date(2026, 12, 2))
    assert Standing.objects.get(pk=enrolment.family_id).enrolled == 1 << programme.bit


def test_the_pack_can_be_printed_and_the_notice_shows_initials_only(
    village: Actor, programme: Programme, tmp_path: Path
) -> None:
    meeting = meeting_open(village, programme, held_on=DAY, place="Balai desa")
    decide(meeting, village, sugeng="approved", ahmad="reserve")
    meeting_close(meeting.pk, village, chair="Pak Joko", attendees=31)
    meeting.refresh_from_db()
    minutes = re.sub(r"\s+", " ", text_of(paper_pdf(meeting, "berita-acara"), tmp_path))
    assert "dipimpin oleh Pak Joko dan dihadiri 31 orang" in minutes
    assert "1 disetujui, 1 cadangan, 0 tidak disetujui" in minutes
    notice = text_of(paper_pdf(meeting, "pengumuman"), tmp_path)
    assert "S••• P•••" in notice
    assert "Sugeng" not in notice
    assert "Ahmad Fauzi" in text_of(paper_pdf(meeting, "calon"), tmp_path)
    assert "Tanda tangan" in text_of(paper_pdf(meeting, "daftar-hadir"), tmp_path)


def test_initials_tell_nobody() -> None:
    assert initials("Siti Nur'aini") == "S••• N•••"


def test_the_village_goes_through_its_pages(programme: Programme) -> None:
    client = signed_in(officer(Role.SECRETARY, SARONGAN))
    told = {"programme": programme.pk, "held_on": DAY.isoformat(), "place": "Balai desa"}
    assert client.post("/bansos/musyawarah/", told).status_code == 302
    meeting = Meeting.objects.get()
    home = f"/bansos/musyawarah/{meeting.pk}/"
    assert "Ahmad Fauzi" in client.get(home).content.decode()
    for row in Candidate.objects.all():
        client.post(f"/bansos/musyawarah/calon/{row.pk}/", {"decision": "reserve", "note": "Dikunjungi."})
    page = client.post(home, {"chair": "", "attendees": "0"})
    assert page.status_code == 200
    assert client.post(home, {"chair": "Pak Joko", "attendees": "20"}).status_code == 302
    assert client.get(f"{home}pengumuman.pdf").content.startswith(b"%PDF")
    other = signed_in(officer(Role.OPERATOR, PESANGGARAN))
    assert other.get(home).status_code == 404
