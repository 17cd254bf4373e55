"""Who was approved by a village meeting (usulan yang disetujui), waiting for the decree or already taken up."""

from uuid import UUID

from django.db.models import QuerySet

from assistance.models import Candidate, Meeting, Programme
from foundation.access.roles import Actor, within


def proposals(
    actor: Actor, *roles: str, area: str, programme: Programme | None = None, meeting: UUID | None = None
) -> QuerySet[Candidate]:
    """The approved candidates of closed meetings in an area within the reach, by village and name.

    Args: programme, meeting: only theirs.
    """
    rows = Candidate.objects.filter(within(actor.codes(*roles))).filter(within([area]))
    rows = rows.filter(decision=Candidate.Decision.APPROVED).exclude(meeting__state=Meeting.State.OPEN)
    if programme is not None:
        rows = rows.filter(meeting__programme=programme)
    if meeting is not None:
        rows = rows.filter(meeting=meeting)
    return rows.select_related("village", "meeting__programme", "family__head", "resident__family").order_by(
        "village_id", "meeting_id", "name", "id"
    )


def waiting(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """Those of the proposals that no decree has taken up yet."""
    return rows.filter(meeting__state=Meeting.State.CLOSED)
