"""Lists of residents to download: for a reason, with a fresh second factor, for the requester alone."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from citizens.models import ImportBatch, ResidentExport
from citizens.services.imports import import_upload
from foundation.access.roles import Actor, Grant, Role
from foundation.audit.models import AccessEntry
from foundation.retention.carrying_out import Cause, carry_out
from foundation.retention.rules import rule_named
from tests.access.cast import officer, signed_in
from tests.acting import ActingClient, run_jobs, see_everything
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household

pytestmark = pytest.mark.django_db
PAGE = "/desa/penduduk/unduh/"
ASKED = {"format": "xlsx", "hamlet": "", "status": "1", "reason": "Bahan musyawarah desa", "whole": "on"}


@pytest.fixture
def clerk() -> ActingClient:
    return signed_in(officer("operator", SARONGAN))


def made(clerk: ActingClient, **asked: str) -> ResidentExport:
    response = clerk.post(PAGE, ASKED | asked)
    assert response.status_code == 302, response.content
    run_jobs()
    return ResidentExport.objects.latest("created_at")


def test_a_list_is_made_logged_and_downloaded(clerk: ActingClient) -> None:
    people = household()
    ResidentFactory(village_id=PESANGGARAN, name="ORANG SANA")
    export = made(clerk)
    assert (export.state, export.people) == ("ready", 3)
    entry = AccessEntry.objects.get(screen="export")
    assert (entry.people, entry.reason, entry.reference_id) == (3, "Bahan musyawarah desa", export.pk)
    response = clerk.get(f"{PAGE}{export.pk}/berkas/")
    assert "no-store" in response["Cache-Control"]
    sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert people[0].nik in cells
    assert "ORANG SANA" not in cells


def test_what_was_exported_can_be_imported_and_changes_nothing(clerk: ActingClient) -> None:
    household()
    for kind in ("xlsx", "csv"):
        export = made(clerk, format=kind)
        content = clerk.get(f"{PAGE}{export.pk}/berkas/").content
        actor = Actor(user_id=export.created_by, grants=(Grant(Role.OPERATOR, SARONGAN),))
        batch = import_upload(actor, SARONGAN, content, f"kembali.{kind}")
        run_jobs()
        batch.refresh_from_db()
        assert (batch.state, batch.counts) == (ImportBatch.State.READY, {"unchanged": 3})


def test_numbers_are_masked_unless_asked_for(clerk: ActingClient) -> None:
    nik = household()[0].nik
    export = made(clerk, whole="", format="csv")
    content = clerk.get(f"{PAGE}{export.pk}/berkas/").content.decode()
    assert nik not in content
    assert "••••" in content


def test_a_list_on_paper(clerk: ActingClient) -> None:
    household(name="=HYPERLINK(1)")
    export = made(clerk, format="pdf")
    response = clerk.get(f"{PAGE}{export.pk}/berkas/")
    text = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()
    assert "DAFTAR PENDUDUK" in text
    assert "DESA SARONGAN" in text
    assert "=HYPERLINK(1)" in text
    assert "Bahan musyawarah desa" in text


def test_no_reason_or_no_fresh_code_no_list(clerk: ActingClient) -> None:
    assert "Tulis untuk apa" in clerk.post(PAGE, ASKED | {"reason": ""}).content.decode()
    user = officer("secretary", SARONGAN)
    stale = ActingClient()
    stale.force_login(user)
    assert stale.post(PAGE, ASKED).status_code == 200
    assert not ResidentExport.objects.exists()


def test_nobody_else_fetches_the_file(clerk: ActingClient) -> None:
    export = made(clerk)
    for stranger in (officer("head", SARONGAN), officer("operator", PESANGGARAN)):
        assert signed_in(stranger).get(f"{PAGE}{export.pk}/berkas/").status_code == 404
        assert signed_in(stranger).get(f"{PAGE}{export.pk}/").status_code == 404


def test_a_list_is_gone_after_a_day(clerk: ActingClient) -> None:
    export = made(clerk)
    ResidentExport.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert clerk.get(f"{PAGE}{export.pk}/berkas/").status_code == 302
    assert "Berkas sudah dihapus" in clerk.get(f"{PAGE}{export.pk}/").content.decode()
    ResidentExport.objects.update(created_at=timezone.now() - timedelta(hours=25))
    rule = rule_named("resident-lists")
    assert rule is not None
    carry_out(rule, cause=Cause.NIGHTLY)
    see_everything()
    export.refresh_from_db()
    assert (export.state, export.path) == ("expired", "")


def test_a_dusun_of_another_village_is_no_choice(clerk: ActingClient) -> None:
    assert clerk.post(PAGE, ASKED | {"hamlet": f"{PESANGGARAN}.01"}).status_code == 200
    assert not ResidentExport.objects.exists()
