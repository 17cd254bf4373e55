"""Residents in the access journal: whose data was shown, and the number shown in full on a press."""

from typing import Any

from django.urls import reverse

from foundation.audit.journal import Subject
from foundation.audit.models import Purpose

from .models import Family, Resident
from .nik import mask

NUMBERS = {"nik": "NIK", "kk": "Nomor KK"}


def subject_of(resident: Resident) -> Subject:
    """The resident as the journal knows them."""
    return Subject(resident.pk, resident.area_code, resident.family_id)


def subject_of_family(family: Family) -> Subject:
    """A family as the journal knows it: by its head, or by itself where nobody heads it."""
    return Subject(family.head_id or family.pk, family.area_code, family.pk)


def number_of(resident: Resident, kind: str) -> str:
    """The resident's "nik", or the "kk" number of the family; empty when there is none."""
    if kind == "kk":
        return (resident.family.number if resident.family else None) or ""
    return resident.nik or ""


def number_row(
    resident: Resident, kind: str, label: str, *, purpose: Purpose | None = None
) -> dict[str, Any]:
    """A line with the masked number, and the way to see it in full.

    Args: purpose: why one looks here, where the page itself says it (counter, request); None lets the person choose.
    """
    number = number_of(resident, kind)
    row: dict[str, Any] = {"label": label, "value": mask(number) or "–"}
    if number:
        row["reveal"] = {
            "url": reverse("citizens:number", args=[resident.pk]),
            "kind": kind,
            "purpose": purpose,
            "id": f"{kind}-{resident.pk}",
        }
    return row
