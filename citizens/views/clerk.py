"""What a resident's page offers the clerk: events to record, what was recorded, what waits, likely duplicates."""

from typing import Any

from django.urls import reverse

from citizens import code_lists
from citizens.duplicates import count_elsewhere, likely_same
from citizens.event_queries import events_of, open_proposals
from citizens.event_words import event_row, proposal_row
from citizens.models import Resident
from foundation.access.roles import Actor

from .events import OF_FAMILIES, OF_RESIDENTS
from .identity import identity_context

_OF_THE_LIVING = ("meninggal", "kawin", "cerai", "hilang")


def clerks_context(actor: Actor, resident: Resident) -> dict[str, Any]:
    """Context of citizens/resident.html for whoever keeps the register."""
    proposals = open_proposals(actor).filter(resident=resident)
    context: dict[str, Any] = {
        "events": [event_row(event) for event in events_of(resident)],
        "deeds": _deeds(resident),
        "proposals": [proposal_row(proposal) for proposal in proposals],
        "identity": identity_context(resident),
    }
    if resident.merged_into_id is not None:
        context["merged_url"] = reverse("citizens:resident", args=[resident.merged_into_id])
    elif likely_same(resident) or count_elsewhere(resident):
        context["duplicates_url"] = reverse("citizens:duplicate", args=[resident.pk])
    return context


def _deeds(resident: Resident) -> list[dict[str, Any]]:
    """What may be recorded of the resident now."""
    if resident.merged_into_id is not None:
        return []
    kinds = ["pembetulan"]
    if resident.is_alive:
        kinds = ["pembetulan", *_OF_THE_LIVING]
        if resident.sex == code_lists.FEMALE and resident.family_id:
            kinds.insert(1, "lahir")
    elif resident.status in (code_lists.MISSING, code_lists.AWAY):
        kinds.append("kembali")
    deeds = [
        {
            "url": reverse("citizens:resident_event", args=[resident.pk, kind]),
            "label": OF_RESIDENTS[kind].title,
        }
        for kind in kinds
    ]
    if resident.is_alive and resident.family_id:
        deeds += [
            {
                "url": reverse("citizens:family_event", args=[resident.family_id, kind]),
                "label": OF_FAMILIES[kind].title,
            }
            for kind in ("pindah", "pisah-kk", "gabung-kk")
        ]
    return deeds
