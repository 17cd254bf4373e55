"""Sending a request back, rejecting it, cancelling it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from foundation.access.roles import Actor
from letters.models import Request

from .transition import announce, begin, finish


@transaction.atomic
def return_request(request_id: UUID | str, actor: Actor, *, note: str, fields: Sequence[str] = ()) -> Request:
    """Back to the applicant, with what is to be mended and in which fields. Event: request.returned."""
    step = begin(request_id, actor, "return", note=note)
    known = {field["name"] for field in step.request.type_version.fields}
    known |= {document["name"] for document in step.request.type_version.documents}
    announce(
        step, "request.returned", finish(step, note=note, fields=[name for name in fields if name in known])
    )
    return step.request


@transaction.atomic
def reject_request(request_id: UUID | str, actor: Actor, *, note: str) -> Request:
    """The head refuses, with the reason. Event: request.rejected."""
    step = begin(request_id, actor, "reject", note=note)
    announce(step, "request.rejected", finish(step, note=note))
    return step.request


@transaction.atomic
def cancel_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """The citizen, or the counter for them, withdraws what is not signed yet. Event: request.cancelled."""
    step = begin(request_id, actor, "cancel", note=note)
    announce(step, "request.cancelled", finish(step, note=note))
    return step.request
