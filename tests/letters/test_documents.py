"""From signature to issue: one document, whatever happens to the worker on the way."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from foundation.access.reach import working_in
from foundation.documents.engine import RenderFailed
from foundation.jobs.claims import Claim
from foundation.jobs.models import Event, Job
from foundation.jobs.runner import run
from letters import tasks
from letters.models import Certificate, Letter, LetterDocument, Request
from letters.services.after_issue import retry_document
from letters.services.issue import issue_letter
from letters.signing.backend import SigningRefused
from tests.acting import ActingClient, run_jobs, see_everything, see_only
from tests.citizens.factories import PENGANJURAN, PESANGGARAN, SARONGAN
from tests.letters.factories import a_letter, a_request, an_office, an_officer, document_job, produce
from tests.letters.test_invariants import as_owner

pytestmark = pytest.mark.django_db


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def stumble(*args: Any, **values: Any) -> Any:
    raise RuntimeError("pekerja mati")


def test_the_paper_bears_what_the_snapshot_says(store: Path) -> None:
    letter = a_letter(kind="sktm")
    document = LetterDocument.objects.get(letter=letter)
    text = " ".join(PdfReader(store / document.path).pages[0].extract_text().split())
    for said in (
        letter.number,
        "SURAT KETERANGAN TIDAK MAMPU",
        "Sugeng Prayitno",
        "Kepala Desa Sarongan",
        "Camat Pesanggaran",
        "Haris Wahyudi",
    ):
        assert said in text, said
    code = letter.snapshot["verification"]["code"]
    assert code.replace("-", "") == letter.short_code
    assert code in text


def test_a_repeated_job_does_not_need_the_letter_once_more() -> None:
    case = a_request("signed")
    produce(case)
    as_owner(
        'UPDATE letters_letter SET snapshot = snapshot || \'{"body": "{tidak.ada}"}\' WHERE request_id = %s',
        case.pk,
    )
    Job.objects.filter(pk=document_job(case).pk).update(state="waiting")
    assert run(document_job(case).pk)
    assert document_job(case).state == "done"


@pytest.mark.usefixtures("quick_rendering")
class TestOnce:
    """One document a letter."""

    def test_the_same_job_twice_gives_one_document(self) -> None:
        case = a_request("signed")
        job = document_job(case)
        assert run(job.pk)
        assert not run(job.pk)
        Job.objects.filter(pk=job.pk).update(state="waiting")
        assert run(job.pk)
        see_everything()
        assert LetterDocument.objects.filter(letter__request=case).count() == 1
        assert Event.objects.filter(name="letter.issued").count() == 1
        assert [entry.action for entry in case.history.all()].count("issue") == 1

    def test_the_wait_for_the_next_step_is_counted_from_the_issue(self) -> None:
        case = a_request("signed")
        produce(case)
        case.refresh_from_db()
        assert case.state_since == Letter.objects.get(request=case).issued_at

    def test_a_worker_that_dies_between_storing_and_recording_costs_a_try(
        self, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = a_request("signed")
        with monkeypatch.context() as broken:
            broken.setattr(tasks, "issue_letter", stumble)
            produce(case)
        letter = Letter.objects.get(request=case)
        assert (letter.issued_at, letter.document_state) == (None, "rendering")
        assert len(files_in(store)) == 1
        job = document_job(case)
        assert (job.state, job.attempts) == ("waiting", 1)
        assert job.run_after > timezone.now()
        produce(case)
        letter.refresh_from_db()
        assert (letter.state, letter.document_state) == ("issued", "ready")
        assert LetterDocument.objects.filter(letter=letter).count() == 1

    @pytest.mark.parametrize("place", ["current_signer", "signing_backend", "save"])
    def test_a_worker_that_dies_earlier_costs_a_try(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        case = a_request("signed")
        with monkeypatch.context() as broken:
            broken.setattr(tasks, place, stumble)
            produce(case)
        assert Letter.objects.get(request=case).document_state == "rendering"
        produce(case)
        assert Letter.objects.get(request=case).document_state == "ready"

    def test_a_worker_that_was_given_up_writes_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Its lease ran out while it rendered, another one took the job: the late result is dropped."""
        case = a_request("signed")
        job = document_job(case)

        def taken_over(content: bytes) -> Any:
            Job.objects.filter(pk=job.pk).update(attempts=2)
            return save(content)

        save = tasks.save
        monkeypatch.setattr(tasks, "save", taken_over)
        run(job.pk)
        see_everything()
        assert not LetterDocument.objects.exists()
        assert Letter.objects.get(request=case).issued_at is None

    def test_a_letter_that_has_its_document_keeps_it(self) -> None:
        letter = a_letter()
        first = LetterDocument.objects.get()
        other = tasks.save(b"%PDF-1.7 sesuatu yang lain")
        issue_letter(letter.pk, other, "ff")
        assert LetterDocument.objects.get() == first


