"""Requests and letters in the access journal."""

from collections.abc import Iterable

from citizens.journal import subject_of
from foundation.access.roles import Actor
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen

from .models import Request


def record_case(
    actor: Actor, case: Request, *, screen: Screen = Screen.REQUEST, fields: Iterable[str] = ()
) -> None:
    """Writes down that the actor is shown this request, or a paper of it; the office's own letters are about nobody."""
    if not actor.is_citizen and case.resident is not None:
        record_access(
            actor,
            subject_of(case.resident),
            screen=screen,
            purpose=Purpose.REQUEST,
            reference_id=case.pk,
            fields=fields,
        )


def record_cases(actor: Actor, count: int, *, screen: Screen = Screen.REQUEST) -> None:
    """Writes down that the actor is shown a list of so many requests or letters."""
    record_list(actor, count, screen=screen, purpose=Purpose.REQUEST)
