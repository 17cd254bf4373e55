"""Every row of the database, out in one snapshot and in again in one transaction."""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from .sealing import ArchiveError

LEFT_OUT = ("django_migrations", "django_session")
"""What the migrations write themselves; and sessions, which end with the machine."""


def tables() -> list[str]:
    """Names of all tables with rows to keep, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s) ORDER BY 1",
            [list(LEFT_OUT)],
        )
        return [name for (name,) in cursor.fetchall()]


def begin_snapshot() -> None:
    """Lets the running transaction see one moment of the database, whatever others write meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def sequences() -> dict[str, int]:
    """The last value of each sequence that was used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL"
        )
        return dict(cursor.fetchall())


def copy_out(table: str, target: Any) -> int:
    """Writes the table's rows to the target; returns how many."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(table)} ({_columns(table)}) TO STDOUT", target)
        return int(cursor.rowcount)


def copy_in(table: str, source: Any) -> int:
    """Reads rows into the table; returns how many."""
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {_quoted(table)} ({_columns(table)}) FROM STDIN", source)
        return int(cursor.rowcount)


def clear(names: list[str]) -> None:
    """Empties the tables and silences their triggers: what they would write is in the archive already."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(_quoted(name) for name in names)}")
        for name in names:
            cursor.execute(f"ALTER TABLE {_quoted(name)} DISABLE TRIGGER USER")


def settle(names: list[str], values: dict[str, int]) -> None:
    """Checks all references, sets the sequences and lets the triggers work again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, value in values.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [_quoted(name), value])
        for name in names:
            cursor.execute(f"ALTER TABLE {_quoted(name)} ENABLE TRIGGER USER")


def migrations() -> list[list[str]]:
    """The migrations that made this schema, of applications that are installed."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted([app, name] for app, name in applied)


def bring_schema_to(archived: list[list[str]]) -> None:
    """Makes the schema that the archive's rows fit.

    Raises ArchiveError for an archive of a newer version, and for a database that holds people already.
    """
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, name in archived}
    unknown = wanted - set(executor.loader.graph.nodes)
    if unknown:
        raise ArchiveError(
            "Arsip dibuat oleh versi yang lebih baru: perbarui program dahulu, lalu pulihkan lagi."
            f" (Tidak dikenal: {', '.join(f'{app}.{name}' for app, name in sorted(unknown)[:3])})"
        )
    applied = set(executor.loader.applied_migrations)
    if applied and _is_inhabited():
        raise ArchiveError("Basis data ini sudah berisi akun. Pulihkan ke basis data yang kosong.")
    if applied - wanted:
        raise ArchiveError(
            "Susunan basis data ini lebih baru daripada arsipnya. Pulihkan ke basis data yang sama sekali kosong;"
            " susunannya dibuat, lalu diperbarui, oleh perintah ini."
        )
    graph = executor.loader.graph
    leaves = []
    for node in wanted & set(graph.nodes):
        followers = {child.key for child in graph.node_map[node].children}
        if not any(follower in wanted and follower[0] == node[0] for follower in followers):
            leaves.append(node)
    executor.migrate(sorted(leaves))


def _is_inhabited() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [apps.get_model("accounts", "User")._meta.db_table])
        if cursor.fetchone()[0] is None:
            return False
    return bool(apps.get_model("accounts", "User")._default_manager.exists())


def _columns(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return ", ".join(_quoted(name) for (name,) in cursor.fetchall())


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
