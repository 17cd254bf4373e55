"""What a signatory sees and types where the national service signs."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from foundation.jobs.models import Job
from foundation.notifications.models import Notification
from letters.models import ElectronicSigner, Letter, SigningRound
from letters.notifications import tell_of_ending_certificate
from letters.queries.electronic import latest_round
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import SARONGAN
from tests.letters.factories import Office, a_code, a_request, an_officer
from tests.letters.program import the_heads

from .bsre_server import BsreServer
from .rounds import NIK, PASSPHRASE, do_a_round, signed_by_the_head

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering", "server", "impatient")]


@pytest.fixture
def office(village_office: Office) -> Office:
    return village_office


@pytest.fixture
def browser(office: Office) -> ActingClient:
    client = ActingClient()
    client.force_login(an_officer("kepala.3510012001", "head", SARONGAN))
    return client


def test_signing_asks_for_the_passphrase_and_keeps_it_from_the_page(
    browser: ActingClient, office: Office
) -> None:
    case = a_request("initialled")
    url = f"/desa/permohonan/{case.pk}/tindakan/sign/"
    assert 'name="passphrase"' in browser.get(f"/desa/permohonan/{case.pk}/").content.decode()
    refused = browser.post(url, {"otp": "000000", "passphrase": PASSPHRASE})
    assert refused.status_code == 422
    assert PASSPHRASE not in refused.content.decode()
    assert browser.post(url, {"otp": a_code()}).status_code == 422
    assert not Letter.objects.exists()
    assert browser.post(url, {"otp": a_code(), "passphrase": PASSPHRASE}).status_code == 302
    assert SigningRound.objects.get().state == "running"


def test_without_a_known_signatory_no_number_is_taken(browser: ActingClient) -> None:
    ElectronicSigner.objects.all().delete()
    case = a_request("initialled")
    answer = browser.post("/desa/tanda-tangan/", {"chosen": str(case.pk), "otp": a_code(), "passphrase": "x"})
    assert "NIK yang terdaftar pada BSrE" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_program_is_refused_whole_where_the_service_does_not_know_the_signatory(office: Office) -> None:
    ElectronicSigner.objects.all().delete()
    case, program = a_request("initialled"), the_heads()
    answer = program.send(f"requests/{case.pk}/sign", {"otp": a_code(), "passphrase": "x"})
    assert answer.status_code == 400
    case.refresh_from_db()
    assert (case.state, Letter.objects.exists()) == ("initialled", False)


def test_the_page_says_what_waits_and_why(browser: ActingClient, office: Office, server: BsreServer) -> None:
    (letter,) = signed_by_the_head(1)
    server.break_with("500")
    do_a_round(office)
    page = browser.get("/tanda-tangan-elektronik/").content.decode()
    assert letter.number in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "Menunggu layanan tanda tangan elektronik nasional" in page
    assert 'name="passphrase"' in page
    case_page = browser.get(f"/desa/permohonan/{letter.request_id}/").content.decode()
    assert "menunggu layanan tanda tangan elektronik nasional" in case_page
    assert browser.post("/tanda-tangan-elektronik/lanjut/", {"passphrase": PASSPHRASE}).status_code == 422
    given = {"passphrase": PASSPHRASE, "otp": a_code()}
    assert browser.post("/tanda-tangan-elektronik/lanjut/", given).status_code == 302
    assert latest_round(office.head.account_id).state == "running"  # type: ignore[union-attr]


def test_the_certificates_standing_is_asked_for_and_shown(
    browser: ActingClient, office: Office, server: BsreServer
) -> None:
    server.service.signatory(NIK).status = "EXPIRED"
    Job.objects.all().delete()
    assert browser.post("/tanda-tangan-elektronik/periksa/").status_code == 302
    run_jobs()
    assert ElectronicSigner.objects.get().status == "EXPIRED"
    assert "EXPIRED" in browser.get("/tanda-tangan-elektronik/").content.decode()
    case = a_request("initialled")
    given = {"otp": a_code(), "passphrase": PASSPHRASE}
    answer = browser.post(f"/desa/permohonan/{case.pk}/tindakan/sign/", given)
    assert "tidak dapat dipakai (EXPIRED)" in answer.content.decode()


def test_an_ending_certificate_is_told_of_once(office: Office) -> None:
    signer = ElectronicSigner.objects.get()
    signer.certificate_until = timezone.now() + timedelta(days=20)
    tell_of_ending_certificate(signer)
    tell_of_ending_certificate(signer)
    assert Notification.objects.filter(subject__contains="segera berakhir").count() == 1
    browser_days = timezone.now() + timedelta(days=20, hours=1)
    ElectronicSigner.objects.update(certificate_until=browser_days, status="ISSUE", checked_at=timezone.now())
    client = ActingClient()
    client.force_login(an_officer("kepala.3510012001", "head", SARONGAN))
    assert "20 hari lagi" in client.get("/tanda-tangan-elektronik/").content.decode()


def test_with_the_local_back_end_there_is_nothing_to_type(browser: ActingClient) -> None:
    with override_settings(LETTER_SIGNING_BACKEND="local"):
        assert 'name="passphrase"' not in browser.get("/tanda-tangan-elektronik/").content.decode()
        assert browser.post("/tanda-tangan-elektronik/lanjut/", {}).status_code == 404
