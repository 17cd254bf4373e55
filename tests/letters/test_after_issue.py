"""After issue: printed with a log, handed out with a name and a signature, replaced, running out, scanned."""

import base64
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from PIL import Image

from foundation.jobs.models import Event
from foundation.notifications.models import Notification
from letters.errors import OutOfTurn, WrongInput
from letters.invariants import Scope, examine_everything
from letters.models import Handover, Letter, PrintLog, Request, Scan
from letters.numbering import today_in
from letters.services.actions import perform
from letters.services.create import repeat_request, submit_request
from letters.services.expiry import announce_expiring
from letters.services.hand_over import HandoverData, entry_hand_over
from letters.services.replace import replacement_request
from letters.services.scan import scan_attach
from letters.verification import Status, verify_token
from letters.workflow import State
from tests.access.cast import signed_in
from tests.acting import run_jobs
from tests.citizens.factories import SARONGAN
from tests.letters.factories import (
    ANSWERS,
    Office,
    a_letter,
    a_paper_letter,
    a_request,
    an_office,
    an_officer,
    kept_numbers,
    produce,
)
from tests.letters.test_invariants import as_owner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def broken() -> set[str]:
    return {i.code for i, b in examine_everything(Scope(files=False)) if b.count}


def a_picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (60, 20), "white").save(target, "PNG")
    return target.getvalue()


def clerk() -> Any:
    return signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))


def test_each_printing_is_logged_and_opens_the_pdf() -> None:
    letter = a_letter()
    page = f"/desa/permohonan/{letter.request_id}/"
    browser = clerk()
    answer = browser.post(f"{page}cetak/", {"copies": "2", "use": "lain", "detail": "Untuk camat"})
    assert answer["Location"] == f"{page}surat.pdf"
    log = PrintLog.objects.get()
    assert (log.copies, log.purpose, log.letter_id) == (2, "Untuk camat", letter.pk)
    shown = browser.get(page).content.decode()
    assert "Untuk camat" in shown
    assert log.printed_by_name in shown
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PrintLog.objects.update(copies=1)


@pytest.mark.parametrize("copies", ["0", "100", "dua", ""])
def test_a_count_that_is_none_is_refused_and_logs_nothing(copies: str) -> None:
    letter = a_letter()
    answer = clerk().post(f"/desa/permohonan/{letter.request_id}/cetak/", {"copies": copies, "use": "arsip"})
    assert answer.status_code == 422
    assert not PrintLog.objects.exists()


def test_a_revoked_letter_is_not_printed() -> None:
    case = a_request("revoked")
    clerk().post(f"/desa/permohonan/{case.pk}/cetak/", {"copies": "1", "use": "arsip"})
    assert not PrintLog.objects.exists()


def test_who_collects_signs_and_stands_in_the_book_of_deliveries() -> None:
    letter = a_letter()
    drawn = "data:image/png;base64," + base64.b64encode(a_picture()).decode()
    values = {"receiver": "Siti Rohmah", "relation": "keluarga", "signature": drawn}
    browser = clerk()
    browser.post(f"/desa/permohonan/{letter.request_id}/ambil/", values)
    handover = Handover.objects.get()
    assert (handover.receiver, handover.relation, handover.way) == ("Siti Rohmah", "Keluarga", "counter")
    picture = browser.get(f"/desa/register/nomor/{letter.entry.pk}/kirim/{handover.pk}/")
    assert picture["Content-Type"] == "image/jpeg"
    letter.request.refresh_from_db()
    assert letter.request.state == State.COLLECTED
    book = browser.get("/desa/register/buku/ekspedisi/").content.decode()
    assert "Siti Rohmah" in book
    assert letter.number in book


