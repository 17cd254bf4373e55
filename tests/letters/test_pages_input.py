"""Pages that people fill in: what is wrong is said beside it, what was typed stays, and nothing half-done is stored."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from citizens.models import Resident
from citizens.nik import mask
from foundation.accounts.models import User
from letters.models import Attachment, Request
from tests.acting import ActingClient
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household
from tests.letters.factories import a_citizen, a_kind, a_request, an_office, an_officer

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def signed_in(resident: Resident) -> ActingClient:
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=a_citizen(resident).user_id))
    return browser


@pytest.fixture
def clerk() -> ActingClient:
    an_office()
    browser = ActingClient()
    browser.force_login(an_officer("petugas.3510012001", "operator", SARONGAN))
    return browser


def photo(colour: str = "navy") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "JPEG")
    return out.getvalue()


def text_of(page: Any) -> str:
    found: str = page.content.decode()
    return found


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_journey_does_not_end_before_it_begins(clerk: ActingClient) -> None:
    resident = ResidentFactory(village_id=SARONGAN)
    answers = {
        "alamat_tujuan": "Denpasar",
        "maksud": "Bekerja musiman",
        "tanggal_berangkat": "2026-12-10",
        "tanggal_kembali": "2026-12-01",
    }
    address = f"/desa/loket/{resident.pk}/bepergian/"
    page = text_of(clerk.post(address, answers))
    assert "Tanggal ini tidak boleh sebelum “Tanggal berangkat”." in page
    assert "Bekerja musiman" in page
    assert not Request.objects.exists()
    assert clerk.post(address, answers | {"tanggal_kembali": "2026-12-10"}).status_code == 302


class TestApplying:
    """A citizen asks for a letter."""

    ANSWERS = {
        "keperluan": "Membuka rekening <bank>",
        "tinggal_sejak_day": "3",
        "tinggal_sejak_month": "Maret",
        "tinggal_sejak_year": "2015",
        "status_tempat_tinggal": "Menumpang",
    }

    def test_a_date_to_come_is_refused_and_what_was_typed_stays(self) -> None:
        page = signed_in(ResidentFactory()).post(
            "/surat/ajukan/domisili/", self.ANSWERS | {"tinggal_sejak_year": "2999"}
        )
        text = text_of(page)
        assert "Tanggal tidak boleh sesudah hari ini." in text
        for typed in ("Membuka rekening &lt;bank&gt;", 'value="3"', 'value="Maret"', 'value="2999"'):
            assert typed in text, typed
        assert not Request.objects.exists()

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"keperluan": ""}, "Isian ini wajib diisi."),
            ({"tinggal_sejak_day": "31", "tinggal_sejak_month": "2"}, "tidak ada dalam kalender"),
            ({"tinggal_sejak_year": ""}, "tahun"),
            ({"status_tempat_tinggal": "Istana"}, "Istana"),
        ],
    )
    def test_what_is_wrong_is_said_in_indonesian(self, changed: dict[str, str], words: str) -> None:
        page = signed_in(ResidentFactory()).post("/surat/ajukan/domisili/", self.ANSWERS | changed)
        assert words in text_of(page)
        for english in ("This field", "Enter a valid", "Select a valid"):
            assert english not in text_of(page)
        assert not Request.objects.exists()

    def test_from_the_form_to_the_office(self) -> None:
        resident = ResidentFactory()
        browser = signed_in(resident)
        page = browser.post("/surat/ajukan/domisili/", self.ANSWERS)
        case = Request.objects.get()
        assert page["Location"] == f"/surat/saya/{case.pk}/berkas/"
        assert case.data == {
            "keperluan": "Membuka rekening <bank>",
            "alamat_domisili": "",
            "tinggal_sejak": "2015-03-03",
            "status_tempat_tinggal": "Menumpang",
            "bahasa_inggris": None,
        }
        assert (case.resident, case.state, case.channel) == (resident, "draft", "web")
        assert "3 Maret 2015" in text_of(browser.get(f"/surat/saya/{case.pk}/periksa/"))
        sent = browser.post(f"/surat/saya/{case.pk}/periksa/")
        assert sent["Location"] == f"/surat/saya/{case.pk}/?terkirim=1"
        case.refresh_from_db()
        assert case.state == "submitted"
        assert text_of(browser.get(sent["Location"]))

    def test_nobody_asks_in_anothers_name(self) -> None:
        resident, other = ResidentFactory(), ResidentFactory()
        hidden = {
            "resident": str(other.pk),
            "village": PESANGGARAN,
            "state": "signed",
            "family_id": str(other.family_id),
        }
        signed_in(resident).post("/surat/ajukan/domisili/", self.ANSWERS | hidden)
        case = Request.objects.get()
        assert (case.resident, case.village_id, case.state) == (resident, SARONGAN, "draft")

    def test_members_of_the_own_family_only_can_be_chosen(self) -> None:
        father, mother, _child = household()
        stranger = ResidentFactory(wife=True)
        browser = signed_in(father)
        page = text_of(browser.get("/surat/ajukan/kelahiran/"))
        assert str(mother.pk) in page
        assert str(stranger.pk) not in page
        refused = browser.post("/surat/ajukan/kelahiran/", {"ibu": str(stranger.pk)})
        assert refused.status_code == 200
        assert not Request.objects.exists()

    def test_a_returned_request_shows_the_old_answers(self) -> None:
        resident = ResidentFactory()
        citizen = a_citizen(resident)
        case = a_request("returned", resident=resident, by=citizen, channel=Request.Channel.WEB)
        browser = signed_in(resident)
        assert "Membuka rekening bank" in text_of(browser.get(f"/surat/saya/{case.pk}/isian/"))
        assert "Ini alasannya." in text_of(browser.get(f"/surat/saya/{case.pk}/"))

    @pytest.mark.parametrize("path", ["/surat/ajukan/tidak-ada/", "/surat/ajukan/loket-saja/"])
    def test_a_kind_that_is_not_served_does_not_exist(self, path: str) -> None:
        a_kind("loket-saja", steps=["check", "sign"], audience=["counter"])
        assert signed_in(ResidentFactory()).get(path).status_code == 404


class TestDocuments:
    """A citizen sends papers."""

    @pytest.fixture
    def case(self) -> Request:
        resident = ResidentFactory()
        return a_request(
            "draft", kind="sktm", resident=resident, by=a_citizen(resident), channel=Request.Channel.WEB
        )

    def send(self, case: Request, name: str, content: bytes, document: str = "pendukung") -> Any:
        upload = SimpleUploadedFile(name, content)
        return signed_in(case.resident).post(
            f"/surat/saya/{case.pk}/berkas/", {"document": document, "file": upload}
        )

    def test_a_photo_is_kept_as_a_clean_copy(self, case: Request, store: Path) -> None:
        assert self.send(case, "kk.jpg", photo()).status_code == 302
        attachment = Attachment.objects.get(request=case)
        assert (attachment.document, attachment.content_type) == ("pendukung", "image/jpeg")
        assert len(files_in(store)) == 1
        shown = signed_in(case.resident).get(f"/surat/saya/{case.pk}/berkas/{attachment.pk}/")
        assert shown["Content-Disposition"] == 'inline; filename="pendukung.jpg"'
        assert "sandbox" in shown["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("besar.jpg", photo() + b"\0" * (40 * MEGABYTE), "berukuran 40 MB. Paling besar 5 MB"),
            ("foto.jpg", b"MZ\x90\x00" + b"\0" * 2000, "bukan foto atau PDF"),
            ("foto.jpg", b"<html><script>alert(1)</script></html>", "bukan foto atau PDF"),
            ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "bukan foto atau PDF"),
            ("kosong.jpg", b"", "kosong"),
        ],
        ids=["40 MB", "program named jpg", "page named jpg", "svg", "empty"],
    )
    def test_what_is_no_paper_is_refused_and_nothing_stored(
        self, case: Request, store: Path, name: str, content: bytes, words: str
    ) -> None:
        page = self.send(case, name, content)
        assert page.status_code == 200
        assert words in text_of(page)
        assert not Attachment.objects.exists()
        assert files_in(store) == []

    def test_a_refused_file_leaves_the_others(self, case: Request) -> None:
        self.send(case, "kk.jpg", photo())
        self.send(case, "foto.jpg", b"MZ")
        assert Attachment.objects.filter(request=case).count() == 1

    def test_a_paper_that_was_not_asked_for(self, case: Request) -> None:
        self.send(case, "kk.jpg", photo(), document="lain")
        assert not Attachment.objects.exists()

    def test_five_files_are_enough(self, case: Request) -> None:
        for colour in ("red", "green", "blue", "navy", "gold"):
            assert self.send(case, "kk.jpg", photo(colour)).status_code == 302
        assert "Paling banyak 5 berkas" in text_of(self.send(case, "kk.jpg", photo("pink")))

    def test_without_the_required_paper_it_is_not_handed_in(self, case: Request) -> None:
        page = signed_in(case.resident).post(f"/surat/saya/{case.pk}/periksa/")
        assert "Berkas ini masih kurang: Surat pengantar RT/RW" in text_of(page)
        case.refresh_from_db()
        assert case.state == "draft"

    def test_anothers_papers_do_not_exist(self, case: Request) -> None:
        self.send(case, "kk.jpg", photo())
        attachment = Attachment.objects.get()
        stranger = signed_in(ResidentFactory())
        other = a_request("draft", resident=ResidentFactory())
        for path in (f"{case.pk}/berkas/{attachment.pk}", f"{other.pk}/berkas/{attachment.pk}"):
            assert stranger.get(f"/surat/saya/{path}/").status_code == 404
            assert stranger.post(f"/surat/saya/{path}/hapus/").status_code == 404
        assert Attachment.objects.exists()


class TestCounter:
    """The clerk asks for the citizen in front of them."""

    def test_three_pages_make_a_checked_request(self, clerk: ActingClient) -> None:
        resident = ResidentFactory()
        found = text_of(clerk.get("/desa/loket/", {"q": "sugeng"}))
        assert f"/desa/loket/{resident.pk}/" in found
        assert f"/desa/loket/{resident.pk}/sktm/" in text_of(clerk.get(f"/desa/loket/{resident.pk}/"))
        address = f"/desa/loket/{resident.pk}/sktm/"
        form = text_of(clerk.get(address))
        for known in (resident.name, mask(resident.nik), "12 Maret 1987", "Jalan Melati 5"):
            assert known in form, known
        page = clerk.post(
            address,
            {
                "keperluan": "Kesehatan",
                "diajukan_kepada": "RSUD Blambangan",
                "jumlah_tanggungan": "3",
                "penghasilan": "1.500.000",
                "papers_seen": "on",
            },
        )
        case = Request.objects.get()
        assert page["Location"] == f"/desa/permohonan/{case.pk}/"
        assert (case.state, case.channel, case.resident) == ("checked", "counter", resident)
        assert case.data["penghasilan"] == 1_500_000
        assert [entry.action for entry in case.history.all()] == ["create", "submit", "check"]
        assert case.due_at is not None

    def test_the_papers_must_have_been_seen(self, clerk: ActingClient) -> None:
        page = clerk.post(
            f"/desa/loket/{ResidentFactory().pk}/sktm/",
            {"keperluan": "Kesehatan", "diajukan_kepada": "RSUD", "jumlah_tanggungan": "3"},
        )
        assert "Nyatakan bahwa berkas persyaratan sudah dilihat." in text_of(page)
        assert 'value="RSUD"' in text_of(page)
        assert not Request.objects.exists()

    def test_a_kind_without_a_check_goes_straight_on(self, clerk: ActingClient) -> None:
        a_kind("langsung", steps=["sign"], documents=[])
        clerk.post(f"/desa/loket/{ResidentFactory().pk}/langsung/", {"keperluan": "Bank"})
        assert Request.objects.get().state == "submitted"

    def test_a_person_of_another_village_is_not_found(self, clerk: ActingClient) -> None:
        elsewhere = ResidentFactory(village_id=PESANGGARAN, woman=True)
        assert clerk.get(f"/desa/loket/{elsewhere.pk}/").status_code == 404
        assert clerk.post(f"/desa/loket/{elsewhere.pk}/domisili/", {"keperluan": "x"}).status_code == 404
        page = clerk.post(f"/desa/loket/{ResidentFactory().pk}/kelahiran/", {"ibu": elsewhere.nik})
        assert "Tidak ada warga dengan NIK ini di desa" in text_of(page)

    def test_a_nik_of_fifteen_digits(self, clerk: ActingClient) -> None:
        page = clerk.post(f"/desa/loket/{ResidentFactory().pk}/kelahiran/", {"ibu": "351001120387000"})
        assert "yang diketik 15 angka" in text_of(page)
        assert 'value="351001120387000"' in text_of(page)
