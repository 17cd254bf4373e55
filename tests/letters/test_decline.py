"""The camat does not countersign: what becomes of the letter, its number, and those who wait for it."""

from collections.abc import Callable
from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.notifications.models import Notification
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.invariants.breaches import Scope
from letters.invariants.table import examine_everything
from letters.models import Letter, RegisterEntry, Request
from letters.services.actions import perform
from letters.services.create import repeat_request
from tests.acting import ActingClient, run_jobs, see_everything
from tests.citizens.factories import PENGANJURAN, PESANGGARAN
from tests.letters.factories import ANSWERS, a_citizen, a_code, a_request, an_office
from tests.letters.program import Program

pytestmark = pytest.mark.django_db
WHY = "Penghasilan keluarga tidak sesuai dengan lampirannya."


def refused() -> Request:
    case = a_request("signed", kind="sktm")
    perform("decline", case.pk, an_office().camat, note=WHY)
    case.refresh_from_db()
    return case


def test_a_refused_letter_is_never_issued_and_keeps_its_number() -> None:
    case = refused()
    letter = Letter.objects.get(request=case)
    assert (case.state, letter.state, letter.issued_at, letter.revocation_reason) == (
        "revoked",
        "revoked",
        None,
        WHY,
    )
    run_jobs()
    assert not letter.documents.exists()
    following = Letter.objects.get(request=a_request("signed", kind="sktm"))
    assert following.sequence == letter.sequence + 1
    entries = RegisterEntry.objects.order_by("sequence").values_list("number", flat=True)
    assert list(entries) == [letter.number, following.number]
    assert letter.token not in "".join(ActingClient().get("/verifikasi/").content.decode())
    assert "tidak" in ActingClient().get(f"/v/{letter.token}/").content.decode()
    see_everything()
    broken = [rule.code for rule, found in examine_everything(Scope(files=False)) if found.count]
    assert broken == []


def test_the_office_and_the_citizen_are_told_why() -> None:
    case = refused()
    run_jobs()
    told = Notification.objects.filter(subject__contains="Camat").values_list("subject", flat=True)
    assert sorted(set(told)) == [
        "Camat tidak mengesahkan surat",
        "Surat Bapak/Ibu belum dapat disahkan Camat",
    ]
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=a_citizen(case.resident).user_id))
    page = browser.get(f"/surat/saya/{case.pk}/").content.decode()
    assert "Camat tidak mengesahkan surat ini" in page
    assert WHY in page


def test_the_camat_refuses_on_a_page_with_reason_and_second_factor() -> None:
    case = a_request("signed", kind="sktm")
    browser = ActingClient()
    browser.force_login(User.objects.get(username="camat.351001"))
    address = f"/kecamatan/permohonan/{case.pk}/"
    assert "Tolak pengesahan" in browser.get(address).content.decode()
    assert browser.post(f"{address}tindakan/decline/", {"note": "", "otp": a_code()}).status_code == 422
    case.refresh_from_db()
    assert case.state == "signed"
    assert browser.post(f"{address}tindakan/decline/", {"note": WHY, "otp": a_code()}).status_code == 302
    case.refresh_from_db()
    assert case.state == "revoked"


def test_a_program_refuses_for_the_camat_with_reason_and_second_factor() -> None:
    case = a_request("signed", kind="sktm")
    camat = Program("camat.351001", "subdistrict", "35.10.01")
    address = f"requests/{case.pk}/decline"
    assert "decline" in camat.get(f"/api/v1/requests/{case.pk}").json()["actions"]
    asked = camat.send(address, {"note": WHY})
    assert (asked.status_code, asked.json()["type"]) == (403, "urn:smartkampung:problem:second-factor")
    assert camat.send(address, {"note": WHY, "otp": "000000"}).status_code == 403
    without = camat.send(address, {"note": " ", "otp": a_code()})
    assert (without.status_code, list(without.json()["errors"])) == (400, ["note"])
    case.refresh_from_db()
    assert case.state == "signed"
    shown = camat.send(address, {"note": WHY}).json()
    assert (shown["state"], shown["letter"]["state"], shown["history"][-1]["note"]) == (
        "revoked",
        "revoked",
        WHY,
    )
    assert shown["letter"]["document"] == {"state": "none", "sha256": None, "bytes": None}
    assert camat.send(address, {"note": WHY}).status_code == 409
    assert ActingClient().get(f"/api/v1/verify/{shown['letter']['token']}").json()["status"] == "unknown"