@pytest.mark.parametrize("drawn", ["data:text/html;base64,PGI+", "data:image/png;base64,not base64!", "x"])
def test_a_signature_that_is_no_drawing_is_refused(drawn: str) -> None:
    letter = a_letter()
    values = {"receiver": "Siti", "relation": "keluarga", "signature": drawn}
    answer = clerk().post(f"/desa/permohonan/{letter.request_id}/ambil/", values)
    assert answer.status_code == 422
    assert not Handover.objects.exists()


def test_a_program_that_notes_a_collection_writes_the_book_too() -> None:
    case = a_request("issued")
    perform("collect", case.pk, an_office().operator, note="Diambil Pak Slamet")
    assert Handover.objects.get().receiver == "Diambil Pak Slamet"


def test_a_letter_is_replaced_once_the_new_one_is_issued() -> None:
    office = an_office()
    old = a_letter(office=office)
    answers = ANSWERS["domisili"] | {"keperluan": "Membuka rekening BRI"}
    new = replacement_request(old.request_id, office.operator, reason="Salah keperluan", data=answers)
    assert (new.state, new.replaces_id) == (State.SUBMITTED, old.pk)
    assert verify_token(old.token).status == Status.VALID
    for action in ("check", "initial", "sign"):
        perform(action, new.pk, office.who(action))
    assert verify_token(old.token).status == Status.VALID
    produce(new)
    old.refresh_from_db()
    answer = verify_token(old.token)
    letter = Letter.objects.get(request=new)
    assert (answer.status, answer.replaced_by) == (Status.REPLACED, letter.number)
    assert verify_token(letter.token).status == Status.VALID
    assert Request.objects.get(pk=old.request_id).state == State.REPLACED
    assert Event.objects.filter(name="letter.replaced").count() == 1
    assert broken() == set()


def test_a_letter_is_being_replaced_once_at_a_time() -> None:
    office = an_office()
    old = a_letter(office=office)
    first = replacement_request(old.request_id, office.operator, reason="Keliru", data=ANSWERS["domisili"])
    with pytest.raises(OutOfTurn):
        replacement_request(old.request_id, office.operator, reason="Keliru", data=ANSWERS["domisili"])
    perform("cancel", first.pk, office.operator)
    replacement_request(old.request_id, office.operator, reason="Keliru lagi", data=ANSWERS["domisili"])


def test_a_replacement_that_the_camat_declines_makes_room_for_another() -> None:
    old, office = declined_replacement()
    new = replacement_request(old.request_id, office.operator, reason="Lagi", data=ANSWERS["sktm"])
    assert (new.state, new.replaces_id) == (State.SUBMITTED, old.pk)


def test_a_declined_replacement_begun_again_still_replaces() -> None:
    old, office = declined_replacement()
    declined = Request.objects.get(replaces=old)
    assert (
        f"/desa/permohonan/{old.request_id}/ganti/"
        in clerk().get(f"/desa/permohonan/{old.request_id}/").content.decode()
    )
    again = repeat_request(declined.pk, office.operator)
    assert (again.replaces_id, again.replacement_reason) == (old.pk, "Keliru")
    submit_request(again.pk, office.operator)
    for action in ("check", "initial", "sign", "countersign"):
        perform(action, again.pk, office.who(action))
    produce(again)
    assert verify_token(old.token).status == Status.REPLACED


def test_what_is_being_replaced_already_is_not_begun_again() -> None:
    old, office = declined_replacement()
    declined = Request.objects.get(replaces=old)
    replacement_request(old.request_id, office.operator, reason="Lagi", data=ANSWERS["sktm"])
    with pytest.raises(OutOfTurn):
        repeat_request(declined.pk, office.operator)


def declined_replacement() -> tuple[Letter, Office]:
    """An issued letter of poverty, and the office whose replacement of it the camat has declined."""
    office = an_office()
    old = a_letter(office=office, kind="sktm")
    new = replacement_request(old.request_id, office.operator, reason="Keliru", data=ANSWERS["sktm"])
    for action in ("check", "initial", "sign"):
        perform(action, new.pk, office.who(action))
    perform("decline", new.pk, office.who("decline"), note="Desil tidak sesuai")
    return old, office


