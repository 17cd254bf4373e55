"""What a citizen reads of their own data: the record in plain words, and who looked at it."""

from typing import Any

from foundation.access.roles import Role
from foundation.audit.models import AccessEntry, BreakGlass
from villages.models import Region

from . import code_lists
from .models import Resident
from .presentation import people_rows
from .queries import family_members


def looks_at(resident: Resident) -> Any:
    """The journal's lines about the person, newest first."""
    return AccessEntry.objects.filter(subject_id=resident.pk).order_by("-at")


def openings_of(resident: Resident) -> list[BreakGlass]:
    """When the regency opened the person's data."""
    return list(BreakGlass.objects.filter(subject_id=resident.pk).order_by("-at"))


def look_rows(entries: list[AccessEntry]) -> list[dict[str, Any]]:
    """Lines of the journal in plain words: office instead of name, screen, purpose and moment.

    Officers are told by their office: who held it at that moment stands in the journal, for the inspectorate.
    """
    offices = Region.objects.in_bulk({entry.actor_area[:13] for entry in entries if entry.actor_area})
    return [
        {
            "at": entry.at,
            "who": str(Role(entry.actor_role).label),
            "office": offices[entry.actor_area[:13]].official_title
            if entry.actor_area[:13] in offices
            else "",
            "screen": entry.get_screen_display(),
            "purpose": entry.get_purpose_display(),
            "reason": entry.reason,
            "number_shown": "nik" in entry.fields or "kk" in entry.fields,
        }
        for entry in entries
    ]


def family_rows(resident: Resident) -> list[dict[str, Any]]:
    """The living members of the family, as lists show people."""
    members = family_members(resident)
    rows = people_rows(members, lambda _member: "")
    return [
        row | {"relation": code_lists.RELATION.label(member.relation)}
        for row, member in zip(rows, members, strict=True)
    ]
