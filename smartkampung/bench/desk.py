"""A head's desk full of work, for measuring: requests that wait for the signature, with their whole history."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid6 import uuid7

from citizens import code_lists
from citizens.models import Resident
from foundation.access.reach import EVERYWHERE, working_in
from foundation.access.roles import Actor, Role
from foundation.accounts.actors import actor_for
from foundation.accounts.queries import holders
from letters.models import Request, RequestEvent
from letters.queries.catalogue import current_version
from letters.snapshot import SHORT_CODE_ALPHABET
from letters.workflow import State

KIND = "domisili"
CODE_LENGTH = 8
WAY = (
    ("create", "", State.DRAFT),
    ("submit", Role.OPERATOR, State.SUBMITTED),
    ("check", Role.OPERATOR, State.CHECKED),
    ("initial", Role.SECRETARY, State.INITIALLED),
)


def head_of(village: str) -> Actor:
    """The village's head."""
    with working_in(EVERYWHERE):
        user = holders(village, Role.HEAD).first()
        if user is None:
            raise LookupError(f"{village} has no head")
        return actor_for(user)


def lay_on_desk(village: str, count: int) -> list[UUID]:
    """Write so many requests for a proof of domicile that wait for the head's signature; returns their ids in order.

    Inserted in bulk: through the services thousands of them would take minutes.
    """
    version = current_version(KIND)
    if version is None:
        raise LookupError(f"no letter type {KIND}")
    now = timezone.now()
    with working_in(EVERYWHERE), transaction.atomic():
        adults = list(
            Resident.objects.filter(village_id=village, status=code_lists.ALIVE).order_by("id")[:200]
        )
        clerk = holders(village, Role.OPERATOR).first()
        if clerk is None or not adults:
            raise LookupError(f"{village} has no clerk or no residents")
        requests = [
            Request(
                id=uuid7(),
                code="".join(secrets.choice(SHORT_CODE_ALPHABET) for _ in range(CODE_LENGTH)),
                state=State.INITIALLED,
                type_version=version,
                resident=person,
                village_id=village,
                area_code=person.area_code,
                family_id=person.family_id or person.pk,
                data={"keperluan": "Membuka rekening bank"},
                channel=Request.Channel.COUNTER,
                created_by=clerk,
                submitted_at=now,
                due_at=now + timedelta(hours=2),
            )
            for person in (adults[index % len(adults)] for index in range(count))
        ]
        Request.objects.bulk_create(requests, batch_size=1000)
        RequestEvent.objects.bulk_create(
            (
                RequestEvent(
                    id=uuid7(),
                    request=request,
                    action=action,
                    state=state,
                    actor_role=role,
                    at=now + timedelta(microseconds=step),
                )
                for request in requests
                for step, (action, role, state) in enumerate(WAY)
            ),
            batch_size=2000,
        )
    return [request.pk for request in requests]
