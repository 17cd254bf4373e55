"""No text that people see is written outside translation, neither in templates nor in Python."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("smartkampung", "foundation", "letters", "assistance", "citizens", "villages")
PAPERS = (PROJECT / "templates" / "letters" / "documents", PROJECT / "templates" / "documents")
"""Letters and printed lists are Indonesian in every locale."""

STANDALONE = {"500.html", "503.html"}
"""Shown when the product is down: they stand alone, in Indonesian."""
SAME_IN_BOTH = {"Smart Kampung", "– Smart Kampung", "Smart Kampung – Smart Kampung"} | {
    "Enter",
    "Rp",
    "Authorization: Bearer …",
    *(
        "@kepada",
        "@tabel",
        "@tanda-tangan",
        "@lampiran",
        "@tembusan",
    ),  # words of the grammar that letters are written in
}
SPOKEN_ATTRIBUTES = {"alt", "aria-description", "aria-label", "placeholder", "title"}
TEXT = re.compile(r"[^\W\d_]{2}")


class VisibleText(HTMLParser):
    """Collects what a reader sees or hears of a page: text, and attributes that are read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")
        attributes = dict(attrs)
        spoken = [value for name, value in attrs if name in SPOKEN_ATTRIBUTES]
        if tag == "meta" and attributes.get("name") == "description":
            spoken.append(attributes.get("content"))
        if tag == "input" and attributes.get("type") in ("submit", "button", "reset"):
            spoken.append(attributes.get("value"))
        self.found += [value.strip() for value in spoken if value and TEXT.search(value)]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden and TEXT.search(data):
            self.found.append(" ".join(data.split()))


def untranslated_texts(template: str) -> list[str]:
    """The texts of a template that stand outside translation tags."""
    parts: list[str] = []
    literals: list[str] = []
    passed_over = False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.TEXT:
            parts.append("" if passed_over else token.contents)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            name = token.contents.split()[0]
            if name in ("blocktranslate", "blocktrans", "comment"):
                passed_over = True
            elif name in ("endblocktranslate", "endblocktrans", "endcomment"):
                passed_over = False
            elif name not in ("translate", "trans"):
                literals += [
                    text
                    for text in re.findall(r'(?<!_\()"([^"]*)"', token.contents)
                    if re.match(r"[A-Z][a-z]+ |[A-Z][a-z]{2,}$", text)
                ]
            # Something stands here, though nothing that a translator would see.
            parts.append("\N{ZERO WIDTH SPACE}")
    parser = VisibleText()
    # A tag may also put out the name of an element.
    parser.feed(re.sub("<(/?)\N{ZERO WIDTH SPACE}", r"<\1x", "".join(parts)))
    parser.close()
    found = [text.replace("\N{ZERO WIDTH SPACE}", "").strip() for text in parser.found]
    return [text for text in found + literals if text not in SAME_IN_BOTH]


def pages() -> Iterator[Path]:
    for path in sorted((PROJECT / "templates").rglob("*.html")):
        if not set(PAPERS) & set(path.parents) and path.name not in STANDALONE:
            yield path


def test_pages_have_no_text_outside_translation() -> None:
    found = {
        str(path.relative_to(PROJECT)): texts
        for path in pages()
        if (texts := untranslated_texts(path.read_text()))
    }

    assert not found


@pytest.mark.parametrize(
    "template",
    [
        "<p>Surat sudah terbit</p>",
        '<a href="/" aria-label="Ke halaman depan">{{ icon }}</a>',
        '<p>{% translate "Surat" %} sudah terbit</p>',
        '{% include "empty.html" with title="Belum ada surat" %}',
    ],
)
def test_untranslated_text_is_noticed(template: str) -> None:
    assert untranslated_texts(template)


# Python

MARKS = {
    "_",
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
EVERYDAY_WORDS = {  # fmt: skip
    "ada",
    "agar",
    "anda",
    "atau",
    "bapak",
    "belum",
    "bila",
    "boleh",
    "bukan",
    "coba",
    "dan",
    "dapat",
    "dari",
    "dengan",
    "hanya",
    "harus",
    "ini",
    "itu",
    "jadi",
    "jangan",
    "juga",
    "kepada",
    "lagi",
    "masih",
    "oleh",
    "pada",
    "periksa",
    "pilih",
    "salah",
    "sedang",
    "setiap",
    "silakan",
    "sudah",
    "terlalu",
    "tidak",
    "tulis",
    "untuk",
    "wajib",
    "yang",
}
INDONESIAN_ONLY = (
    "smartkampung/settings/",  # the API description's one sentence
    "foundation/installation/",  # a terminal of whoever runs the service
    "*/management/commands/",
    "citizens/imports/columns.py",  # what stands in files
    "letters/invariants/",
    "letters/catalogue/files.py",  # said to the authors of letter types
    "letters/catalogue/kinds.py",
    "letters/catalogue/tables.py",  # the wording that a new kind begins with
    "letters/wording/",
    "letters/rendering/",  # letters are Indonesian
    "letters/notifications.py",  # messages reach people who have chosen no language
    "*/demo/",
    "*/migrations/",
)


def python_files() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((PROJECT / package).rglob("*.py"))


def is_marked(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")).removeprefix("translation.") in MARKS
    )


def sentences_outside_translation(source: str) -> list[str]:
    """Plain strings that read like Indonesian: two everyday words or more."""
    tree = ast.parse(source)
    passed_over = {
        id(part)
        for node in ast.walk(tree)
        if is_marked(node) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for part in ast.walk(node)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in passed_over
        and len(EVERYDAY_WORDS & set(re.findall(r"[a-z]+", node.value.lower()))) >= 2
    ]


def test_python_has_no_sentence_outside_translation() -> None:
    found = {}
    for path in python_files():
        name = str(path.relative_to(PROJECT))
        if any(re.match(place.replace("*/", "(.+/)?"), name) for place in INDONESIAN_ONLY):
            continue
        if sentences := sentences_outside_translation(path.read_text()):
            found[name] = sentences

    assert not found
    assert sentences_outside_translation('messages.error(request, "Kode ini sudah dipakai.")')


def evaluated_at_import(source: str) -> list[str]:
    """Translations that happen while the module is imported, where no person's language is known yet."""
    tree = ast.parse(source)
    lazy = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name.endswith("_lazy")
    }
    deferred = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        for part in ast.walk(statement)
    } | {id(part) for node in ast.walk(tree) if isinstance(node, ast.Lambda) for part in ast.walk(node.body)}
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if is_marked(node) and id(node) not in deferred and ast.unparse(node.func) not in lazy
    ]


def test_texts_of_modules_wait_for_the_reader() -> None:
    found = {
        str(path.relative_to(PROJECT)): texts
        for path in python_files()
        if (texts := evaluated_at_import(path.read_text()))
    }

    assert not found
    assert evaluated_at_import('from x import gettext as _\nTITLE = _("Tidak ditemukan")')
