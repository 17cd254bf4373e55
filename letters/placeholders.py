"""What a body may name, in words, for the list beside the wording."""

from typing import Any

from django.utils.translation import gettext as _

from .wording import FAMILY_COLUMNS, LIST_TYPES, OFFICE_NAMES, PERSON_NAMES, allowed_names


def placeholder_groups(fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything that can be inserted, in groups: title, and entries of text and label."""
    return [
        {"title": _("Isian surat ini"), "entries": [entry for field in fields for entry in _of_field(field)]},
        {"title": _("Pemohon"), "entries": [_entry(f"pemohon.{name}") for name in PERSON_NAMES]},
        {"title": _("Kantor, pejabat, dan surat"), "entries": [_entry(name) for name in OFFICE_NAMES]},
    ]


def _of_field(field: dict[str, Any]) -> list[dict[str, str]]:
    name, kind = field["name"], field["type"]
    entries = [
        _entry(found, field["label"] if found == f"isian.{name}" else "")
        for found in sorted(allowed_names([(name, kind)]))
        if found == f"isian.{name}" or found.startswith(f"isian.{name}.")
    ]
    if kind in LIST_TYPES:
        columns = field.get("columns") or FAMILY_COLUMNS[:4]
        text = f"@tabel isian.{name}: no, {', '.join(columns)}"
        entries.insert(0, {"text": text, "label": _("Tabel: %(label)s") % field, "block": "yes"})
    return entries


def _entry(name: str, label: str = "") -> dict[str, str]:
    return {
        "text": f"{{{name}}}",
        "label": label or name.split(".", 1)[1].replace(".", ": ").replace("_", " "),
    }
