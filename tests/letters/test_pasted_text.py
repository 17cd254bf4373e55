"""Formatted text from elsewhere: it becomes the grammar's own marks, and never anything that runs."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from letters.catalogue.kinds import FIELD_TYPES
from letters.part_forms import FIELD_LABELS
from letters.pasted_text import wording_of
from letters.wording import fill, parse

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<script>", "</script>", "&lt;p&gt;", "&amp;lt;b&amp;gt;", "<td>"),
        *("<tr>", "|", "<", ">", "<div onclick=x>", "alert(1)", " ", "\n", "{{7*7}}", "**", "<br>"),
        *("<ul><li>", "</li>", "&amp;", "<h1>", "\0"),
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=80))
@example("<p>&lt;p&gt;&amp;lt;p&amp;gt;</p>")
def test_doing_it_again_changes_nothing(text: str) -> None:
    once = wording_of(text)
    assert wording_of(once) == once


def test_a_word_processors_paragraphs_become_wording() -> None:
    html = (
        '<meta charset="utf-8"><style>p{color:red}</style><h2>Pernyataan</h2>'
        '<p class="x">Yang <b>benar</b> &amp; sah</p>'
        "<ul><li>satu</li><li>dua</li></ul><table><tr><td>Nama</td><td>:</td><td>Siti</td></tr></table>"
        "<script>alert(1)</script>"
    )
    assert wording_of(html) == "# Pernyataan\n\nYang **benar** & sah\n\n- satu\n- dua\n\n| Nama | Siti |\n"


@pytest.mark.parametrize(
    "text", ["5 < 7", "<script>alert(1)</script>", "{% include 'x' %}", "Yth. Bapak <nama>"]
)
def test_what_no_word_processor_writes_stays_as_it_is(text: str) -> None:
    assert wording_of(text) == text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "<img src=x onerror=y>"])
def test_what_looks_like_a_program_is_printed_as_text(text: str) -> None:
    made = fill(parse(text), {})
    assert "<script" not in made
    assert "<img" not in made


def test_every_kind_of_field_has_a_name_in_the_editor() -> None:
    assert set(FIELD_LABELS) == set(FIELD_TYPES)
