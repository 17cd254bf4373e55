"""Writing the access journal. No line, no data: the line is written in the transaction that shows the data."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from foundation.access.roles import Actor, Grant, Role, covers

from .models import AccessEntry, Purpose, Screen


@dataclass(frozen=True)
class Subject:
    """Whose data is shown: the person's id and family, and the finest region code of where they live."""

    id: UUID
    area_code: str
    family_id: UUID | None = None


def record_access(
    actor: Actor,
    subject: Subject,
    *,
    screen: Screen,
    purpose: Purpose,
    fields: Iterable[str] = (),
    reason: str = "",
    reference_id: UUID | None = None,
) -> AccessEntry:
    """Writes down that the actor is shown this person's data.

    Call it in the view, before the answer is made, inside the request's transaction: when the line can't be written,
    the request fails and nothing is shown. A citizen's look at the own family is not written down.

    Args: fields: names of what is shown beyond the ordinary, e.g. "nik"; reason: the person's own words, required for
    Purpose.OTHER; reference_id: the request or permission under which this is done.
    """
    grant = _grant_for(actor, subject.area_code)
    return AccessEntry.objects.create(
        actor_id=actor.account_id,
        actor_role=grant.role,
        actor_area=grant.area_code,
        subject_id=subject.id,
        family_id=subject.family_id,
        area_code=subject.area_code,
        screen=screen,
        purpose=purpose,
        reason=reason,
        reference_id=reference_id,
        fields=list(fields),
    )


def record_list(
    actor: Actor,
    people: int,
    *,
    screen: Screen,
    purpose: Purpose,
    reason: str = "",
    reference_id: UUID | None = None,
) -> None:
    """Writes down that the actor is shown a list of so many people; nothing for an empty one or for the own family."""
    if people == 0 or actor.is_citizen:
        return
    grant = actor.grants[0]
    AccessEntry.objects.create(
        actor_id=actor.account_id,
        actor_role=grant.role,
        actor_area=grant.area_code,
        area_code=grant.area_code,
        screen=screen,
        purpose=purpose,
        reason=reason,
        reference_id=reference_id,
        people=people,
    )


def _grant_for(actor: Actor, area_code: str) -> Grant:
    """The role in which the actor reaches the person."""
    if actor.is_citizen:
        return Grant(Role.CITIZEN, actor.home_area)
    return next(grant for grant in actor.grants if covers(grant.area_code, area_code))
