"""The actions by name, for doors where the name comes from the address."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from foundation.access.roles import Actor

from .after_issue import collect_letter, revoke_letter
from .approve import check_request, initial_request
from .create import submit_request
from .refuse import Marks, cancel_request, decline_countersignature, reject_request, return_request
from .sign import countersign_request, sign_request

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


def perform(
    action: str,
    request_id: UUID | str,
    actor: Actor,
    *,
    note: str = "",
    fields: Marks = (),
    data: Mapping[str, Any] | None = None,
) -> None:
    """Carries out one action; what it raises is what its service raises."""
    _DEEDS[action](request_id, actor, note, fields, data or {})