class TestFailure:
    """A document that can't be made is seen, and can be tried again."""

    def fail_for_good(self, case: Request, monkeypatch: pytest.MonkeyPatch) -> Letter:
        def out_of_memory(snapshot: Any) -> bytes:
            raise RenderFailed("memory")

        with monkeypatch.context() as broken:
            broken.setattr(tasks, "render_letter", out_of_memory)
            for _ in range(document_job(case).max_attempts):
                produce(case)
        return Letter.objects.get(request=case)

    def test_it_is_shown_and_made_again_at_a_press(self, monkeypatch: pytest.MonkeyPatch) -> None:
        case = a_request("signed")
        letter = self.fail_for_good(case, monkeypatch)
        assert letter.document_state == "failed"
        assert document_job(case).state == "failed"
        browser = ActingClient()
        browser.force_login(an_officer("petugas.3510012001", "operator", SARONGAN))
        page = browser.get(f"/desa/permohonan/{case.pk}/")
        assert f"/desa/permohonan/{case.pk}/buat-ulang/" in page.content.decode()
        browser.post(f"/desa/permohonan/{case.pk}/buat-ulang/")
        letter.refresh_from_db()
        assert letter.document_state == "rendering"
        run_jobs()
        letter.refresh_from_db()
        case.refresh_from_db()
        assert (letter.document_state, case.state, letter.sequence) == ("ready", "issued", 1)

    @pytest.mark.parametrize(("reason", "tries"), [("processor", 1), ("memory", 1), ("timeout", 5)])
    def test_what_asks_for_too_much_is_not_tried_again_and_a_busy_machine_is(
        self, reason: str, tries: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(snapshot: Any) -> bytes:
            raise RenderFailed(reason)

        case = a_request("signed")
        monkeypatch.setattr(tasks, "render_letter", fails)
        for _ in range(5):
            produce(case)
        job = document_job(case)
        assert (job.state, job.attempts) == ("failed", tries)

    def test_the_number_stays_the_letters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        failed = self.fail_for_good(a_request("signed"), monkeypatch)
        assert a_letter().sequence == failed.sequence + 1

    def test_what_did_not_fail_is_not_made_again(self) -> None:
        letter = Letter.objects.get(request=a_request("signed"))
        assert not retry_document(letter)

    @pytest.mark.usefixtures("quick_rendering")
    def test_a_refusal_of_the_signing_service_is_final_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Refusing:
            def sign(self, *args: Any, **values: Any) -> bytes:
                raise SigningRefused("Sertifikat sudah habis masa berlakunya.")

        case = a_request("signed")
        monkeypatch.setattr(tasks, "signing_backend", Refusing)
        produce(case)
        job = document_job(case)
        assert (job.state, job.attempts, job.error) == (
            "failed",
            1,
            "Sertifikat sudah habis masa berlakunya.",
        )
        assert Letter.objects.get(request=case).document_state == "failed"


@pytest.mark.usefixtures("quick_rendering")
class TestReachOfWorkers:
    """A worker sees the village of its job, and nothing else."""

    def test_the_job_sees_its_own_village_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        a_letter(office=an_office(PESANGGARAN))
        case = a_request("signed")
        seen: list[set[str]] = []

        def look(claim: Claim) -> None:
            with claim.reading():
                seen.append(set(Request.objects.values_list("village_id", flat=True)))
            with claim.result():
                seen.append(set(Letter.objects.values_list("village_id", flat=True)))

        task = tasks.produce_document
        job = document_job(case)
        monkeypatch.setattr("foundation.jobs.runner.find_task", lambda kind: type("T", (), {"handler": look}))
        run(job.pk)
        see_everything()
        assert task is not None
        assert seen == [{SARONGAN}, {SARONGAN}]

    def test_a_job_of_another_village_does_not_find_the_letter(self) -> None:
        """Were a job's region ever wrong, it would fail instead of touching another village's letter."""
        case = a_request("signed")
        Job.objects.filter(pk=document_job(case).pk).update(area_code=PENGANJURAN)
        produce(case)
        assert document_job(case).error.startswith("DoesNotExist")
        assert not LetterDocument.objects.exists()

    def test_certificates_are_hidden_from_everyday_work(self) -> None:
        a_letter()
        assert Certificate.objects.count() == 1
        see_only(SARONGAN)
        assert Certificate.objects.count() == 0
        with working_in("*"):
            assert Certificate.objects.count() == 1

    def test_each_village_signs_with_its_own_certificate(self) -> None:
        documents = [
            LetterDocument.objects.get(letter=a_letter(office=an_office(code)))
            for code in (SARONGAN, PESANGGARAN, SARONGAN)
        ]
        serials = [document.certificate_serial for document in documents]
        assert serials[0] == serials[2] != serials[1]
        assert Certificate.objects.get(serial=serials[1]).village_id == PESANGGARAN
