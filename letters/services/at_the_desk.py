"""What the office does in one press: a request is written, handed in and checked; one that came back is mended."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from citizens.models import Resident
from foundation.access.roles import Actor
from letters.models import Request
from villages.models import Region

from .approve import check_request
from .create import change_request, create_request, submit_request


@transaction.atomic
def request_at_desk(
    actor: Actor,
    type_code: str,
    data: Mapping[str, Any],
    *,
    resident: Resident | None = None,
    village: Region | None = None,
) -> Request:
    """Writes, hands in and, where the kind asks for it, checks a request, so that it lies before who comes next.

    Args: resident: None for the office's own letters, which then need the village.
    Raises WrongInput, NotAllowed; then nothing is written.
    """
    request, _new = create_request(
        actor,
        type_code=type_code,
        resident=resident,
        village=village,
        data=data,
        channel=Request.Channel.COUNTER,
    )
    submit_request(request.pk, actor)
    if "check" in request.type_version.steps:
        check_request(request.pk, actor)
    return request


@transaction.atomic
def hand_in_mended(request_id: UUID | str, actor: Actor, data: Mapping[str, Any]) -> Request:
    """Fills in a draft or a returned request anew and hands it in.

    Raises Http404, NotAllowed, OutOfTurn, WrongInput; then nothing is changed.
    """
    change_request(request_id, actor, data)
    return submit_request(request_id, actor)
