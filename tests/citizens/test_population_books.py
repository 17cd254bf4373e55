"""The books of the population (Permendagri 47/2016, B.1, B.2, B.5) on screen, as workbook and on paper."""

import io
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from citizens import code_lists
from citizens.file_wish import PDF, Wish
from citizens.models import Resident, ResidentExport
from citizens.registers import files
from citizens.registers.books import Part
from citizens.registers.cards import CARDS
from citizens.registers.families import FAMILIES
from citizens.registers.files import book_file
from citizens.registers.mutations import MUTATIONS
from citizens.registers.residents import RESIDENTS
from citizens.services.death import death_record
from citizens.services.move_out import Destination, move_out_record
from citizens.services.void import event_void
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry, Screen
from foundation.documents import lists
from tests.access.cast import officer, signed_in
from tests.acting import run_jobs, see_only
from tests.citizens.clerks import a_clerk, on
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory, household
from villages.models import Region

pytestmark = pytest.mark.django_db

WHY = "Arsip buku penduduk tahun 2026"


def village() -> Region:
    return Region.objects.select_related("parent").get(code=SARONGAN)


def lines(book: Any, **part: Any) -> list[tuple[Any, ...]]:
    return list(book.all_lines(Part(village(), **part), whole=True))


def test_the_main_book_has_the_living_who_stay_family_by_family() -> None:
    father, mother, child = household(SARONGAN)
    ResidentFactory(village_id=SARONGAN, status=code_lists.DEAD)
    ResidentFactory(village_id=SARONGAN, residence=2)
    household(PESANGGARAN)
    found = lines(RESIDENTS)
    assert [(row[0], row[1]) for row in found] == [(1, father.name), (2, mother.name), (3, child.name)]
    assert found[0][13:15] == (father.nik, father.family.number)
    assert len(found[0]) == len(RESIDENTS.columns)


def test_the_book_of_cards_has_a_line_for_each_with_the_parents() -> None:
    _father, _mother, child = household(SARONGAN)
    row = next(line for line in lines(CARDS) if line[2] == child.name)
    assert row[1] == child.family.number
    assert row[16] == child.mother_name
    assert len(row) == len(CARDS.columns)


def test_the_book_of_changes_has_who_came_and_left_in_the_year_and_nothing_that_was_taken_back() -> None:
    clerk = a_clerk()
    _father, mother, child = household(SARONGAN)
    voided = death_record(mother.pk, clerk, on(2026, 2, 1), place="", cause="")
    event_void(voided.pk, clerk, reason="Salah orang")
    death_record(mother.pk, clerk, on(2026, 3, 1), place="RSUD Blambangan", cause="")
    move_out_record(
        child.family_id,
        clerk,
        on(2026, 4, 2, document="475/1"),
        mover_ids=[child.pk],
        destination=Destination(text="Kabupaten Jember"),
    )
    found = lines(MUTATIONS, year=2026)
    assert [(row[1], row[8], row[9], row[10], row[11]) for row in found] == [
        (mother.name, "", None, "RSUD Blambangan", date(2026, 3, 1)),
        (child.name, "Kabupaten Jember", date(2026, 4, 2), "", None),
    ]
    assert lines(MUTATIONS, year=2025) == []


def test_whoever_moved_on_into_another_village_stays_in_the_book() -> None:
    clerk = a_clerk()
    head, _mother, _child = household(SARONGAN)
    event = move_out_record(
        head.family_id,
        clerk,
        on(2026, 4, 2),
        mover_ids=[person.pk for person in (head, _mother, _child)],
        destination=Destination(village_code=PESANGGARAN),
    )
    Resident.objects.filter(family=head.family).update(village_id=PESANGGARAN, area_code=PESANGGARAN)
    see_only(SARONGAN)
    found = lines(MUTATIONS, year=2026)
    assert sorted(row[1] for row in found) == sorted(event.details["people"])
    assert {row[8] for row in found} == {"Desa Pesanggaran"}
    assert {row[4] for row in found} <= {"L", "P"}


