"""The office's own letters, and requests that the office itself fills in anew."""

import re
import subprocess
from typing import Any

import pytest

from foundation.accounts.models import User
from letters.models import Letter, RegisterEntry, Request
from letters.services.actions import perform
from tests.acting import ActingClient
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory
from tests.letters.factories import a_citizen, a_request, an_office, an_officer, produce

pytestmark = pytest.mark.django_db
PAGE = "/desa/surat-dinas/"
INVITATION = {
    "sifat": "Biasa",
    "hal": "Undangan musyawarah",
    "kepada": "Ketua RT 001\nKetua RT 002",
    "tempat_kepada": "Sarongan",
    "tanggal": "2026-12-03",
    "jam": "19:30",
    "tempat": "Balai desa",
    "acara": "Musyawarah perencanaan desa",
}


@pytest.fixture
def clerk() -> ActingClient:
    an_office()
    return browser_of(an_officer("petugas.3510012001", "operator", SARONGAN))


def browser_of(user: User) -> ActingClient:
    browser = ActingClient()
    browser.force_login(user)
    return browser


def text_of(page: Any) -> str:
    text: str = page.content.decode()
    return text


def printed(letter: Letter) -> str:
    from foundation.documents.storage import read_stored

    content = read_stored(letter.documents.get().path)
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def test_an_invitation_goes_from_the_page_to_the_register_without_an_applicant(clerk: ActingClient) -> None:
    office = an_office()
    assert "Surat Undangan" in text_of(clerk.get(PAGE))
    answer = clerk.post(f"{PAGE}surat-undangan/", INVITATION)
    case = Request.objects.get()
    assert answer.headers["Location"] == f"/desa/permohonan/{case.pk}/"
    assert (case.state, case.resident_id, case.village_id) == ("checked", None, SARONGAN)
    perform("initial", case.pk, office.secretary)
    perform("sign", case.pk, office.head)
    produce(case)
    letter = Letter.objects.get()
    text = printed(letter)
    for words in (letter.number, "Kamis, 3 Desember 2026", "19.30 WIB", "Ketua RT 002", "Balai desa"):
        assert words in text, words
    entry = RegisterEntry.objects.get(letter=letter)
    assert entry.number == letter.number
    assert entry.party == "Ketua RT 001 Ketua RT 002"
    assert entry.subject == "Surat Undangan: Undangan musyawarah"
    assert "Undangan" in text_of(clerk.get("/desa/register/"))
    assert f"/desa/permohonan/{case.pk}/" in text_of(clerk.get(PAGE))


def test_what_was_typed_stays_when_something_is_wrong(clerk: ActingClient) -> None:
    page = text_of(clerk.post(f"{PAGE}surat-undangan/", INVITATION | {"tanggal": "kapan saja"}))
    assert "Musyawarah perencanaan desa" in page
    assert not Request.objects.exists()


def test_a_letter_about_somebody_is_no_letter_of_the_office(clerk: ActingClient) -> None:
    assert clerk.get(f"{PAGE}domisili/").status_code == 404
    resident = ResidentFactory(village_id=SARONGAN)
    assert clerk.get(f"/desa/loket/{resident.pk}/surat-undangan/").status_code == 404
    assert "Surat Undangan" not in text_of(ActingClient().get("/surat/"))


def test_free_text_is_printed_in_paragraphs_and_stays_text(clerk: ActingClient) -> None:
    office = an_office()
    letter_data = {name: INVITATION[name] for name in ("sifat", "hal", "kepada", "tempat_kepada")}
    body = "Paragraf pertama.\n\nParagraf <b>kedua</b>:\n- butir satu\n- butir dua {pemohon.nik}"
    clerk.post(f"{PAGE}surat-dinas/", letter_data | {"isi": body})
    case = Request.objects.get()
    perform("initial", case.pk, office.secretary)
    perform("sign", case.pk, office.head)
    produce(case)
    text = printed(Letter.objects.get())
    for part in ("Paragraf pertama. Paragraf <b>kedua</b>:", "butir satu", "butir dua {pemohon.nik}"):
        assert part in text, text


def test_what_came_back_is_mended_at_the_desk_with_the_wrong_parts_marked(clerk: ActingClient) -> None:
    office = an_office()
    case = a_request("checked", office=office)
    perform("return", case.pk, office.head, note="Keperluannya kurang jelas.", fields=["keperluan"])
    assert f"/desa/permohonan/{case.pk}/isian/" in text_of(clerk.get(f"/desa/permohonan/{case.pk}/"))
    page = text_of(clerk.get(f"/desa/permohonan/{case.pk}/isian/"))
    assert "Keperluannya kurang jelas." in page
    assert 'href="#bagian-keperluan"' in page
    assert page.count("Bagian ini perlu diperbaiki.") == 1
    answer = clerk.post(f"/desa/permohonan/{case.pk}/isian/", {"keperluan": "Membuka rekening tabungan"})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.data["keperluan"]) == ("submitted", "Membuka rekening tabungan")
    assert clerk.get(f"/desa/permohonan/{case.pk}/isian/").status_code == 404


def test_a_citizen_sees_at_the_field_what_is_to_be_mended() -> None:
    office = an_office()
    case = a_request("submitted", office=office, channel=Request.Channel.WEB)
    perform("return", case.pk, office.operator, note="Tulis lebih jelas.", fields=["keperluan"])
    citizen = browser_of(User.objects.get(pk=a_citizen(case.resident).user_id))
    page = text_of(citizen.get(f"/surat/saya/{case.pk}/isian/"))
    assert 'id="bagian-keperluan"' in page
    assert page.count("Bagian ini perlu diperbaiki.") == 1
    assert "Tulis lebih jelas." in page


def test_nobody_mends_at_the_desk_what_a_citizen_sent_or_another_village_has(clerk: ActingClient) -> None:
    office = an_office()
    own = a_request("submitted", office=office, channel=Request.Channel.WEB)
    perform("return", own.pk, office.operator, note="Tulis lebih jelas.")
    other_office = an_office(PESANGGARAN)
    other = a_request("checked", office=other_office)
    perform("return", other.pk, other_office.head, note="Tulis lebih jelas.")
    for case in (own, other):
        assert clerk.get(f"/desa/permohonan/{case.pk}/isian/").status_code == 404


def test_copies_are_named_below_the_signature(clerk: ActingClient) -> None:
    office = an_office()
    clerk.post(f"{PAGE}surat-undangan/", INVITATION | {"tembusan": "1. Camat Pesanggaran\n2. Arsip"})
    case = Request.objects.get()
    perform("initial", case.pk, office.secretary)
    perform("sign", case.pk, office.head)
    produce(case)
    text = printed(Letter.objects.get())
    assert text.index("Haris Wahyudi") < text.index("Tembusan: 1. Camat Pesanggaran 2. Arsip")
