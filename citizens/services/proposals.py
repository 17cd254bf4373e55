"""Events that somebody else suggests: suggesting one, and setting a suggestion aside."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.models import EventProposal, LifeEvent, Resident
from foundation.access.guard import get_reachable
from foundation.access.roles import Actor

from .recording import CLERKS


def event_propose(
    kind: LifeEvent.Kind, resident: Resident, *, source_key: str, reference: str, data: dict[str, Any]
) -> EventProposal:
    """Suggests an event to the resident's village, once for each source, with values that prefill its form.

    Called by a worker inside its claim's result, for a letter that was issued (`reference` is its number). A corrected
    letter of the same source mends a suggestion that nobody has settled yet.
    """
    proposal, created = EventProposal.objects.select_for_update().get_or_create(
        source=EventProposal.Source.LETTER,
        source_key=source_key,
        defaults={
            "kind": kind,
            "resident": resident,
            "village_id": resident.village_id,
            "area_code": resident.area_code,
            "reference": reference,
            "data": data,
        },
    )
    if not created and proposal.settled_at is None:
        proposal.reference, proposal.data = reference, data
        proposal.save(update_fields=["reference", "data"])
    return proposal


@transaction.atomic
def proposal_dismiss(proposal_id: UUID | str, actor: Actor, *, reason: str) -> EventProposal:
    """Sets a suggestion aside: it is recorded already, or not true. Who may: clerk and secretary. Locks the row."""
    rows = EventProposal.objects.select_for_update(of=("self",))
    proposal = get_reachable(rows, actor, proposal_id, *CLERKS)
    if proposal.settled_at is not None:
        raise EventRefused(_("Usulan ini sudah diselesaikan."))
    proposal.dismissal, proposal.settled_at, proposal.settled_by_name = reason, timezone.now(), actor.name
    proposal.save(update_fields=["dismissal", "settled_at", "settled_by_name"])
    return proposal
