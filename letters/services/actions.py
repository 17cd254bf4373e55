"""The actions by name, for doors where the name comes from the address."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from foundation.access.roles import Actor

from .after_issue import collect_letter, revoke_letter
from .approve import check_request, initial_request
from .create import submit_request
from .refuse import Marks, cancel_request, decline_countersignature, reject_request, return_request
from .sign import countersign_request, sign_request
from .transition import check_unchanged

Deed = Callable[[UUID | str, Actor, str, Marks, Mapping[str, Any]], object]

_DEEDS: dict[str, Deed] = {
    "submit": lambda pk, actor, note, fields, data: submit_request(pk, actor),
    "check": lambda pk, actor, note, fields, data: check_request(pk, actor, note=note, data=data),
    "initial": lambda pk, actor, note, fields, data: initial_request(pk, actor, note=note),
    "sign": lambda pk, actor, note, fields, data: sign_request(pk, actor),
    "countersign": lambda pk, actor, note, fields, data: countersign_request(pk, actor),
    "return": lambda pk, actor, note, fields, data: return_request(pk, actor, note=note, fields=fields),
    "reject": lambda pk, actor, note, fields, data: reject_request(pk, actor, note=note),
    "cancel": lambda pk, actor, note, fields, data: cancel_request(pk, actor, note=note),
    "collect": lambda pk, actor, note, fields, data: collect_letter(pk, actor, note=note),
    "decline": lambda pk, actor, note, fields, data: decline_countersignature(pk, actor, reason=note),
    "revoke": lambda pk, actor, note, fields, data: revoke_letter(pk, actor, reason=note),
}


@transaction.atomic
def perform(
    action: str,
    request_id: UUID | str,
    actor: Actor,
    *,
    note: str = "",
    fields: Marks = (),
    data: Mapping[str, Any] | None = None,
    seen: datetime | None = None,
) -> None:
    """Carries out one action; what it raises is what its service raises, and OutOfTurn for what was changed unseen.

    Args: seen: when the state began that the actor was shown; None for programs.
    """
    check_unchanged(request_id, seen)
    _DEEDS[action](request_id, actor, note, fields, data or {})
