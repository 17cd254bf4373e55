"""Every text that people see exists in Indonesian and in English; letters stay Indonesian."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.utils import translation

from citizens.formatting import print_values
from tests.citizens.factories import ResidentFactory

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUE = PROJECT / "locale" / "en" / "LC_MESSAGES" / "django.po"
PACKAGES = ("smartkampung", "foundation", "letters", "assistance", "citizens", "villages")
REPAIR = (
    "bin/manage makemessages -l en --no-wrap --add-location file --ignore .venv --ignore var "
    "--ignore node_modules --ignore tests; then translate what is new"
)

Key = tuple[str, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


def test_every_text_is_translated(catalogue: polib.POFile) -> None:
    unfinished = [entry.msgid for entry in catalogue if entry.fuzzy or not entry.translated()]

    assert not unfinished, f"without an English text: {unfinished}"
    assert not catalogue.obsolete_entries()


def test_translations_keep_placeholders(catalogue: polib.POFile) -> None:
    def placeholders(text: str) -> list[str]:
        return sorted(re.findall(r"%\(\w+\)[sd]|\{[\w:%()]*\}|</?\w[^>]*>", text))

    for entry in catalogue:
        for english in entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]:
            assert placeholders(english) == placeholders(entry.msgid), entry.msgid
            # Sentences are put together with what stands beside them.
            assert english[:1].isspace() == entry.msgid[:1].isspace(), entry.msgid
            assert english[-1:].isspace() == entry.msgid[-1:].isspace(), entry.msgid


def test_catalogue_holds_the_texts_of_the_sources(catalogue: polib.POFile, tmp_path: Path) -> None:
    found = extract(PROJECT, tmp_path)
    known = {key(entry) for entry in catalogue}
    missing, unused = sorted(found - known), sorted(known - found)

    assert not missing, REPAIR
    assert not unused, REPAIR


def test_extraction_notices_a_new_text(tmp_path: Path) -> None:
    (tmp_path / "project" / "templates").mkdir(parents=True)
    page = tmp_path / "project" / "templates" / "page.html"
    page.write_text('{% load i18n %}<p>{% translate "Teks yang belum pernah ada" %}</p>')

    assert extract(tmp_path / "project", tmp_path / "copy") == {("", "Teks yang belum pernah ada")}


def extract(project: Path, workplace: Path) -> set[Key]:
    """All texts marked for translation below the project, found in a copy so that nothing of it is written to."""
    for name in (*PACKAGES, "templates"):
        if (project / name).is_dir():
            shutil.copytree(
                project / name,
                workplace / name,
                ignore=lambda folder, names: [
                    name
                    for name in names
                    if (Path(folder) / name).is_file() and not name.endswith((".py", ".html", ".txt"))
                ],
            )
    (workplace / "locale").mkdir()
    # Without settings, makemessages knows no other locale folder than the copy's own.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-location"],
        cwd=workplace,
        env=environment,
        check=True,
        capture_output=True,
    )
    return {
        key(entry) for entry in polib.pofile(str(workplace / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    }


@pytest.mark.django_db
def test_letters_stay_indonesian() -> None:
    resident = ResidentFactory()
    with translation.override("id"):
        indonesian = print_values(resident)
    with translation.override("en"):
        english_page = print_values(resident)

    assert english_page == indonesian
    assert "tahun" in indonesian["umur"]


def test_the_librarys_own_messages_are_said_in_plain_words() -> None:
    from django import forms

    with translation.override("id"), pytest.raises(forms.ValidationError, match=r"misalnya 4\."):
        forms.IntegerField().clean("4 orang")
    with translation.override("id"), pytest.raises(forms.ValidationError, match=r"Tulis jam seperti 08\.30"):
        forms.TimeField().clean("pagi")
