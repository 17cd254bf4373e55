"""Carrying rules out, batch by batch, each with its line in the ledger; what is due, without touching it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from foundation.access.reach import elevated

from .copies import Line, append, lines_of
from .files import delete_files, unnamed
from .models import Erasure
from .rules import KEEP, Keeper, Rule, all_rules

ROWS_AT_ONCE = 2000
Cause = Erasure.Cause


def rules_by(by: str) -> list[Rule]:
    """The rules that the nightly job, or the owner of the schema, carries out."""
    return [rule for rule in all_rules() if rule.action != KEEP and rule.by == by]


def count_due(rules: Iterable[Rule]) -> Iterator[tuple[Rule, int]]:
    """How many rows each rule would be applied to now; nothing is changed."""
    now = timezone.now()
    for rule in rules:
        with elevated():
            yield rule, _keeper(rule).due(rule.cutoff(now)).count()


def carry_out(
    rule: Rule, *, cause: Cause, not_before: datetime | None = None, beat: Callable[[], None] = lambda: None
) -> tuple[int, int]:
    """Applies a rule to all that is due; safe to break off and to do again. Returns how many rows and files.

    Each batch and its line in the ledger are one transaction. Args: not_before: what was erased once up to this moment
    goes again, also where the rule's time has grown since; beat: called between batches, to prolong a lease.
    """
    cutoff = rule.cutoff(timezone.now())
    if not_before is not None and not_before > cutoff:
        cutoff = not_before
    rows = files = 0
    while True:
        beat()
        more_rows, more_files = _batch(rule, cutoff, cause)
        if more_rows == 0:
            return rows, files
        rows, files = rows + more_rows, files + more_files


def remembered_cutoffs() -> dict[str, datetime]:
    """Up to which moment each rule was carried out already, by the ledger and by its copy outside the database.

    The copy may know more: it is not part of a backup, so it tells what a restored one has to lose again.
    """
    known: dict[str, datetime] = {}
    told = Erasure.objects.values_list("rule").annotate(Max("cutoff")).order_by()
    for rule, cutoff in (*told, *((line.rule, line.cutoff) for line in lines_of())):
        known[rule] = max(known.get(rule, cutoff), cutoff)
    return known


def _batch(rule: Rule, cutoff: datetime, cause: Cause) -> tuple[int, int]:
    keeper = _keeper(rule)
    with elevated():
        due = keeper.due(cutoff)
        keys = list(due.order_by("pk").values_list("pk", flat=True)[:ROWS_AT_ONCE])
        if not keys:
            return 0, 0
        done = keeper.carry_out(due.model._default_manager.filter(pk__in=keys))
        free = unnamed(done.paths)
        line = Erasure.objects.create(
            rule=rule.name, action=rule.action, cutoff=cutoff, rows=len(keys), files=len(free), cause=cause
        )
    # Only what is committed has let go of its files.
    delete_files(free)
    append(Line(line.rule, line.action, line.cutoff, line.rows, line.files, line.at))
    return len(keys), len(free)


def _keeper(rule: Rule) -> Keeper:
    if rule.keeper is None:
        raise ValueError(rule.name)
    return rule.keeper
