"""UGD Kemiskinan: a report, the visit, the decision, what each office does, the end."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.errors import AidRefused
from assistance.models import Intervention, PovertyCase
from citizens.models import Family
from foundation.access.guard import get_reachable
from foundation.access.rate_limit import Limit, take
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from villages.models import Region
from villages.working_time import due_time

WORKERS = (Role.SOCIAL_OFFICER, *OFFICE_ROLES)
DECIDERS = (Role.SOCIAL_OFFICER,)
BY_ADDRESS = Limit("poverty-report", 5, 3600)
VISIT_MINUTES, DECISION_MINUTES = 2 * 420, 3 * 420
"""Two working days to the visit, three more to the decision."""
HELP_DAYS = 30
State = PovertyCase.State


def case_report(
    village: Region, *, named: str, address: str, text: str, contact: str, source: str, caller: str
) -> PovertyCase:
    """Takes a report by anybody; TooManyTries above five an hour.

    Args: caller: the network address that is counted; empty for officers.
    """
    if caller:
        take(BY_ADDRESS, caller)
    # Whoever reports reaches nothing.
    with elevated():
        return PovertyCase.objects.create(
            village=village,
            area_code=village.code,
            source=source,
            named=named,
            address=address,
            text=text,
            contact=contact,
            due_at=due_time(village, timezone.now(), VISIT_MINUTES),
        )


@transaction.atomic
def case_visit(case_id: UUID, actor: Actor, *, visit: str) -> PovertyCase:
    """Writes what the visit found. Http404 out of reach, AidRefused out of turn."""
    case = _in_turn(case_id, actor, WORKERS, State.REPORTED)
    case.state, case.visit, case.visited_at, case.visited_by_name = (
        State.VISITED,
        visit,
        timezone.now(),
        actor.name,
    )
    case.due_at = due_time(case.village, case.visited_at, DECISION_MINUTES)
    case.save()
    return case


@transaction.atomic
def case_link(case_id: UUID, actor: Actor, family_id: UUID) -> PovertyCase:
    """Says which family of the register the case is about. Http404 out of reach, AidRefused for another village's."""
    case = case_in_reach(actor, case_id, *WORKERS, lock=True)
    family = Family.objects.filter(pk=family_id, village_id=case.village_id).first()
    if family is None:
        raise AidRefused(_("Keluarga itu tidak terdaftar di desa kasus ini."))
    case.family = family
    case.save(update_fields=["family"])
    return case


@transaction.atomic
def case_decide(case_id: UUID, actor: Actor, *, decision: str) -> PovertyCase:
    """The social office says how the family is helped."""
    case = _in_turn(case_id, actor, DECIDERS, State.VISITED)
    case.state, case.decision, case.decided_by_name = State.HELPED, decision, actor.name
    case.due_at = timezone.now() + timedelta(days=HELP_DAYS)
    case.save()
    return case


@transaction.atomic
def intervention_plan(case_id: UUID, actor: Actor, *, office: str, what: str, due_on: date) -> Intervention:
    """Says what an office does, and by when; until the case is closed."""
    case = case_in_reach(actor, case_id, *DECIDERS, lock=True)
    if case.state not in (State.VISITED, State.HELPED):
        raise AidRefused(_("Tindakan direncanakan sesudah kunjungan dan sebelum kasus selesai."))
    return Intervention.objects.create(
        case=case,
        village=case.village,
        area_code=case.area_code,
        office=office,
        what=what,
        due_on=due_on,
        planned_by_name=actor.name,
    )


@transaction.atomic
def intervention_finish(intervention_id: UUID, actor: Actor, *, result: str) -> Intervention:
    """Writes what came of an intervention. Http404 out of reach, AidRefused when it is done already."""
    rows = Intervention.objects.select_for_update(of=("self",))
    found = get_reachable(rows, actor, intervention_id, *WORKERS)
    if found.done_on is not None:
        raise AidRefused(_("Tindakan ini sudah selesai."))
    found.done_on, found.result = timezone.localdate(), result
    found.save(update_fields=["done_on", "result"])
    return found


@transaction.atomic
def case_close(case_id: UUID, actor: Actor) -> PovertyCase:
    """Ends a case when everything planned is done."""
    case = _in_turn(case_id, actor, DECIDERS, State.HELPED)
    if case.interventions.filter(done_on__isnull=True).exists():
        raise AidRefused(_("Masih ada tindakan yang belum selesai."))
    case.state, case.closed_at = State.CLOSED, timezone.now()
    case.save()
    return case


def case_in_reach(actor: Actor, case_id: UUID, *roles: str, lock: bool = False) -> PovertyCase:
    """The case with this id; Http404 alike for one out of reach and one that does not exist."""
    rows = PovertyCase.objects.select_related("village", "family__head")
    return get_reachable(rows.select_for_update(of=("self",)) if lock else rows, actor, case_id, *roles)


def _in_turn(case_id: UUID, actor: Actor, roles: tuple[str, ...], state: str) -> PovertyCase:
    case = case_in_reach(actor, case_id, *roles, lock=True)
    if case.state != state:
        raise AidRefused(_("Langkah ini sudah diambil. Muat ulang halamannya."))
    return case