@pytest.mark.parametrize("who", ["operator", "secretary", "head"])
def test_no_program_of_the_village_refuses_for_the_camat(who: str) -> None:
    case = a_request("signed", kind="sktm")
    program = Program(f"lain.{who}", who)
    assert program.send(f"requests/{case.pk}/decline", {"note": WHY, "otp": a_code()}).status_code == 403
    elsewhere = Program("camat.351016", "subdistrict", "35.10.16")
    assert elsewhere.send(f"requests/{case.pk}/decline", {"note": WHY, "otp": a_code()}).status_code == 404


@pytest.mark.parametrize(
    ("who", "error"),
    [(lambda office: office.head, NotAllowed), (lambda office: office.operator, NotAllowed)],
    ids=["head", "operator"],
)
def test_nobody_else_refuses_to_countersign(who: Callable[[Any], Any], error: type[Exception]) -> None:
    case = a_request("signed", kind="sktm")
    with pytest.raises(error):
        perform("decline", case.pk, who(an_office()), note=WHY)


def test_a_letter_without_countersignature_is_not_the_camats_to_refuse() -> None:
    case = a_request("signed", kind="domisili")
    with pytest.raises(OutOfTurn):
        perform("decline", case.pk, an_office().camat, note=WHY)


def test_what_is_countersigned_is_no_longer_refused_and_a_reason_is_needed() -> None:
    case = a_request("signed", kind="sktm")
    with pytest.raises(WrongInput):
        perform("decline", case.pk, an_office().camat, note=" ")
    perform("countersign", case.pk, an_office().camat)
    with pytest.raises(OutOfTurn):
        perform("decline", case.pk, an_office().camat, note=WHY)


def test_the_village_hands_it_in_again_with_the_same_answers_and_a_new_number() -> None:
    office, case = an_office(), refused()
    again = repeat_request(case.pk, office.operator)
    assert (again.state, again.channel, again.resident_id) == ("draft", "counter", case.resident_id)
    assert again.data["diajukan_kepada"] == ANSWERS["sktm"]["diajukan_kepada"]
    assert repeat_request(case.pk, office.operator).pk == again.pk
    for action in ("submit", "check", "initial", "sign", "countersign"):
        perform(action, again.pk, office.who(action))
    first, second = Letter.objects.get(request=case), Letter.objects.get(request=again)
    assert second.sequence == first.sequence + 1
    assert second.token != first.token


def test_a_draft_that_was_cancelled_does_not_stand_in_the_way_of_another() -> None:
    office, case = an_office(), refused()
    again = repeat_request(case.pk, office.operator)
    perform("cancel", again.pk, office.operator)
    assert repeat_request(case.pk, office.operator).pk != again.pk


def test_only_what_was_refused_is_handed_in_again_and_only_by_its_own_office() -> None:
    office = an_office()
    with pytest.raises(OutOfTurn):
        repeat_request(a_request("checked", office=office).pk, office.operator)
    case = refused()
    with pytest.raises(NotAllowed):
        repeat_request(case.pk, office.head)
    for elsewhere in (PESANGGARAN, PENGANJURAN):
        browser = ActingClient()
        browser.force_login(User.objects.get(pk=an_office(elsewhere).operator.user_id))
        assert browser.post(f"/desa/permohonan/{case.pk}/ulangi/").status_code == 404
