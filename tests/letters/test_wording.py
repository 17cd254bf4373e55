"""The grammar of bodies: what it takes, what it refuses, and that values stay text whatever they hold."""

import html.parser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.wording import (
    AddressBlock,
    Attachment,
    Centred,
    DataTable,
    Heading,
    ItemList,
    Paragraph,
    UnknownPlaceholder,
    WordingError,
    check,
    clean,
    fill,
    parse,
    placeholders,
)

BODY = """
Yang bertanda tangan di bawah ini, {pejabat.jabatan},
menerangkan bahwa:

# Pemohon

| Nama | **{pemohon.nama}** |
| Alamat | {pemohon.alamat} |

- satu {pemohon.nama}
- dua

Demikian surat ini dibuat.
"""


def values(name: str, address: str = "Dusun Krajan") -> dict[str, Any]:
    return {"pejabat": {"jabatan": "Kepala Desa"}, "pemohon": {"nama": name, "alamat": address}}


class Elements(html.parser.HTMLParser):
    """Collects the elements and the text of HTML as a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_decl(self, decl: str) -> None:
        self.tags.append(decl)

    def handle_comment(self, data: str) -> None:
        self.tags.append(data)

    def handle_pi(self, data: str) -> None:
        self.tags.append(data)

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(markup: str) -> Elements:
    elements = Elements()
    elements.feed(markup)
    elements.close()
    return elements


def test_blocks_are_told_apart() -> None:
    assert [type(block) for block in parse(BODY)] == [Paragraph, Heading, DataTable, ItemList, Paragraph]
    assert placeholders(BODY) == {"pejabat.jabatan", "pemohon.nama", "pemohon.alamat"}


def test_filling_makes_plain_html() -> None:
    made = fill(parse(BODY), values("Siti"))
    assert '<p class="leads">Yang bertanda tangan di bawah ini, Kepala Desa, menerangkan bahwa:</p>' in made
    assert '<tr><th scope="row">Nama</th><td class="colon">:</td><td><strong>Siti</strong></td></tr>' in made
    assert "<ul><li>satu Siti</li><li>dua</li></ul>" in made
    assert "<h2>Pemohon</h2>" in made


def test_what_has_no_value_is_left_out() -> None:
    made = fill(parse(BODY), values("Siti", " "))
    assert "Alamat" not in made
    assert fill(parse("Berlaku sampai {surat.berlaku_sampai}."), {"surat": {"berlaku_sampai": ""}}) == ""


@pytest.mark.parametrize(
    "body",
    [
        "{{7*7}}",
        "{{ settings.SECRET_KEY }}",
        "{% include 'x' %}",
        "{0.__class__}",
        "{pemohon.__class__}",
        "{pemohon.nama!r}",
        "{pemohon.nama:>9}",
        "{pemohon[nama]}",
        "{pemohon}",
        "{ pemohon.nama }",
        "{}",
        "teks } teks",
        "{pemohon.nama",
        "**tebal",
        "| Nama {pemohon.nama} |",
        "| Nama | satu | dua |",
        "- satu\ndua",
        "# Judul\nlanjutan",
        "",
        " \n\n ",
    ],
)
def test_what_is_not_in_the_grammar_is_refused(body: str) -> None:
    with pytest.raises(WordingError):
        parse(body)


def test_names_come_from_a_closed_set() -> None:
    check(
        "{isian.tujuan} {pemohon.nik} {surat.nomor} {isian.ibu.nama}",
        [("tujuan", "text"), ("ibu", "resident")],
    )
    for name in ("isian.lain", "isian.tujuan.nama", "isian.ibu", "pemohon.password", "settings.secret_key"):
        with pytest.raises(UnknownPlaceholder) as caught:
            check(f"{{{name}}}", [("tujuan", "text"), ("ibu", "resident")])
        assert caught.value.name == name


def test_only_text_under_keys_is_reached() -> None:
    class Person:
        nama = "Siti"

    for found in (Person(), "Siti", None, {"nama": 7}, {"nama": {"x": "y"}}, {}):
        with pytest.raises(UnknownPlaceholder):
            fill(parse("{pemohon.nama}"), {"pemohon": found})


def test_marks_that_deceive_the_eye_are_taken_out() -> None:
    assert clean("\ufeffSit\u202ei\u200b N\x00ur\tA\r\nB ") == "Siti Nur A\nB"
    assert "\u202e" not in fill(parse("{pemohon.nama}"), values("A\u202eB"))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_a_value_never_becomes_an_element_and_its_text_survives(text: str) -> None:
    ordinary = seen(
        fill(
            parse("| Nama | **{pemohon.nama}** |\n\nx {pemohon.nama}."), values("a" + "\n" * text.count("\n"))
        )
    )
    made = seen(fill(parse("| Nama | **{pemohon.nama}** |\n\nx {pemohon.nama}."), values(text)))
    assert set(made.tags) <= {*ordinary.tags, "br"}
    if clean(text):
        assert made.text.count(clean(text).replace("\n", "")) >= 1


@settings(deadline=None)
@given(
    st.sampled_from(
        ["{pemohon.alamat}", "{{7*7}}", "**", "| a | b |", "- ", "# ", "{% now %}", "${x}", "%s", "{0}"]
    )
)
def test_a_value_is_never_read_as_wording(text: str) -> None:
    made = fill(parse("Nama {pemohon.nama}."), values(text))
    assert seen(made).text == f"Nama {text.strip()}."
    assert seen(made).tags == ["p"]


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_body_is_either_read_or_refused(body: str) -> None:
    try:
        blocks = parse(body)
    except WordingError:
        return
    assert blocks


ROWS = {
    "isian": {
        "saksi": "Slamet, O'Brien",
        "saksi.baris": [{"nama": "Slamet", "nik": "3510"}, {"nama": "<b>O'Brien</b>"}],
        "gaji": "Rp1.000,00",
        "gaji.terbilang": "seribu rupiah",
    }
}


def test_rows_become_a_table_with_heads_of_the_closed_list() -> None:
    made = seen(fill(parse("@tabel isian.saksi: no, nama, nik, tanda_tangan"), ROWS))
    assert made.tags.count("tr") == 3
    assert made.tags.count("td") == 8
    assert "No.NamaNIKTanda tangan" in made.text
    assert "<b>O'Brien</b>" in made.text
    assert fill(parse("@tabel isian.saksi: nama"), ROWS, "en").count("<th ") == 1
    assert "Name" in fill(parse("@tabel isian.saksi: nama"), ROWS, "en")


def test_a_table_without_rows_is_left_out() -> None:
    assert fill(parse("@tabel isian.saksi: nama"), {"isian": {"saksi": "", "saksi.baris": []}}) == ""


def test_what_is_derived_stands_beside_the_answer() -> None:
    assert (
        seen(fill(parse("{isian.gaji} ({isian.gaji.terbilang})"), ROWS)).text == "Rp1.000,00 (seribu rupiah)"
    )
    check("{isian.gaji.terbilang}", [("gaji", "money")])
    with pytest.raises(UnknownPlaceholder):
        check("{isian.gaji.terbilang}", [("gaji", "text")])


def test_lists_addresses_centred_lines_and_attachments() -> None:
    body = "1. satu\n2. dua\n\n^ TENGAH\n\n@kepada\nYth. Camat\ndi tempat\n\n@lampiran mendatar\nLampiran"
    kinds = parse(body)
    assert [type(block) for block in kinds] == [ItemList, Centred, AddressBlock, Attachment]
    made = seen(fill(kinds, {}))
    assert made.tags[:3] == ["ol", "li", "li"]
    assert isinstance(kinds[3], Attachment)
    assert kinds[3].across


def test_places_to_sign_stand_in_pairs_and_a_missing_person_leaves_none() -> None:
    body = "@tanda-tangan\n| Saksi I | {a.b} |\n| Saksi II | {a.c} |\n| Yang menyatakan | {a.d} | meterai |"
    made = seen(fill(parse(body), {"a": {"b": "Budi", "c": "", "d": "Dewi"}}))
    assert made.tags.count("tr") == 1
    assert "Saksi II" not in made.text
    assert "Meterai" in made.text


@pytest.mark.parametrize(
    "body",
    [
        "@tabel isian.saksi",
        "@tabel isian.saksi: nama, rahasia",
        "@tabel isian.saksi: nama, nama",
        "@tabel pemohon.nama: nama",
        "@tabel isian.saksi: nama\nlagi",
        "@kepada",
        "@tanda-tangan",
        "@tembusan",
        "@tanda-tangan\n| Saksi |",
        "@tanda-tangan\n| Saksi | Budi | cap |",
        "@lampiran miring",
        "@include rahasia",
        "1. satu\ndua",
        "^ satu\ndua",
    ],
)
def test_what_is_no_block_is_refused(body: str) -> None:
    with pytest.raises(WordingError):
        parse(body)


def test_only_fields_with_rows_make_tables() -> None:
    check("@tabel isian.saksi: nama", [("saksi", "people")])
    with pytest.raises(WordingError):
        check("@tabel isian.saksi: nama", [("saksi", "text")])
    with pytest.raises(WordingError):
        check("@tabel isian.lain: nama", [("saksi", "people")])
