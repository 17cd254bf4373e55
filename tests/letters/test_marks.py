"""What a request came back for stays said until it is handed in again."""

from typing import Any

import pytest

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from foundation.accounts.models import User
from foundation.notifications.models import Notification
from letters.changes import changes_since_return
from letters.models import Attachment, Request
from letters.queries.requests import marked_for_mending
from letters.services.actions import perform
from letters.services.create import change_request
from letters.services.vouch import vouch_for_request
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory
from tests.letters.factories import ANSWERS, a_citizen, a_request, an_office, an_officer


@pytest.mark.django_db
def test_marks_stay_when_the_neighbourhood_vouches_for_a_returned_request() -> None:
    office = an_office()
    case = a_request("submitted", kind="sktm", office=office)
    name = case.type_version.fields[0]["name"]
    perform("return", case.pk, office.operator, note="Salah tulis.", fields=[name])
    vouch_for_request(case.pk, actor_for(an_officer("rt.uji", Role.NEIGHBOURHOOD, case.area_code)))
    marked = marked_for_mending(Request.objects.get(pk=case.pk))
    assert marked is not None
    assert (marked["note"], [mark["name"] for mark in marked["marks"]]) == ("Salah tulis.", [name])


def browser_of(username: str, role: str, area: str) -> ActingClient:
    browser = ActingClient()
    browser.force_login(an_officer(username, role, area))
    return browser


@pytest.fixture
def sent_from_a_phone(db: None) -> Request:
    """A request of a citizen's own, with a document."""
    resident = ResidentFactory(village_id=an_office().village.pk)
    return a_request(
        "submitted", kind="sktm", resident=resident, by=a_citizen(resident), channel=Request.Channel.API
    )


def returned_by_page(case: Request, **posted: str) -> Any:
    desk = browser_of("petugas.3510012001", Role.OPERATOR, case.village_id)
    answer = desk.post(
        f"/desa/permohonan/{case.pk}/tindakan/return/", {"note": "Mohon diperbaiki.", **posted}
    )
    case.refresh_from_db()
    return answer


def test_a_remark_is_read_at_the_very_field_that_it_is_about(sent_from_a_phone: Request) -> None:
    case = sent_from_a_phone
    first, second = (spec["name"] for spec in case.type_version.fields[:2])
    remark = "Tulis nama sekolahnya lengkap."
    returned_by_page(case, fields=second, **{f"fields_{first}": remark})
    assert case.state == "returned"
    entry = case.history.get(action="return")
    assert (entry.fields, entry.remarks) == ([first, second], {first: remark})
    phone = ActingClient()
    phone.force_login(User.objects.get(person_id=case.resident_id))
    assert remark in phone.get(f"/surat/saya/{case.pk}/").content.decode()
    page = phone.get(f"/surat/saya/{case.pk}/isian/").content.decode()
    assert remark in page
    assert page.count("Bagian ini perlu diperbaiki.") == 1
    told = " ".join(Notification.objects.values_list("body", flat=True))
    assert remark not in told


def test_a_remark_too_long_returns_nothing_and_stays_typed(sent_from_a_phone: Request) -> None:
    case = sent_from_a_phone
    name = case.type_version.fields[0]["name"]
    answer = returned_by_page(case, **{f"fields_{name}": "panjang " * 40})
    assert (answer.status_code, case.state) == (422, "submitted")
    page = answer.content.decode()
    assert "paling panjang 200 huruf" in page
    assert "panjang panjang" in page


def test_a_part_that_the_kind_does_not_have_is_not_remarked(sent_from_a_phone: Request) -> None:
    case = sent_from_a_phone
    perform("return", case.pk, an_office().operator, note="Periksa.", fields={"entah": "x", "tujuan": " "})
    assert case.history.get(action="return").remarks == {}


def test_the_office_sees_what_was_changed_since_it_sent_the_request_back(sent_from_a_phone: Request) -> None:
    case = sent_from_a_phone
    spec = next(spec for spec in case.type_version.fields if spec["name"] == "diajukan_kepada")
    old = case.data[spec["name"]]
    perform("return", case.pk, an_office().operator, note="Periksa.", fields=[spec["name"]])
    case.refresh_from_db()
    assert changes_since_return(case) is None
    citizen = actor_for(User.objects.get(person_id=case.resident_id))
    change_request(case.pk, citizen, ANSWERS["sktm"] | {spec["name"]: "SMP Negeri 2 Pesanggaran"})
    attached = Attachment.objects.create(
        request=case,
        document=case.type_version.documents[0]["name"],
        name="ktp-baru.jpg",
        content_type="image/jpeg",
        size=1,
        sha256="0" * 64,
        path="x",
    )
    perform("submit", case.pk, an_office().operator)
    case.refresh_from_db()
    changes = changes_since_return(case)
    assert changes is not None
    told = [(change.label, change.before, change.after) for change in changes.changes]
    assert told[0] == (spec["label"], old, "SMP Negeri 2 Pesanggaran")
    assert told[-1][2] == attached.name
    assert len(told) == 2
    desk = browser_of("petugas.3510012001", Role.OPERATOR, case.village_id)
    page = desk.get(f"/desa/permohonan/{case.pk}/").content.decode()
    assert "Yang berubah sejak dikembalikan" in page
    assert old in page


def test_handed_in_again_without_a_change_is_said(sent_from_a_phone: Request) -> None:
    case = sent_from_a_phone
    perform("return", case.pk, an_office().operator, note="Periksa.")
    perform("submit", case.pk, an_office().operator)
    desk = browser_of("petugas.3510012001", Role.OPERATOR, case.village_id)
    page = desk.get(f"/desa/permohonan/{case.pk}/").content.decode()
    assert "Tidak ada yang diubah sejak permohonan ini dikembalikan." in page
