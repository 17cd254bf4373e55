"""The matching of everybody as work that is asked for, goes on in a worker and is told of."""

from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from assistance.models import MatchingRun, VillageFigure
from foundation.access.roles import Actor
from foundation.jobs.events import record

from .match import match_everybody

State = MatchingRun.State


class Means(Protocol):
    """How work reads and writes its result: a worker's claim, or a command's transaction."""

    def result(self) -> AbstractContextManager[None]:
        """The transaction in which the result is written."""


@transaction.atomic
def run_ask(actor: Actor) -> MatchingRun:
    """Has everybody matched; a run that still waits is used again. Records `assistance.matching_asked`.

    One that runs already has read its rules, and knows nothing of what was put in force since.
    """
    waiting = MatchingRun.objects.select_for_update().filter(state=State.WAITING).first()
    if waiting is not None:
        return waiting
    run = MatchingRun.objects.create(day=timezone.localdate(), state=State.WAITING, asked_by_name=actor.name)
    record("assistance.matching_asked", key=str(run.pk), run=run.pk)
    return run


def run_matching(run_id: UUID, means: Means) -> None:
    """Carries a run out; carried out again it does nothing."""
    MatchingRun.objects.filter(pk=run_id, state=State.WAITING).update(state=State.RUNNING, progress=10)
    with means.result():
        run = MatchingRun.objects.select_for_update().get(pk=run_id)
        if run.state == State.DONE:
            return
        _carry_out(run)


def run_daily(means: Means) -> None:
    """The run of a morning."""
    with means.result():
        _carry_out(MatchingRun(day=timezone.localdate(), state=State.RUNNING))


def run_give_up(run_id: UUID) -> None:
    """Says that a run failed for good."""
    MatchingRun.objects.filter(pk=run_id).update(state=State.FAILED, finished_at=timezone.now())


def _carry_out(run: MatchingRun) -> None:
    run.changed = match_everybody(run.day)
    figures = VillageFigure.objects.filter(measure=VillageFigure.Measure.FAMILIES)
    run.families = sum(figures.values_list("value", flat=True))
    run.state, run.progress, run.finished_at = State.DONE, 100, timezone.now()
    run.save()
