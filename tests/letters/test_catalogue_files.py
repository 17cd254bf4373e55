"""The letter types that the product brings along, and the rules that their files are held to."""

import re
from pathlib import Path

import pytest
from PIL import Image

from letters.catalogue.files import FOLDER, CatalogueError, TypeFile, read_catalogue, read_type
from letters.catalogue.kinds import ENGLISH_FIELD
from letters.classification import classification_names
from letters.wording import fill, parse, tables
from tests.letters.contact_sheet import PAGE, PICTURE, kinds_table, written
from tests.letters.sample_letters import snapshot

CODES = [
    "belum-menikah",
    "domisili",
    "kehilangan",
    "kelahiran",
    "kematian",
    "penghasilan",
    "pindah",
    "skck",
    "sktm",
    "usaha",
]
TYPES = {type_file.code: type_file for type_file in read_catalogue()}
SKTM = (FOLDER / "sktm.toml").read_text(encoding="utf-8")


def test_the_first_ten_types_are_there() -> None:
    assert set(CODES) <= set(TYPES)


@pytest.mark.parametrize("type_file", TYPES.values(), ids=TYPES)
def test_a_type_says_what_an_office_needs(type_file: TypeFile) -> None:
    assert type_file.classification in classification_names()
    assert type_file.steps[:3] == ("check", "initial", "sign")
    assert ("countersign" in type_file.steps) == (type_file.code in ("sktm", "ahli-waris"))
    assert set(type_file.audience) in ({"citizen", "counter"}, {"office"})
    assert type_file.short.endswith(".")
    used = set(re.findall(r"\{isian\.([a-z0-9_]+)", type_file.body))
    used |= tables(type_file.body)
    assert used == {field.name for field in type_file.fields} - {ENGLISH_FIELD}
    assert ("{surat.berlaku_sampai}" in type_file.body) == (type_file.validity_days is not None)


@pytest.mark.parametrize("type_file", TYPES.values(), ids=TYPES)
def test_a_kelurahan_can_use_the_same_wording(type_file: TypeFile) -> None:
    data = snapshot(type_file)["values"]
    data["desa"] = {**data["desa"], "sebutan": "Kelurahan Singonegaran"}
    data["pejabat"] = {**data["pejabat"], "jabatan": "Lurah Singonegaran"}
    made = fill(parse(type_file.body), data)
    if "{pejabat.jabatan}" in type_file.body:
        assert "Lurah Singonegaran" in made
    assert "Desa Sarongan" not in made.replace("Desa Sarongan, Kecamatan", "")


def test_data_for_the_database_keeps_what_is_set() -> None:
    fields = {field["name"]: field for field in TYPES["sktm"].fields_as_data()}
    assert fields["jumlah_tanggungan"]["min"] == 0
    assert fields["keperluan"]["choices"] == ["Kesehatan", "Pendidikan", "Bantuan hukum", "Lainnya"]
    assert fields["untuk_siapa"]["required"] is False
    assert "choices" not in fields["untuk_siapa"]
    assert TYPES["sktm"].documents_as_data()[0]["required"] is True


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "sktm"', 'code = "SKTM"'),
        ('code = "sktm"', 'code = "sktm"\nwarna = "biru"'),
        ('classification = "400.9.14"', 'classification = "999.9"'),
        ("service_minutes = 15", "service_minutes = 0"),
        ("service_minutes = 15", 'service_minutes = "15"'),
        ("service_minutes = 15\n", ""),
        ("validity_days = 90", "validity_days = true"),
        ('"initial", "sign"', '"sign", "initial"'),
        ('"initial", "sign"', '"initial", "stempel"'),
        ('type = "money"', 'type = "uang"'),
        ('type = "money"', 'type = "choice"'),
        ('name = "penghasilan"', 'name = "Penghasilan Keluarga"'),
        ('name = "penghasilan"', 'name = "keperluan"'),
        ("{isian.penghasilan}", "{isian.gaji}"),
        ("{isian.penghasilan}", "{{7*7}}"),
        ("required = false", "required = 0"),
        ('type = "money"', 'type = "money"\nnot_before = "keperluan"'),
        ("[[documents]]", "[documents]"),
        ('code = "sktm"', "code ="),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused_with_its_name(old: str, new: str) -> None:
    assert old in SKTM
    with pytest.raises(CatalogueError, match=r"^desa\.toml: "):
        read_type(SKTM.replace(old, new, 1), "desa.toml")


def test_a_file_is_named_after_its_code(tmp_path: Path) -> None:
    (tmp_path / "lain.toml").write_text(SKTM, encoding="utf-8")
    with pytest.raises(CatalogueError, match="lain"):
        read_catalogue(tmp_path)


def test_the_documentation_shows_every_kind() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == written(page, kinds_table(TYPES.values())), "python -m tests.letters.contact_sheet"
    with Image.open(PICTURE) as picture:
        assert picture.info["kinds"].split() == sorted(TYPES), "python -m tests.letters.contact_sheet"


def test_an_office_finds_fifty_kinds_and_more() -> None:
    assert len(TYPES) >= 50
    assert {kind.code for kind in TYPES.values() if kind.body_en} >= {
        "domisili",
        "penghasilan",
        "belum-menikah",
    }
