"""The regency that is measured: a filled database, and people who act in it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg2
from django.db import transaction
from django.test import Client

from foundation.access.reach import set_actor_reach
from foundation.access.roles import Actor, Grant, Role
from foundation.accounts.demo import ensure_account
from foundation.accounts.models import User

SEED = 1
VILLAGE, DISTRICT, REGENCY = "35.10.01.2001", "35.10.01", "35.10"


@dataclass(frozen=True)
class Ground:
    """What a subject measures on.

    `seeding_seconds` is what filling took in this run, None where a kept database was found. `owner` is the address
    of the database for the schema's owner, who is exempt from row-level security.
    """

    state: Path
    owner: str
    residents: int
    rounds: int
    seeding_seconds: float | None
    rng: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - picks whom to look for

    @contextmanager
    def as_owner(self) -> Iterator[Any]:
        """A cursor that sees every row, for references and expected answers; autocommit."""
        with closing(psycopg2.connect(self.owner.replace("postgres://", "postgresql://", 1))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor

    @contextmanager
    def acting(self, actor: Actor) -> Iterator[None]:
        """A transaction under row-level security that sees what the actor reaches, as a request has."""
        with transaction.atomic():
            set_actor_reach(actor)
            yield

    def officer(self, area: str = VILLAGE, role: str = Role.OPERATOR) -> Actor:
        """Somebody who holds the role in the area."""
        user, _ = User.objects.get_or_create(username=f"ukur.{role}.{area}", defaults={"name": "Ukur"})
        return Actor(user_id=user.pk, name="Ukur", grants=(Grant(role, area),))

    def browser(self, username: str, role: str, area: str) -> Client:
        """A browser in which the demo account is signed in."""
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(ensure_account(username, "Ukur", role, area))
        return client
