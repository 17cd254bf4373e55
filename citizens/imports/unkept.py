"""Statements of whose changes no history is kept, because the import itself tells of them."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pgtrigger
from django.db import connection

FAMILIES_CHANGED = "citizens.Family:update_update"
FAMILIES_DELETED = "citizens.Family:delete_delete"
RESIDENTS_DELETED = "citizens.Resident:delete_delete"


def execute_unkept(statements: Iterable[str], values: Mapping[str, Any], *triggers: str) -> None:
    """Carries out statements while the triggers, by their names above, keep nothing."""
    compose = cast(Any, connection.ops).compose_sql
    with connection.cursor() as cursor, pgtrigger.ignore(*triggers):
        for statement in statements:
            # What ignores a trigger puts a parameter of its own before ours, which have names.
            cursor.execute(compose(statement, values))
