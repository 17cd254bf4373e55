"""Letters that come in: agenda numbers without gaps, dispositions, reports back, secrets."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import Http404

from foundation.notifications.models import Notification
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.invariants import Scope, examine_everything
from letters.models import Disposition, DispositionTask, RegisterEntry
from letters.numbering import today_in
from letters.permissions import may_open_scans
from letters.queries.archive import ArchiveQuery, archive_search
from letters.services.mail import IncomingData, disposition_give, disposition_report, incoming_record
from letters.services.scan import scan_attach
from tests.access.cast import signed_in
from tests.acting import run_jobs, see_only
from tests.citizens.factories import PESANGGARAN, SARONGAN
from tests.letters.factories import (
    Office,
    a_letter,
    a_paper_letter,
    a_request,
    an_office,
    an_officer,
    in_office,
)
from tests.letters.test_after_issue import a_picture
from villages.models import Official, VillageProfile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def an_incoming(office: Office | None = None, **wishes: Any) -> RegisterEntry:
    office = office or an_office()
    today = today_in(office.village)
    values: dict[str, Any] = {
        "sender": "Camat Pesanggaran",
        "sender_number": "005/112/429.501/2026",
        "date": today - timedelta(days=2),
        "received_on": today,
        "subject": "Undangan rapat koordinasi stunting",
    }
    return incoming_record(office.operator, IncomingData(**(values | wishes)))


def section_head(office: Office) -> Official:
    user = an_officer("kasi.pelayanan", "operator", office.village.pk)
    official = in_office(user, office.village, Official.Position.SECTION_HEAD)
    Official.objects.filter(pk=official.pk).update(name="Nur Aini", title="Kasi Pelayanan")
    official.refresh_from_db()
    return official


def broken() -> set[str]:
    return {i.code for i, b in examine_everything(Scope(files=False)) if b.count}


def test_agenda_numbers_have_their_own_book() -> None:
    a_request("signed")
    assert [an_incoming().sequence, an_incoming().sequence] == [1, 2]
    assert RegisterEntry.objects.filter(direction="in").values_list("register", flat=True)[0] == "masuk"
    assert broken() == set()


def test_or_share_one_with_outgoing_letters_where_the_village_counts_so() -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(register_mode="common")
    a_request("signed")
    assert an_incoming().sequence == 2
    assert a_paper_letter().sequence == 3
    assert broken() == set()


def test_dates_that_cannot_be_are_refused() -> None:
    today = today_in(an_office().village)
    with pytest.raises(WrongInput, match="sesudah hari ini"):
        an_incoming(received_on=today + timedelta(days=1))
    with pytest.raises(WrongInput, match="sesudah tanggal diterima"):
        an_incoming(date=today, received_on=today - timedelta(days=1))
    assert not RegisterEntry.objects.exists()


def test_a_disposition_is_told_done_and_reported_back() -> None:
    office = an_office()
    official = section_head(office)
    entry = an_incoming(office)
    due = today_in(office.village) + timedelta(days=3)
    disposition_give(
        entry.incoming_id,
        office.head,
        official_ids=[official.pk],
        instruction="Hadiri dan laporkan",
        due_on=due,
    )
    run_jobs()
    assert (
        Notification.objects.filter(recipient_id=official.user_id, subject__contains="Disposisi").count() == 1
    )
    clerk = signed_in(an_officer("kasi.pelayanan", "operator", SARONGAN))
    assert "Hadiri dan laporkan" in clerk.get("/desa/disposisi/").content.decode()
    task = DispositionTask.objects.get()
    clerk.post(f"/desa/disposisi/{task.pk}/", {"report": "Sudah hadir, notulen terlampir"})
    task.refresh_from_db()
    assert task.done_at is not None
    page = signed_in(an_officer("kepala.3510012001", "head", SARONGAN)).get(
        f"/desa/surat-masuk/{entry.incoming_id}/"
    )
    assert "notulen terlampir" in page.content.decode()
    with pytest.raises(OutOfTurn):
        disposition_report(task.pk, office.head, report="Lagi")


def test_who_is_late_is_seen() -> None:
    office = an_office()
    entry = an_incoming(office)
    disposition_give(
        entry.incoming_id, office.head, official_ids=[section_head(office).pk], instruction="Segera"
    )
    DispositionTask.objects.update(due_on=date(2020, 1, 1))
    clerk = signed_in(an_officer("kasi.pelayanan", "operator", SARONGAN))
    assert "Lewat batas waktu" in clerk.get("/desa/disposisi/").content.decode()


def test_only_those_who_lead_pass_on_and_only_to_officials_in_office() -> None:
    office, elsewhere = an_office(), an_office(PESANGGARAN)
    entry, official = an_incoming(office), section_head(office)
    with pytest.raises(Http404):
        disposition_give(entry.incoming_id, office.operator, official_ids=[official.pk], instruction="x")
    with pytest.raises(Http404):
        disposition_give(entry.incoming_id, elsewhere.head, official_ids=[official.pk], instruction="x")
    stranger = Official.objects.filter(region=elsewhere.village).first()
    with pytest.raises(WrongInput):
        disposition_give(entry.incoming_id, office.head, official_ids=[stranger.pk], instruction="x")
    assert not Disposition.objects.exists()


def test_nobody_reports_for_a_colleague() -> None:
    office = an_office()
    entry = an_incoming(office)
    disposition_give(entry.incoming_id, office.head, official_ids=[section_head(office).pk], instruction="x")
    with pytest.raises(NotAllowed):
        disposition_report(DispositionTask.objects.get().pk, office.operator, report="Sudah")


def test_a_secret_letter_is_opened_by_those_who_work_on_it() -> None:
    office = an_office()
    entry = an_incoming(office, secrecy="rahasia", subject="Laporan Bu Wagiyem")
    scan_attach(entry.pk, office.operator, SimpleUploadedFile("s.png", a_picture(), "image/png"))
    other = an_officer("petugas.kedua", "operator", SARONGAN)
    page = signed_in(other).get(f"/desa/surat-masuk/{entry.incoming_id}/").content.decode()
    assert "Wagiyem" not in page
    assert "/pindai/" + str(entry.scans.get().pk) not in page
    assert archive_search(office.operator, ArchiveQuery(text="wagiyem"))[0] == []
    official = section_head(office)
    disposition_give(entry.incoming_id, office.head, official_ids=[official.pk], instruction="Tangani")
    reader = signed_in(an_officer("kasi.pelayanan", "operator", SARONGAN))
    assert "Wagiyem" in reader.get(f"/desa/surat-masuk/{entry.incoming_id}/").content.decode()
    assert may_open_scans(entry, office.head)


def test_the_clerk_records_a_letter_and_prints_its_sheet() -> None:
    office = an_office()
    today = today_in(office.village)
    parts = {"day": today.day, "month": today.month, "year": today.year}
    values = {f"{name}_{part}": str(n) for name in ("date", "received_on") for part, n in parts.items()}
    values |= {"sender": "Dinas Sosial", "sender_number": "460/9", "subject": "Verifikasi data"}
    values |= {"urgency": "segera", "secrecy": "biasa"}
    browser = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
    page = browser.post("/desa/surat-masuk/catat/", values, follow=True)
    assert "Verifikasi data" in page.content.decode()
    sheet = browser.get(f"{page.redirect_chain[-1][0]}lembar-disposisi.pdf")
    assert sheet.content.startswith(b"%PDF")


class TestArchive:
    """Everything is found by what one remembers of it."""

    @pytest.fixture(autouse=True)
    def _papers(self) -> None:
        self.office = an_office()
        self.letter = a_letter(office=self.office)
        self.paper = a_paper_letter(
            self.office, addressee="Karang Taruna Bina Muda", subject="Undangan kerja bakti"
        )
        self.mail = an_incoming(self.office)

    def found(self, **query: Any) -> set[Any]:
        entries, _more = archive_search(self.office.operator, ArchiveQuery(**query))
        return {entry.pk for entry in entries}

    def test_by_number_name_and_words(self) -> None:
        letter, paper, mail = self.letter.entry.pk, self.paper.pk, self.mail.pk
        assert self.found() == {letter, paper, mail}
        assert self.found(text=self.letter.number) == {letter}
        name = self.letter.snapshot["values"]["pemohon"]["nama"]
        assert letter in self.found(text=name.split()[-1].lower()[:4])
        assert self.found(text="rekening") == {letter}
        assert self.found(text="taruna bina") == {paper}
        assert self.found(text="undangan") == {paper, mail}
        assert self.found(text="stunting camat") == {mail}
        assert self.found(text="tidak-ada-ini") == set()
        assert self.found(text="100%_") == set()

    def test_by_kind_and_date(self) -> None:
        today = self.mail.date
        assert self.found(kind="masuk") == {self.mail.pk}
        assert self.found(kind="kertas") == {self.paper.pk}
        assert self.found(kind="Surat Keterangan Domisili") == {self.letter.entry.pk}
        assert self.found(until=today - timedelta(days=1)) == set()
        assert len(self.found(since=today)) == 3

    def test_a_nik_finds_nothing(self) -> None:
        nik = self.letter.snapshot["values"]["pemohon"]["nik"]
        assert nik not in self.letter.entry.content
        assert self.found(text=nik) == set()

    def test_page_after_page_shows_everything_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("letters.queries.archive.PAGE_SIZE", 2)
        first, more = archive_search(self.office.operator, ArchiveQuery())
        assert (len(first), more) == (2, True)
        rest, more = archive_search(self.office.operator, ArchiveQuery(after=(first[-1].date, first[-1].pk)))
        assert (len(rest), more) == (1, False)
        assert len({entry.pk for entry in [*first, *rest]}) == 3

    def test_the_page_posts_what_is_looked_for(self) -> None:
        browser = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
        page = browser.post("/desa/arsip/", {"q": "taruna"}).content.decode()
        assert self.paper.number in page.replace("<wbr>", "")
        assert self.letter.number not in page

    def test_another_villages_letters_are_not_found_behind_the_wall(self) -> None:
        see_only(PESANGGARAN)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM letters_archive(ARRAY[%s], '', '1900-01-01', '9999-01-01', '',"
                " '9999-12-31', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 10)",
                [SARONGAN],
            )
            assert cursor.fetchone() == (0,)


class TestBooks:
    """Agenda keluar, agenda masuk and ekspedisi write themselves (Permendagri 47/2016, A.7 and A.8)."""

    def test_every_letter_stands_in_the_agenda_by_itself(self) -> None:
        letter, paper = a_letter(), a_paper_letter()
        browser = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
        page = browser.get("/desa/register/").content.decode()
        assert letter.number.split("/")[-1] in page
        assert paper.subject in page
        mail = an_incoming()
        assert mail.party in browser.get("/desa/register/buku/masuk/").content.decode()

    @pytest.mark.parametrize("book", ["keluar", "masuk", "ekspedisi"])
    @pytest.mark.parametrize(("form", "start"), [("xlsx", b"PK"), ("pdf", b"%PDF")])
    def test_as_a_file_after_the_second_factor_and_with_a_reason(
        self, book: str, form: str, start: bytes
    ) -> None:
        a_paper_letter()
        an_incoming()
        browser = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
        url = f"/desa/register/buku/{book}/unduh/"
        assert browser.post(url, {"form": form, "reason": ""}).status_code == 422
        answer = browser.post(url, {"form": form, "reason": "Arsip tahunan"})
        assert answer.content.startswith(start)
        session = browser.session
        session.pop("second_factor_at")
        session.save()
        assert browser.post(url, {"form": form, "reason": "Arsip"}).status_code == 422
