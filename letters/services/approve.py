"""Checking and initialling: the two looks before the signature."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from foundation.access.roles import Actor
from letters.models import Request

from .transition import announce, begin, finish


@transaction.atomic
def check_request(
    request_id: UUID | str, actor: Actor, *, note: str = "", data: Mapping[str, Any] | None = None
) -> Request:
    """An operator or secretary finds a submitted request complete and right. Event: request.checked.

    Args: data: cleaned values (JSON) of the fields that the office fills in; others are passed over.
    """
    step = begin(request_id, actor, "check", note=note)
    own = {spec["name"] for spec in step.request.type_version.fields if spec.get("officer")}
    step.request.data = step.request.data | {name: v for name, v in (data or {}).items() if name in own}
    announce(step, "request.checked", finish(step, note=note))
    return step.request


@transaction.atomic
def initial_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """The secretary puts the initials (paraf) on a checked request. Event: request.initialled."""
    step = begin(request_id, actor, "initial", note=note)
    announce(step, "request.initialled", finish(step, note=note))
    return step.request
