"""Requests in every state, made by the demo officers through the same services as real ones."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from citizens import code_lists
from citizens.models import Resident
from foundation.access.roles import Actor, Role
from foundation.accounts.actors import actor_for
from foundation.accounts.queries import holders
from letters.models import LetterTypeVersion, Request
from letters.queries.catalogue import offered_versions
from letters.services.approve import check_request, initial_request
from letters.services.create import create_request, submit_request
from letters.services.refuse import return_request
from letters.services.sign import countersign_request, sign_request
from villages.models import Region
from villages.working_time import due_time

from .answers import answers_for

# How far a request has come, and how many of a hundred: a morning's desk with work at each step.
PROGRESS = {"submitted": 14, "checked": 10, "initialled": 12, "returned": 6, "signed": 8, "issued": 50}
ADULT_YEARS = 18


def seed_requests(village_codes: list[str], count: int, seed: int) -> int:
    """Makes up to `count` requests in the demo villages; none where requests exist already. Returns how many."""
    if Request.objects.exists():
        return 0
    made = 0
    rng = Random(seed)  # noqa: S311 - invented data, the same for the same seed
    for index, code in enumerate(sorted(village_codes)):
        share = count // len(village_codes) + (index < count % len(village_codes))
        made += _seed_village(Region.objects.get(code=code), share, rng)
    return made


def _seed_village(village: Region, count: int, rng: Random) -> int:
    officers = {
        role: _officer(village.pk, role)
        for role in (Role.OPERATOR, Role.SECRETARY, Role.HEAD, Role.SUBDISTRICT)
    }
    born_before = timezone.localdate() - timedelta(days=366 * ADULT_YEARS)
    adults = list(
        Resident.objects.select_related("family")
        .filter(village=village, status=code_lists.ALIVE, birth_date__lt=born_before)
        .order_by("id")[: count * 3]
    )
    versions = [version for version in offered_versions(village.pk) if not version.is_for_office]
    if not adults or not versions or None in officers.values():
        return 0
    states = rng.choices(list(PROGRESS), weights=list(PROGRESS.values()), k=count)
    for state in states:
        with transaction.atomic():
            # The poverty letter is what most people come for, and alone needs the camat.
            weights = [5 if version.needs_countersignature else 1 for version in versions]
            version = rng.choices(versions, weights=weights)[0]
            case = _one(rng.choice(adults), version, state, officers, rng)  # type: ignore[arg-type]
        if state != "issued":
            _age(case, rng)
    return count


def _officer(village_code: str, role: str) -> Actor | None:
    user = holders(village_code, role).filter(is_demo=True).first()
    return actor_for(user) if user else None


def _one(
    resident: Resident,
    version: LetterTypeVersion,
    state: str,
    officers: dict[str, Actor],
    rng: Random,
) -> Request:
    operator = officers[Role.OPERATOR]
    case, _new = create_request(
        operator,
        type_code=version.letter_type.code,
        resident=resident,
        data=answers_for(version, resident, rng),
        channel=rng.choice([Request.Channel.WEB, Request.Channel.COUNTER]),
    )
    steps: list[Callable[[], Any]] = [
        lambda: submit_request(case.pk, operator),
        lambda: check_request(case.pk, operator),
        lambda: initial_request(case.pk, officers[Role.SECRETARY]),
        lambda: sign_request(case.pk, officers[Role.HEAD]),
    ]
    if version.needs_countersignature and state != "signed":
        steps.append(lambda: countersign_request(case.pk, officers[Role.SUBDISTRICT]))
    far = {"submitted": 1, "returned": 1, "checked": 2, "initialled": 3}.get(state, len(steps))
    for step in steps[:far]:
        step()
    if state == "returned":
        return_request(
            case.pk, operator, note="Foto Kartu Keluarga kurang jelas. Mohon difoto ulang di tempat terang."
        )
    return case


@transaction.atomic
def _age(case: Request, rng: Random) -> None:
    """Moves an open request back by up to two days, so that the lists show some that are late."""
    back = timedelta(minutes=rng.choice([1, 3, 8, 20, 45, 90, 300, 1500, 2800]))
    moment = timezone.now() - back
    due = due_time(case.village, moment, case.type_version.service_minutes)
    with connection.cursor() as cursor:
        # History never changes; only the schema's owner, who seeds, may lift that for a moment.
        cursor.execute("ALTER TABLE letters_requestevent DISABLE TRIGGER history_is_frozen")
        cursor.execute(
            "UPDATE letters_requestevent SET at = at - %s::interval WHERE request_id = %s",
            [f"{back.total_seconds()} seconds", case.pk],
        )
        cursor.execute("ALTER TABLE letters_requestevent ENABLE TRIGGER history_is_frozen")
    Request.objects.filter(pk=case.pk).update(
        created_at=moment, submitted_at=moment, state_since=moment, due_at=due
    )
