"""What the page of a request shows of its letter once it is out."""

from typing import Any

from django.urls import reverse

from foundation.access.roles import OFFICE_ROLES, Actor
from letters.models import Request
from letters.permissions import may
from letters.queries.letters import may_be_replaced, open_replacement
from letters.services.paper import CLERKS
from letters.workflow import is_possible

from .entries import papers_of


def after_issue_context(case: Request, actor: Actor) -> dict[str, Any]:
    """Prints, deliveries, scans and replacement, and the ways to them; for the village's office."""
    letter = getattr(case, "letter", None)
    if letter is None or letter.issued_at is None or not actor.reaches(case.area_code, *OFFICE_ROLES):
        return {"may_hand_out": False}
    clerk = actor.reaches(case.area_code, *CLERKS)
    counts = letter.state == "issued"
    new = open_replacement(letter)
    replaceable = clerk and may_be_replaced(letter)
    collectable = may(case, actor, "collect") and is_possible("collect", case.state, case.type_version.steps)
    context = {
        "may_hand_out": True,
        "prints": letter.prints.all(),
        "print_url": reverse("letters:print", args=[case.pk]) if counts else "",
        "collect_url": reverse("letters:collect", args=[case.pk]) if collectable else "",
        "receipt_url": reverse("letters:receipt", args=[case.pk]) if counts else "",
        "replace_url": reverse("letters:replace", args=[case.pk]) if replaceable else "",
        "replacement": _link(new) if new else None,
        "replaced": _old(case),
    }
    return context | papers_of(letter.entry, actor)


def _link(request: Request) -> dict[str, str]:
    return {"url": reverse("letters:desk_request", args=[request.pk]), "code": request.code}


def _old(case: Request) -> dict[str, str] | None:
    old = case.replaces
    if old is None:
        return None
    return {"url": reverse("letters:desk_request", args=[old.request_id]), "number": old.number}