def test_a_letter_revoked_meanwhile_stays_revoked() -> None:
    office = an_office()
    old = a_letter(office=office)
    new = replacement_request(old.request_id, office.operator, reason="Keliru", data=ANSWERS["domisili"])
    perform("revoke", old.request_id, office.head, note="Dipalsukan")
    for action in ("check", "initial", "sign"):
        perform(action, new.pk, office.who(action))
    produce(new)
    assert verify_token(old.token).status == Status.REVOKED
    assert broken() == set()


def test_the_replacing_page_keeps_what_was_typed() -> None:
    letter = a_letter()
    page = clerk().post(f"/desa/permohonan/{letter.request_id}/ganti/", {"keperluan": "Baru", "reason": ""})
    assert page.status_code == 422
    assert "Baru" in page.content.decode()
    assert "Tulis apa yang keliru pada surat lama." in page.content.decode()


def test_the_replacing_page_asks_in_its_own_words_and_leaves_other_pages_theirs() -> None:
    letter, browser = a_letter(), clerk()
    kept = kept_numbers(1).entries.get()
    asked = browser.get(f"/desa/permohonan/{letter.request_id}/ganti/").content.decode()
    assert "Apa yang keliru pada surat lama?" in asked
    void = browser.get(f"/desa/register/nomor/{kept.pk}/batal/").content.decode()
    assert "Alasan" in void
    assert "surat lama" not in void


def test_holders_hear_of_letters_that_end_in_two_weeks_once() -> None:
    letter = a_letter()
    assert announce_expiring() == 0
    end = today_in(letter.village) + timedelta(days=14)
    as_owner(
        "UPDATE letters_letter SET valid_until = %s, issued_on = issued_on - 60 WHERE id = %s", end, letter.pk
    )
    assert (announce_expiring(), announce_expiring()) == (1, 0)
    run_jobs()
    told = Notification.objects.get(key=f"expiry:{letter.pk}")
    assert told.recipient_id == letter.request.resident_id
    assert str(end.year) in told.body
    page = clerk().get("/desa/habis-berlaku/").content.decode()
    assert letter.number in page.replace("<wbr>", "")


def test_a_scanned_original_is_kept_for_the_office() -> None:
    entry = a_paper_letter()
    browser = clerk()
    upload = SimpleUploadedFile("surat.png", a_picture(), "image/png")
    browser.post(f"/desa/register/nomor/{entry.pk}/pindai/", {"file": upload})
    scan = Scan.objects.get(entry=entry)
    opened = browser.get(f"/desa/register/nomor/{entry.pk}/pindai/{scan.pk}/")
    assert opened["Content-Type"] == "image/jpeg"
    stranger = signed_in(an_officer("petugas.lain", "operator", "35.10.01.2002"))
    assert stranger.get(f"/desa/register/nomor/{entry.pk}/pindai/{scan.pk}/").status_code == 404


def test_a_file_that_is_no_scan_is_refused() -> None:
    entry, office = a_paper_letter(), an_office()
    with pytest.raises(WrongInput, match="bukan foto atau PDF"):
        scan_attach(entry.pk, office.operator, SimpleUploadedFile("surat.docx", b"PK\x03\x04 word"))


@pytest.mark.parametrize("days", [-400, 1])
def test_a_letter_is_sent_between_its_date_and_today(days: int) -> None:
    entry, office = a_paper_letter(), an_office()
    day: date = today_in(office.village) + timedelta(days=days)
    with pytest.raises(WrongInput):
        entry_hand_over(entry.pk, office.operator, HandoverData("post", day, "Camat"))


def test_a_letter_without_its_pdf_is_not_sent() -> None:
    case, office = a_request("signed"), an_office()
    entry = Letter.objects.get(request=case).entry
    with pytest.raises(OutOfTurn):
        entry_hand_over(entry.pk, office.operator, HandoverData("post", entry.date, "Camat"))
