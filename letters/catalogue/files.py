"""Reading the letter types that the product brings along, and holding them to their rules."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeGuard

from letters.catalogue.kinds import (
    AUDIENCES,
    FIELD_TYPES,
    LAYOUTS,
    PAPERS,
    STEPS,
    CatalogueError,
    TypeDocument,
    TypeField,
    TypeFile,
    check_type,
)

__all__ = [
    "FOLDER",
    "CatalogueError",
    "TypeDocument",
    "TypeField",
    "TypeFile",
    "read_catalogue",
    "read_table",
    "read_type",
]

FOLDER = Path(__file__).parent
LONGEST_BODY = 12_000
LONGEST_ANSWER = 5_000
LONGEST_VALIDITY, LONGEST_SERVICE = 36_500, 100_000
HIGHEST_AMOUNT = 999_999_999_999
MOST_PARTS = 60
"""Bounds that keep slips of the pen, and what a database column can't hold, out of a type."""


def read_catalogue(folder: Path = FOLDER) -> list[TypeFile]:
    """Return all letter types of a folder, by code.

    Raises:
        CatalogueError: a file breaks a rule, or its name is not its code.
    """
    types = []
    for path in sorted(folder.glob("*.toml")):
        type_file = read_type(path.read_text(encoding="utf-8"), path.name)
        if path.stem != type_file.code:
            raise CatalogueError(f"{path.name}: nama berkas harus sama dengan kode “{type_file.code}”.")
        types.append(type_file)
    return types


