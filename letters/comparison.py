"""What changed between two versions of a kind of letter, as a person reads it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from .part_forms import FIELD_LABELS
from .presentation import STEP_LABELS
from .type_forms import AUDIENCE_LABELS

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
    """Name, classification, promise, steps and the like."""
    labels = {
        "name": _("Nama surat"),
        "short": _("Penjelasan"),
        "group": _("Kelompok"),
        "classification": _("Kode klasifikasi"),
        "validity_days": _("Masa berlaku (hari)"),
        "service_minutes": _("Janji layanan (menit kerja)"),
        "audience": _("Yang boleh meminta"),
        "steps": _("Langkah persetujuan"),
    }
    plain = {key for key in {*before, *after} if key not in ("fields", "documents", "body", "code")}
    pairs = [
        (labels.get(key, key), _said(key, before.get(key)), _said(key, after.get(key)))
        for key in sorted(plain, key=[*labels, *sorted(plain)].index)
    ]
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
    shown = ("name", "label", "type", "required", "officer", "choices", "hint")
    words.extend(f"{key}: {value}" for key, value in sorted(part.items()) if key not in shown)
    text = f"{part['label']} ({', '.join(words)})"
    return f"{text}. {part['hint']}" if part.get("hint") else text


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


def _said(key: str, value: Any) -> str:
    known = {"steps": STEP_LABELS, "audience": AUDIENCE_LABELS}.get(key)
    if isinstance(value, list):
        return ", ".join(str(known.get(part, part)) if known else str(part) for part in value)
    return "" if value is None else str(value)
