"""The second wall: row-level security by the reach of whoever acts, set for each transaction.

PostgreSQL's policies read `app.reach` (region codes, comma-separated, or `*` for the platform's own work),
`app.people` (the codes of those roles that may look at single people; empty: all of the reach), `app.family` (a
citizen's family) and `app.user` (the id under which somebody is told things). They are set with SET LOCAL, so they end
with the transaction: a connection handed to somebody else carries nothing over, and without a transaction nothing
shows.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from .roles import PEOPLE_ROLES, Actor

EVERYWHERE = "*"
NOWHERE = "-"


def set_reach(
    codes: Iterable[str],
    *,
    people: Iterable[str] | None = None,
    family: UUID | None = None,
    user: UUID | None = None,
) -> None:
    """Limits the running transaction to rows in the given regions, of the family and of the user.

    Args: people: the regions whose single people may be seen, where they are fewer than the codes.

    Must be called inside a transaction; outside one PostgreSQL forgets it at once (which shows nothing: the safe side).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.reach', %s, true), set_config('app.people', %s, true),"
            " set_config('app.family', %s, true), set_config('app.user', %s, true)",
            [
                ",".join(codes),
                "" if people is None else ",".join(people) or NOWHERE,
                str(family or ""),
                str(user or ""),
            ],
        )


def set_actor_reach(actor: Actor) -> None:
    """Limits the running transaction to what the actor's grants and family cover."""
    told_as = actor.recipient_id if actor.is_signed_in else None
    set_reach(
        actor.codes(),
        people=actor.codes(*PEOPLE_ROLES) if actor.grants else None,
        family=actor.family_id or actor.person_id,
        user=told_as,
    )


@contextmanager
def working_in(*codes: str) -> Iterator[None]:
    """A transaction of the platform's own that sees only the given regions (workers, commands)."""
    with transaction.atomic():
        set_reach(codes)
        yield


@contextmanager
def elevated() -> Iterator[None]:
    """A stretch of the running work that sees every region, e.g. to find who a sign-in number belongs to.

    Keep it around single queries whose result is checked in another way (a secret token, a one-time code).
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.reach', true), current_setting('app.people', true)")
            before = [value or "" for value in cursor.fetchone()]
            _set_both(EVERYWHERE, "")
        yield
        _set_both(*before)


def _set_both(reach: str, people: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.reach', %s, true), set_config('app.people', %s, true)", [reach, people]
        )
