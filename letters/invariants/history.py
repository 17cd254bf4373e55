"""Every step of every history, held against the table of transitions."""

from django.db import connection

from foundation.access.reach import EVERYWHERE, working_in
from letters.workflow import TRANSITIONS, State, sources_of

from .breaches import Breaches, Scope, take_time

UNCHANGING = {"vouch": frozenset({"submitted", "returned"})}
"""Entries of the history that leave the state as it is, and the states they may be written in."""


def history_follows_the_table(scope: Scope) -> Breaches:
    """The steps of all histories, counted by kind of step, each held against the table of transitions."""
    with working_in(EVERYWHERE), connection.cursor() as cursor:
        take_time(cursor)
        cursor.execute(
            """
            SELECT v.steps #>> '{}', coalesce(h.before, ''), h.action, h.state, count(*), min(r.code)
              FROM (SELECT request_id, action, state,
                           lag(state) OVER (PARTITION BY request_id ORDER BY at, id) AS before
                      FROM letters_requestevent) AS h
              JOIN letters_request r ON r.id = h.request_id
              JOIN letters_lettertypeversion v ON v.id = r.type_version_id
             GROUP BY 1, 2, 3, 4
            """
        )
        rows = cursor.fetchall()
    found = Breaches()
    for steps, before, action, after, count, code in rows:
        if not _may_follow(before, action, after, [step for step in TRANSITIONS if f'"{step}"' in steps]):
            found.add(f"{code}: {before or '-'} → {action} → {after}")
            found.count += count - 1
    return found


def _may_follow(before: str, action: str, after: str, steps: list[str]) -> bool:
    if action == "create":
        return before == "" and after == State.DRAFT
    if action in UNCHANGING:
        return before == after and before in UNCHANGING[action]
    if action not in TRANSITIONS:
        return False
    return after == TRANSITIONS[action].target and before in sources_of(action, steps)
