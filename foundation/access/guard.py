"""The only way to a village-owned row by its id: what is out of reach is answered exactly as what does not exist."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from .roles import Actor, within

Row = TypeVar("Row", bound=Model)


def reachable(rows: QuerySet[Row], actor: Actor, *roles: str) -> QuerySet[Row]:
    """The rows within the actor's reach in one of the roles (all held roles when none is named).

    A citizen's rows are those of the own family; the model then has a `family_id`.
    """
    if actor.is_citizen:
        return rows.filter(Q(family_id=actor.family_id or actor.person_id))
    return rows.filter(within(actor.codes(*roles)))


def get_reachable(rows: QuerySet[Row], actor: Actor, row_id: UUID | str, *roles: str) -> Row:
    """The row with this id, or Http404 when it is out of reach or unknown."""
    row = reachable(rows, actor, *roles).filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row