def read_type(text: str, source: str) -> TypeFile:
    """Return the letter type that a TOML text describes.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        CatalogueError: a key is unknown, missing or of the wrong kind, or the body names what the type does not ask.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # The library says in English what it expected; the place is what one needs to find it.
        place = re.search(r"line (\d+)", str(error))
        where = f"baris {place[1]}" if place else "di akhir berkas"
        raise CatalogueError(f"{source}: susunan TOML keliru ({where}).") from error
    return read_table(table, source)


def read_table(table: Mapping[str, Any], source: str) -> TypeFile:
    """Return the letter type that a table describes; the table stays as it is.

    Args:
        table: as a type file gives it, or as a draft of the editor keeps it.
        source: where it comes from, for messages.

    Raises:
        CatalogueError: as `read_type`.
    """
    return _Reader(source).type_file(deepcopy(dict(table)))


class _Reader:
    """Takes one file's tables apart, key by key."""

    def __init__(self, source: str) -> None:
        self._source = source

    def type_file(self, table: dict[str, Any]) -> TypeFile:
        type_file = TypeFile(
            code=self._text(table, "code", longest=40),
            name=self._text(table, "name", longest=120),
            short=self._text(table, "short", longest=300),
            group=self._text(table, "group", longest=60),
            classification=self._text(table, "classification"),
            validity_days=self._integer(table, "validity_days", lowest=1, highest=LONGEST_VALIDITY),
            service_minutes=self._required(
                self._integer(table, "service_minutes", lowest=1, highest=LONGEST_SERVICE), "service_minutes"
            ),
            audience=self._some_of(table, "audience", AUDIENCES),
            steps=self._some_of(table, "steps", STEPS),
            fields=tuple(self._field(part) for part in self._tables(table, "fields")),
            documents=tuple(self._document(part) for part in self._tables(table, "documents")),
            body=self._text(table, "body", longest=LONGEST_BODY),
            paper=self._text(table, "paper", default="F4", fits=PAPERS.__contains__),
            across=self._truth(table, "across", default=False),
            layout=self._text(table, "layout", default="certificate", fits=LAYOUTS.__contains__),
            acknowledges=self._truth(table, "acknowledges", default=False),
            name_en=self._text(table, "name_en", default="", longest=120),
            body_en=self._text(table, "body_en", default="", longest=LONGEST_BODY),
        )
        self._nothing_left(table, "")
        try:
            check_type(type_file)
        except CatalogueError as error:
            raise self._error(str(error)) from error
        return type_file

    def _field(self, table: dict[str, Any]) -> TypeField:
        field = TypeField(
            name=self._text(table, "name", longest=40),
            label=self._text(table, "label", longest=120),
            type=self._text(table, "type", fits=FIELD_TYPES.__contains__),
            required=self._truth(table, "required"),
            hint=self._text(table, "hint", default="", longest=300),
            choices=tuple(self._texts(table, "choices")),
            max_length=self._integer(table, "max_length", lowest=1, highest=LONGEST_ANSWER),
            min=self._integer(table, "min"),
            max=self._integer(table, "max"),
            past_only=self._truth(table, "past_only", default=False),
            not_before=self._text(table, "not_before", default="", longest=40),
            officer=self._truth(table, "officer", default=False),
            columns=tuple(self._texts(table, "columns")),
            with_applicant=self._truth(table, "with_applicant", default=False),
            not_applicant=self._truth(table, "not_applicant", default=False),
        )
        self._nothing_left(table, f"fields.{field.name}: ")
        return field

    def _document(self, table: dict[str, Any]) -> TypeDocument:
        document = TypeDocument(
            name=self._text(table, "name", longest=40),
            label=self._text(table, "label", longest=120),
            required=self._truth(table, "required"),
            hint=self._text(table, "hint", default="", longest=300),
        )
        self._nothing_left(table, f"documents.{document.name}: ")
        return document

    def _tables(self, table: dict[str, Any], key: str) -> list[dict[str, Any]]:
        found = table.pop(key, [])
        if not isinstance(found, list) or not all(isinstance(part, dict) for part in found):
            raise self._error(f"{key}: harus berupa daftar.")
        if len(found) > MOST_PARTS:
            raise self._error(f"{key}: paling banyak {MOST_PARTS}.")
        return found

    def _text(
        self,
        table: dict[str, Any],
        key: str,
        *,
        default: str | None = None,
        longest: int = 200,
        fits: Callable[[str], bool] = lambda _: True,
    ) -> str:
        value = table.pop(key, default)
        if value == "" and default == "":
            return ""
        if not _is_text(value) or len(value) > longest or not fits(value):
            raise self._error(f"{key}: tidak ada, terlalu panjang, atau tidak dikenal.")
        return value

    def _texts(self, table: dict[str, Any], key: str) -> list[str]:
        value = table.pop(key, [])
        if not isinstance(value, list) or not all(_is_text(part) and len(part) <= 200 for part in value):
            raise self._error(f"{key}: harus berupa daftar teks.")
        self._different(value, key)
        return value

    def _some_of(self, table: dict[str, Any], key: str, known: Iterable[str]) -> tuple[str, ...]:
        value = self._texts(table, key)
        if not value or value != [part for part in known if part in value]:
            raise self._error(f"{key}: hanya {', '.join(known)}, menurut urutan itu.")
        return tuple(value)

    def _integer(
        self,
        table: dict[str, Any],
        key: str,
        *,
        lowest: int = -HIGHEST_AMOUNT,
        highest: int = HIGHEST_AMOUNT,
    ) -> int | None:
        value = table.pop(key, None)
        if value is None:
            return None
        if type(value) is not int or not lowest <= value <= highest:
            raise self._error(f"{key}: harus bilangan bulat dari {lowest} sampai {highest}.")
        return value

    def _truth(self, table: dict[str, Any], key: str, *, default: bool | None = None) -> bool:
        value = table.pop(key, default)
        if not isinstance(value, bool):
            raise self._error(f"{key}: harus true atau false.")
        return value

    def _required(self, value: int | None, key: str) -> int:
        if value is None:
            raise self._error(f"{key}: belum diisi.")
        return value

    def _different(self, values: list[str], key: str) -> None:
        if len(set(values)) != len(values):
            raise self._error(f"{key}: ada yang sama.")

    def _nothing_left(self, table: dict[str, Any], where: str) -> None:
        if table:
            raise self._error(f"{where}kunci tidak dikenal: {', '.join(sorted(table))}.")

    def _error(self, text: str) -> CatalogueError:
        return CatalogueError(f"{self._source}: {text}")


def _is_text(value: object) -> TypeGuard[str]:
    """Text that says something and that a database can keep."""
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value
