"""Brings the schema up to date and gives the runtime role what it needs and no more."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

# Issued letters, people's life events, history, journals and recorded events stay: the runtime role can't delete them,
# whatever the code says.
KEPT_TABLES = (
    "letters_letter",
    "letters_requestevent",
    "letters_letterdocument",
    "letters_registercounter",
    "letters_registerentry",
    "letters_reservation",
    "letters_paperletter",
    "letters_incomingletter",
    "letters_printlog",
    "letters_handover",
    "jobs_event",
    "citizens_lifeevent",
    "citizens_eventchange",
    "citizens_residenthistory",
    "citizens_familyhistory",
    "audit_accessentry",
    "audit_breakglass",
    "accounts_officerdeed",
    "retention_erasure",
)


# Rows that nothing ever changes.
UNCHANGED_TABLES = (
    "letters_requestevent",
    "letters_letterdocument",
    "letters_printlog",
    "jobs_event",
    "citizens_eventchange",
    "citizens_residenthistory",
    "citizens_familyhistory",
    "audit_accessentry",
    "audit_breakglass",
    "accounts_officerdeed",
    "retention_erasure",
)


class Command(BaseCommand):
    help = "Migrates the schema and grants the runtime role its rights (run as the schema's owner)."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        grant_runtime_role(settings.DATABASE_RUNTIME_ROLE)


def grant_runtime_role(role: str) -> None:
    """Creates the role where it is missing, and grants it reading and writing of all tables, but no ownership."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {quoted} NOSUPERUSER NOCREATEDB NOCREATEROLE")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        existing = set(connection.introspection.table_names(cursor))
        for table in existing.intersection(KEPT_TABLES):
            cursor.execute(f"REVOKE DELETE, TRUNCATE ON {connection.ops.quote_name(table)} FROM {quoted}")
        for table in existing.intersection(UNCHANGED_TABLES):
            cursor.execute(f"REVOKE UPDATE ON {connection.ops.quote_name(table)} FROM {quoted}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {quoted}")
        cursor.execute(
            "SELECT current_user <> %s AND NOT pg_has_role(current_user, %s, 'MEMBER')", [role, role]
        )
        if cursor.fetchone()[0]:
            cursor.execute(f"GRANT {quoted} TO CURRENT_USER")