def test_a_page_masks_numbers_and_keeps_to_the_dusun() -> None:
    inside = ResidentFactory(area_code=f"{SARONGAN}.01", name="Di Krajan")
    elsewhere = ResidentFactory(area_code=f"{SARONGAN}.02", name="Di Sukamade")
    Region.objects.update_or_create(
        code=f"{SARONGAN}.01", defaults={"name": "Krajan", "level": "hamlet", "parent_id": SARONGAN}
    )
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    page = client.get("/desa/buku/").content.decode()
    assert inside.name in page
    assert str(inside.nik) not in page
    page = client.get(f"/desa/buku/induk/?dusun={SARONGAN}.01").content.decode()
    assert inside.name in page
    assert elsewhere.name not in page
    assert client.get("/desa/buku/tanah/").status_code == 404


def test_a_book_goes_out_with_a_reason_and_is_written_down() -> None:
    person = household(SARONGAN)[0]
    client = signed_in(officer(Role.SECRETARY, SARONGAN))
    url = "/desa/buku/induk/unduh/"
    assert client.post(url, {"format": "xlsx", "reason": "x"}).headers["Content-Type"].startswith("text/html")
    answer = client.post(url, {"format": "xlsx", "whole": "on", "reason": WHY})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert person.nik in {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    line = AccessEntry.objects.get(screen=Screen.EXPORT)
    assert (line.people, line.reason) == (3, WHY)


def test_on_paper_every_value_of_a_line_is_there(tmp_path: Path) -> None:
    person = household(SARONGAN)[0]
    for book in (RESIDENTS, CARDS):
        paper = tmp_path / f"{book.slug}.pdf"
        paper.write_bytes(book_file(book, Part(village()), Wish(PDF, whole=True)))
        done = subprocess.run(
            ["pdftotext", "-raw", str(paper), "-"], capture_output=True, text=True, check=True
        )
        text = re.sub(r"\s+", "", done.stdout)
        assert str(person.nik) in text
        assert re.sub(r"\s+", "", str(book.title)).upper() in text.upper()
        assert "Mengetahui" in text


def test_a_long_book_is_put_on_paper_by_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    person = household(SARONGAN)[0]
    monkeypatch.setattr(files, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(lists, "ROWS_A_PART", 1)
    client = signed_in(officer(Role.HEAD, SARONGAN))
    asked = client.post("/desa/buku/induk/unduh/", {"format": "pdf", "whole": "on", "reason": WHY})
    export = ResidentExport.objects.get()
    assert asked.headers["Location"] == f"/desa/penduduk/unduh/{export.pk}/"
    assert "Buku Induk Penduduk" in client.get(asked.headers["Location"]).content.decode()
    run_jobs()
    answer = client.get(f"{asked.headers['Location']}berkas/")
    assert f"induk-{SARONGAN}" in answer.headers["Content-Disposition"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) == 3
    assert str(person.nik) in "".join(re.sub(r"\s+", "", page.extract_text()) for page in pages)
    line = AccessEntry.objects.get(screen=Screen.EXPORT)
    assert (line.people, line.reason, line.reference_id) == (3, WHY, export.pk)


def test_a_year_ahead_or_before_the_republic_is_this_year() -> None:
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    for asked in ("2999", "0001", "dua"):
        page = client.get(f"/desa/buku/mutasi/?tahun={asked}").content.decode()
        assert f"tahun={timezone.localdate().year}" in page


def test_a_familys_sheet_and_the_list_of_families_go_out(tmp_path: Path) -> None:
    father, mother, child = household(SARONGAN)
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    page = client.get(f"/desa/keluarga/{father.family_id}/").content.decode()
    assert "unduh/" in page
    assert str(father.family.number) not in page
    assert f"/desa/penduduk/{father.pk}/nomor/" in page
    url = f"/desa/keluarga/{father.family_id}/unduh/"
    answer = client.post(url, {"format": "pdf", "whole": "on", "reason": WHY})
    paper = tmp_path / "keluarga.pdf"
    paper.write_bytes(answer.content)
    done = subprocess.run(["pdftotext", "-raw", str(paper), "-"], capture_output=True, text=True, check=True)
    text = re.sub(r"\s+", "", done.stdout)
    for person in (father, mother, child):
        assert str(person.nik) in text
    assert [line[1:5] for line in lines(FAMILIES)] == [
        (father.family.number, father.name, father.nik, 3),
    ]
