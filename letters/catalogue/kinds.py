"""What a kind of letter consists of, and the rules that every kind keeps, wherever it is written."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import fields as dataclass_fields
from typing import Any

from letters.classification import classification_names
from letters.wording import COLUMNS, LIST_TYPES, WordingError, check, placeholders, tables

FIELD_TYPES = (
    "text",
    "textarea",
    "address",
    "choice",
    "date",
    "money",
    "number",
    "time",
    "yesno",
    "resident",
    "family",
    "people",
    "table",
)
STEPS = ("check", "initial", "sign", "countersign")
AUDIENCES = ("citizen", "counter", "office")
PAPERS = ("F4", "A4")
LAYOUTS = ("certificate", "letter")
"""A certificate has its title in the middle (surat keterangan); a letter begins with date and addressee."""
ENGLISH_FIELD = "bahasa_inggris"
"""A yes/no field of this name lets the applicant choose whether the English page is printed."""
MOST_ROWS = 40

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class CatalogueError(Exception):
    """A kind breaks a rule; the message names the rule (and the file), in Indonesian."""


@dataclass(frozen=True)
class TypeField:
    """Something that the request asks."""

    name: str
    label: str
    type: str
    required: bool
    hint: str = ""
    choices: tuple[str, ...] = ()
    max_length: int | None = None
    min: int | None = None
    """Lowest value; for lists the fewest rows."""
    max: int | None = None
    """Highest value; for lists the most rows."""
    past_only: bool = False
    not_before: str = ""
    """For `date`: the name of another date that this one must not lie before."""
    officer: bool = False
    """Filled in by the office, at the counter or when it checks; citizens are not asked."""
    columns: tuple[str, ...] = ()
    """What a row consists of, for `people` and `table`; of the closed list `letters.wording.COLUMNS`."""
    with_applicant: bool = False
    """For `family`: the applicant can be chosen too."""
    not_applicant: bool = False
    """For `resident`: somebody else than the applicant, as nobody asks for the letter of their own death."""


@dataclass(frozen=True)
class TypeDocument:
    """A file that the request asks for."""

    name: str
    label: str
    required: bool
    hint: str = ""


@dataclass(frozen=True)
class TypeFile:
    """A letter type as its file says it; `validity_days` None: valid without an end."""

    code: str
    name: str
    short: str
    group: str
    classification: str
    validity_days: int | None
    service_minutes: int
    audience: tuple[str, ...]
    steps: tuple[str, ...]
    fields: tuple[TypeField, ...]
    documents: tuple[TypeDocument, ...]
    body: str
    paper: str = "F4"
    across: bool = False
    """Printed on paper laid across (landscape)."""
    layout: str = "certificate"
    acknowledges: bool = False
    """The head takes note ("Mengetahui") of what others declare, instead of declaring it."""
    name_en: str = ""
    body_en: str = ""
    """The same letter in English, on a page of its own; empty where no embassy asks for it."""

    def fields_as_data(self) -> list[dict[str, Any]]:
        """Return the fields as plain JSON; what is not set is left out."""
        return [_as_data(field) for field in self.fields]

    def documents_as_data(self) -> list[dict[str, Any]]:
        """Return the documents as plain JSON; what is not set is left out."""
        return [_as_data(document) for document in self.documents]

    def as_data(self) -> dict[str, Any]:
        """Return everything that a version of the type stores, under the names of its columns."""
        return {
            "name": self.name,
            "group": self.group,
            "description": self.short,
            "classification": self.classification,
            "audience": list(self.audience),
            "steps": list(self.steps),
            "fields": self.fields_as_data(),
            "documents": self.documents_as_data(),
            "body": self.body,
            "validity_days": self.validity_days,
            "service_minutes": self.service_minutes,
            "paper": self.paper,
            "across": self.across,
            "layout": self.layout,
            "acknowledges": self.acknowledges,
            "name_en": self.name_en,
            "body_en": self.body_en,
        }

    def as_table(self) -> dict[str, Any]:
        """Return the table that reads as this type again; what is not set is left out."""
        table = {part.name: getattr(self, part.name) for part in dataclass_fields(self)}
        defaults = {part.name: part.default for part in dataclass_fields(self)}
        table |= {"audience": list(self.audience), "steps": list(self.steps)}
        table |= {"fields": self.fields_as_data(), "documents": self.documents_as_data()}
        return {key: value for key, value in table.items() if value is not None and value != defaults[key]}


def check_type(kind: TypeFile) -> None:
    """Hold a kind to the rules that go beyond the form of its single values.

    Raises:
        CatalogueError: names the rule.
    """
    if not _CODE.fullmatch(kind.code):
        raise CatalogueError("code: hanya huruf kecil, angka, dan tanda hubung.")
    if kind.classification not in classification_names():
        raise CatalogueError("classification: tidak ada dalam Permendagri 83/2022.")
    if "sign" not in kind.steps:
        raise CatalogueError("steps: setiap surat perlu tanda tangan (sign).")
    if kind.audience != ("office",) and "office" in kind.audience:
        raise CatalogueError("audience: surat dinas (office) tidak dapat sekaligus diminta warga.")
    _check_fields(kind)
    if bool(kind.name_en) != bool(kind.body_en):
        raise CatalogueError("name_en dan body_en diisi keduanya atau tidak sama sekali.")
    asked = [(field.name, field.type) for field in kind.fields]
    for key, body in (("body", kind.body), ("body_en", kind.body_en)):
        if body:
            _check_body(key, body, asked, kind)


def _check_fields(kind: TypeFile) -> None:
    for key, names in (
        ("fields", [field.name for field in kind.fields]),
        ("documents", [document.name for document in kind.documents]),
    ):
        if len(set(names)) != len(names):
            raise CatalogueError(f"{key}: ada yang sama.")
        if not all(_NAME.fullmatch(name) for name in names):
            raise CatalogueError(f"{key}: nama hanya huruf kecil, angka, dan garis bawah.")
    for field in kind.fields:
        if (field.type == "choice") != bool(field.choices):
            raise CatalogueError(
                f"fields.{field.name}: pilihan (choices) diisi untuk jenis “choice”, dan hanya untuk itu."
            )
        if (field.type in ("people", "table")) != bool(field.columns):
            raise CatalogueError(
                f"fields.{field.name}: kolom (columns) diisi untuk jenis “people” dan “table”, dan hanya untuk itu."
            )
        if unknown := [name for name in field.columns if name not in COLUMNS]:
            raise CatalogueError(f"fields.{field.name}: kolom “{unknown[0]}” tidak dikenal.")
        if field.type == "people" and "nama" not in field.columns:
            raise CatalogueError(f"fields.{field.name}: daftar orang memerlukan kolom “nama”.")
        if field.type in LIST_TYPES and (field.max or 0) > MOST_ROWS:
            raise CatalogueError(f"fields.{field.name}: paling banyak {MOST_ROWS} baris.")
        dates = {other.name for other in kind.fields if other.type == "date"} - {field.name}
        if field.not_before and (field.type != "date" or field.not_before not in dates):
            raise CatalogueError(
                f"fields.{field.name}: not_before hanya untuk tanggal dan menyebut isian tanggal lain."
            )
        if field.not_applicant and field.type != "resident":
            raise CatalogueError(f"fields.{field.name}: not_applicant hanya untuk jenis “resident”.")
        if field.type == "family" and "office" in kind.audience:
            raise CatalogueError(f"fields.{field.name}: surat dinas tidak memiliki keluarga pemohon.")


def _check_body(key: str, body: str, asked: list[tuple[str, str]], kind: TypeFile) -> None:
    try:
        check(body, asked)
        names = placeholders(body)
        shown = tables(body)
    except WordingError as error:
        raise CatalogueError(f"{key}: {error}") from error
    if "office" in kind.audience and any(name.startswith("pemohon.") for name in names):
        raise CatalogueError(f"{key}: surat dinas tidak memiliki pemohon.")
    if ENGLISH_FIELD in shown | {name.removeprefix("isian.") for name in names}:
        raise CatalogueError(f"{key}: {ENGLISH_FIELD} hanya memilih bahasa dan tidak dicetak.")


def _as_data(part: TypeField | TypeDocument) -> dict[str, Any]:
    data: Mapping[str, Any] = asdict(part)
    kept = {key: list(value) if isinstance(value, tuple) else value for key, value in data.items()}
    # Not `in (None, "", [], False)`: a lowest value of 0 equals False and must stay.
    return {
        key: value
        for key, value in kept.items()
        if key == "required" or not (value is None or value is False or value in ("", []))
    }
