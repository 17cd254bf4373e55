"""Incoming letters and dispositions, as lists and pages show them."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from foundation.access.guard import get_reachable, reachable
from foundation.access.roles import OFFICE_ROLES, Actor
from letters.models import DispositionTask, IncomingLetter

OPEN = Q(dispositions__tasks__isnull=False, dispositions__tasks__done_at__isnull=True)


def incoming_letters(actor: Actor, *, view: str = "") -> QuerySet[IncomingLetter]:
    """The office's incoming letters, the newest first; `view` "baru" without disposition, "proses" with open tasks."""
    rows = reachable(IncomingLetter.objects.select_related("entry"), actor, *OFFICE_ROLES)
    if view == "baru":
        rows = rows.filter(dispositions=None)
    elif view == "proses":
        rows = rows.filter(OPEN)
    rows = rows.annotate(
        tasks_open=Count("dispositions__tasks", filter=Q(dispositions__tasks__done_at=None), distinct=True),
        tasks=Count("dispositions__tasks", distinct=True),
    )
    return rows.order_by("-received_on", "-id")


def visible_incoming(actor: Actor, incoming_id: UUID | str) -> IncomingLetter:
    """One incoming letter in reach, with its dispositions; Http404 alike for out of reach and unknown."""
    rows = IncomingLetter.objects.select_related("village", "entry").prefetch_related("dispositions__tasks")
    return get_reachable(rows, actor, incoming_id, *OFFICE_ROLES)


def visible_task(actor: Actor, task_id: UUID | str) -> DispositionTask:
    """One task of a disposition in reach, else Http404."""
    rows = DispositionTask.objects.select_related("disposition__incoming__entry", "village")
    return get_reachable(rows, actor, task_id, *OFFICE_ROLES)


def disposition_tasks(
    actor: Actor, *, everybody: bool = False, done: bool = False
) -> QuerySet[DispositionTask]:
    """Tasks of the actor, or of the whole office; open ones by their due date, or those that are done."""
    rows = reachable(
        DispositionTask.objects.select_related("disposition__incoming__entry"), actor, *OFFICE_ROLES
    )
    if not everybody:
        rows = rows.filter(user_id=actor.user_id)
    if done:
        return rows.filter(done_at__isnull=False).order_by("-done_at")
    return rows.filter(done_at__isnull=True).order_by("due_on", "id")


def open_tasks_of(actor: Actor) -> int:
    """How many dispositions wait for the actor."""
    return disposition_tasks(actor).count()


def is_late(task: DispositionTask, today: date) -> bool:
    """Whether an open task is past its due date."""
    return task.done_at is None and task.due_on is not None and task.due_on < today
