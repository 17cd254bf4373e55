"""What a kind of letter asks and what changed, said in words and not in the keys of its file."""

import pytest

from letters.catalogue.files import read_catalogue
from letters.comparison import data_changes, part_text

KINDS = {kind.code: kind for kind in read_catalogue()}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"max_length": 150}, "paling panjang 150 huruf"),
        ({"type": "date", "past_only": True}, "yang sudah lewat saja"),
        ({"type": "date", "not_before": "berangkat"}, "tidak sebelum “berangkat”"),
        ({"type": "number", "min": 0, "max": 20}, "paling sedikit 0, paling banyak 20"),
        ({"type": "family", "with_applicant": True}, "pemohon boleh ikut"),
        ({"type": "resident", "not_applicant": True}, "bukan pemohon sendiri"),
        ({"type": "people", "columns": ["nama", "nik"]}, "kolom: Nama, NIK"),
        ({"type": "choice", "choices": ["Ya", "Tidak"]}, "Ya / Tidak"),
        ({"officer": True}, "diisi petugas"),
    ],
)
def test_a_field_is_described_in_words(part: dict[str, object], words: str) -> None:
    said = part_text({"name": "isian", "label": "Isian", "type": "text", "required": True} | part)
    assert said.startswith("Isian (")
    assert words in said


@pytest.mark.parametrize("code", KINDS)
def test_no_key_of_the_file_stands_in_a_description(code: str) -> None:
    table = KINDS[code].as_table()
    for part in (*table.get("fields", []), *table.get("documents", [])):
        said = part_text(part)
        for key in part:
            assert f"{key}:" not in said, said
        assert "True" not in said


def test_paper_and_arrangement_are_compared_in_words() -> None:
    before = KINDS["domisili"].as_table()
    after = before | {"paper": "A4", "across": True, "layout": "letter", "body_en": "A page in English"}
    changes = {change.label: (change.before, change.after) for change in data_changes(before, after)}
    assert changes == {
        "Kertas": ("F4", "A4"),
        "Dicetak mendatar": ("Tidak", "Ya"),
        "Susunan": (
            "Surat keterangan: judul di tengah",
            "Surat dinas: tanggal dan alamat tujuan di atas",
        ),
    }


def test_a_first_version_is_compared_with_nothing() -> None:
    table = KINDS["domisili"].as_table()
    assert {change.before for change in data_changes({}, table)} == {""}
