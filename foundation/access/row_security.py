"""Row-level security in migrations: one operation a table."""

from django.db.migrations.operations import RunSQL

REACHED = "app_reaches(area_code)"
"""The row's region lies within the reach of the transaction."""

PEOPLE_REACHED = "app_reaches_people(area_code)"
"""As REACHED, but nothing for roles that see figures only: for tables whose rows are people."""

ELEVATED_ONLY = "app_reaches('')"
"""Only the platform's own work."""


def protect(table: str, condition: str = REACHED) -> RunSQL:
    """Hides each row of the table from the runtime role unless the condition holds, for reading and for writing.

    The schema's owner is exempt (it loads and migrates); the runtime role never owns a table.
    """
    return RunSQL(
        sql=f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f" CREATE POLICY reach ON {table} USING ({condition}) WITH CHECK ({condition});",
        reverse_sql=f"DROP POLICY reach ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def written_once(table: str) -> RunSQL:
    """Refuses every change and removal of a row, also to the schema's owner. Needs access 0004."""
    return RunSQL(
        sql=f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION app_refuse_change();",
        reverse_sql=f"DROP TRIGGER written_once ON {table};",
    )
