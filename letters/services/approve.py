"""Checking and initialling: the two looks before the signature."""

from uuid import UUID

from django.db import transaction

from foundation.access.roles import Actor
from letters.models import Request

from .transition import announce, begin, finish


@transaction.atomic
def check_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """An operator or secretary finds a submitted request complete and right. Event: request.checked."""
    step = begin(request_id, actor, "check", note=note)
    announce(step, "request.checked", finish(step, note=note))
    return step.request


@transaction.atomic
def initial_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """The secretary puts the initials (paraf) on a checked request. Event: request.initialled."""
    step = begin(request_id, actor, "initial", note=note)
    announce(step, "request.initialled", finish(step, note=note))
    return step.request
