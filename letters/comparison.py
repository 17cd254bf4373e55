"""What changed between two versions of a kind of letter, as a person reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .part_forms import FIELD_LABELS
from .presentation import STEP_LABELS
from .type_forms import AUDIENCE_LABELS, LAYOUT_LABELS, EnglishForm, TypeDataForm
from .wording import COLUMNS

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Change:
    """One thing that differs; empty where it was not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class WordingLine:
    """A line of the wording: same, removed or added."""

    kind: str
    text: str


def data_changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Name, classification, promise, steps, paper and the like; the wordings are compared line by line elsewhere."""
    labels = {name: field.label for name, field in TypeDataForm.base_fields.items()} | {
        "steps": _("Langkah persetujuan"),
        "name_en": EnglishForm.base_fields["name_en"].label,
    }
    pairs = [(str(label), _said(key, before), _said(key, after)) for key, label in labels.items()]
    return [Change(label, old, new) for label, old, new in pairs if old != new]


def part_changes(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    """Fields or documents that were added, taken out, changed, or stand in another order."""
    old, new = {p["name"]: p for p in before}, {p["name"]: p for p in after}
    names = [*new, *(name for name in old if name not in new)]
    changes = [
        Change((new.get(name) or old[name])["label"], part_text(old.get(name)), part_text(new.get(name)))
        for name in names
        if old.get(name) != new.get(name)
    ]
    kept_before, kept_after = [n for n in old if n in new], [n for n in new if n in old]
    if kept_before != kept_after:
        order = [
            ", ".join(parts[n]["label"] for n in kept)
            for parts, kept in ((old, kept_before), (new, kept_after))
        ]
        changes.append(Change(_("Urutan"), *order))
    return changes


def part_text(part: dict[str, Any] | None) -> str:
    """A field or a document in one line; empty when there is none."""
    if part is None:
        return ""
    words = [str(FIELD_LABELS.get(part["type"], part["type"]))] if "type" in part else []
    words.append(_("wajib") if part.get("required") else _("boleh dikosongkan"))
    if part.get("officer"):
        words.append(_("diisi petugas"))
    if part.get("choices"):
        words.append(" / ".join(part["choices"]))
    words.extend(said(part[key]) for key, said in _LIMITS.items() if key in part)
    text = f"{part['label']} ({', '.join(words)})"
    return f"{text}. {part['hint']}" if part.get("hint") else text


_LIMITS: dict[str, Callable[[Any], str]] = {
    "columns": lambda names: _("kolom: %s") % ", ".join(str(COLUMNS[name].label) for name in names),
    "min": lambda number: _("paling sedikit %s") % number,
    "max": lambda number: _("paling banyak %s") % number,
    "max_length": lambda number: _("paling panjang %s huruf") % number,
    "past_only": lambda _set: _("yang sudah lewat saja"),
    "not_before": lambda name: _("tidak sebelum “%s”") % name,
    "with_applicant": lambda _set: _("pemohon boleh ikut"),
    "not_applicant": lambda _set: _("bukan pemohon sendiri"),
}


def wording_lines(before: str, after: str) -> list[WordingLine]:
    """The wording line by line, as one reads it."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[WordingLine] = []
    for tag, from_old, to_old, from_new, to_new in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            lines.extend(WordingLine(SAME, line) for line in old[from_old:to_old])
        else:
            lines.extend(WordingLine(REMOVED, line) for line in old[from_old:to_old])
            lines.extend(WordingLine(ADDED, line) for line in new[from_new:to_new])
    return lines


def _said(key: str, table: dict[str, Any]) -> str:
    if not table:
        return ""
    value, known = table.get(key), _KNOWN.get(key, {})
    if isinstance(value, list):
        return ", ".join(str(known.get(part, part)) for part in value)
    return str(known.get(value, "" if value is None else value))


_YES_OR_NO = {True: gettext_lazy("Ya"), None: gettext_lazy("Tidak")}
_KNOWN: dict[str, dict[Any, Any]] = {
    "steps": STEP_LABELS,
    "audience": AUDIENCE_LABELS,
    # A type file leaves out what is as it is with most kinds.
    "paper": {None: "F4"},
    "layout": LAYOUT_LABELS | {None: LAYOUT_LABELS["certificate"]},
    "across": _YES_OR_NO,
    "acknowledges": _YES_OR_NO,
}
