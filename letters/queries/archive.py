"""The archive of a village office: letters, paper letters and incoming mail, by number, name, kind, date and text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from foundation.access.roles import OFFICE_ROLES, Actor, within
from letters.models import RegisterEntry

PAGE_SIZE = 25
OPEN_END = (date(9999, 12, 31), UUID(int=(1 << 128) - 1))
"""Before the newest of all."""


@dataclass(frozen=True)
class ArchiveQuery:
    """What is looked for; `kind` is "masuk", "kertas" or the name of a kind of letter, `after` the last row seen."""

    text: str = ""
    kind: str = ""
    since: date = date.min
    until: date = date.max
    after: tuple[date, UUID] = OPEN_END


def archive_search(actor: Actor, query: ArchiveQuery) -> tuple[list[RegisterEntry], bool]:
    """One page of what is found, the newest first, and whether there is more.

    The words are parts of number, name and kind in any order, or words of what the letter says. The reach is asked for
    twice: by the villages here and by the database's function.
    """
    villages = actor.codes(*OFFICE_ROLES)
    ids = _found(villages, query, PAGE_SIZE + 1)
    rows = RegisterEntry.objects.select_related("letter__request", "paper", "incoming")
    rows = rows.defer("letter__snapshot").filter(within(villages), pk__in=ids[:PAGE_SIZE])
    by_id = {entry.pk: entry for entry in rows}
    return [by_id[pk] for pk in ids[:PAGE_SIZE] if pk in by_id], len(ids) > PAGE_SIZE


def _found(villages: Iterable[str], query: ArchiveQuery, wanted: int) -> list[UUID]:
    before, pk = query.after
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM letters_archive(%s::text[], %s, %s, %s, %s, %s, %s::uuid, %s)",
            [list(villages), query.text, query.since, query.until, query.kind, before, str(pk), wanted],
        )
        return [row[0] for row in cursor.fetchall()]
