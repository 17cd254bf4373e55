"""The pages of an import as the clerk goes through them, and the commands on the server."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from citizens.imports.columns import COLUMNS
from citizens.imports.template import template_workbook
from citizens.models import ImportBatch, Resident
from citizens.services.import_work import import_preview
from foundation.access.reach import working_in
from tests.access.cast import officer, signed_in
from tests.acting import run_jobs, see_everything
from tests.citizens.factories import SARONGAN, household

from .files import a_man, a_wife, opensid

pytestmark = pytest.mark.django_db
PAGE = "/desa/penduduk/impor/"


def test_from_upload_to_undo_by_pages() -> None:
    clerk = signed_in(officer("operator", SARONGAN))
    file = SimpleUploadedFile("../../etc/penduduk.xlsx", opensid(a_man(), a_wife(sex="X")))
    address = clerk.post(PAGE, {"file": file}).headers["Location"]
    assert "Sedang dibaca" in clerk.get(address).content.decode()
    run_jobs()
    page = clerk.get(address).content.decode()
    assert "Terapkan 1 baris" in page
    assert "Kode “X” tidak dikenal" in page
    assert "passwd" not in page
    content = clerk.get(f"{address}perbaikan/").content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    first, second, third = list(sheet.iter_rows(values_only=True))
    assert first[-3:] == ("Hasil", "Yang perlu diperbaiki", "Baris")
    assert (second[-3], second[-1]) == ("Ditolak", 3)
    assert third[-3] == "Baru"
    clerk.post(f"{address}terapkan/")
    run_jobs()
    assert "Sudah diterapkan" in clerk.get(address).content.decode()
    clerk.post(f"{address}batalkan/")
    run_jobs()
    assert "Sudah dibatalkan" in clerk.get(address).content.decode()
    assert not Resident.objects.exists()


def test_a_step_out_of_turn_changes_nothing_and_says_so() -> None:
    clerk = signed_in(officer("operator", SARONGAN))
    address = clerk.post(PAGE, {"file": SimpleUploadedFile("x.xlsx", opensid(a_man()))}).headers["Location"]
    page = clerk.post(f"{address}terapkan/", follow=True).content.decode()
    assert "sudah berubah" in page
    assert ImportBatch.objects.get().state == "reading"


def test_the_template_is_taken_back_and_explains_every_column() -> None:
    book = load_workbook(io.BytesIO(template_workbook()))
    assert book.sheetnames == ["Data", "Petunjuk", "Kode", "Contoh"]
    explained = {row[0] for row in book["Petunjuk"].iter_rows(values_only=True)}
    assert {column.label for column in COLUMNS} <= explained
    assert book["Data"].column_dimensions["A"].number_format == "@"
    example = [list(row) for row in book["Contoh"].iter_rows(values_only=True)]
    from tests.foundation.tabular.files import workbook

    clerk = signed_in(officer("operator", SARONGAN))
    clerk.post(PAGE, {"file": SimpleUploadedFile("contoh.xlsx", workbook(("Data", example)))})
    run_jobs()
    assert ImportBatch.objects.get().counts == {"new": 3}


def test_a_job_that_was_killed_and_tried_again_does_its_work_once() -> None:
    clerk = signed_in(officer("operator", SARONGAN))
    clerk.post(PAGE, {"file": SimpleUploadedFile("x.xlsx", opensid(a_man()))})
    batch = ImportBatch.objects.get()

    class Means:
        def reading(self):  # type: ignore[no-untyped-def]
            return working_in(SARONGAN)

        result = reading

    import_preview(batch.pk, Means())
    see_everything()
    run_jobs()
    batch.refresh_from_db()
    assert (batch.state, batch.rows.count()) == ("ready", 1)


def test_the_servers_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "penduduk.xlsx"
    file.write_bytes(opensid(a_man(), a_wife(sex="X")))
    call_command("import_residents", str(file), village=SARONGAN, preview=True)
    see_everything()
    assert not Resident.objects.exists()
    call_command("import_residents", str(file), village=SARONGAN)
    see_everything()
    assert "baris 3: Jenis kelamin" in capsys.readouterr().out
    assert Resident.objects.get().nik == a_man()["nik"]
    target = tmp_path / "keluar.csv"
    call_command("export_residents", str(target), village=SARONGAN)
    assert a_man()["nik"] not in target.read_text()
    assert target.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="Tidak ada desa"):
        call_command("import_residents", str(file), village="35.10.01.9999")


def test_a_clerk_sees_the_ways_and_a_head_only_the_download() -> None:
    household()
    ways = signed_in(officer("operator", SARONGAN)).get("/desa/penduduk/").content.decode()
    assert PAGE in ways
    ways = signed_in(officer("head", SARONGAN)).get("/desa/penduduk/").content.decode()
    assert PAGE not in ways
    assert "/desa/penduduk/unduh/" in ways
