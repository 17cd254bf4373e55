"""Which tables stand behind row-level security, and that each wall holds for writing too."""

import pytest
from django.db import connection

WRITTEN_ONCE = {"audit_accessentry", "audit_breakglass"}
"""Read by those concerned, written in one's own name, never changed: a rule for each."""
PERSONAL_COLUMNS = (
    "area_code",
    "village_id",
    "family_id",
    "resident_id",
    "request_id",
    "letter_id",
    "recipient_id",
    "person_id",
)
READ_BY_EVERYBODY = {
    "letters_lettertype",
    "letters_lettertypeversion",
    "letters_lettertype_switched_off_in",
}
"""Kinds of letters: anybody may read them, and only their own office writes them."""
WITHOUT_ROW_SECURITY = {
    "assistance_coverage": "figures of villages; no person",
    "assistance_monthlycoverage": "figures of villages; no person",
    "assistance_villagefigure": "figures of villages; no person",
    "assistance_villagequota": "quotas of villages; no person",
    "accounts_officerdeed": "what was done to officers' accounts: read through the accounts that one administers",
    "accounts_roleassignment": "officers and their regions: read to find out what somebody reaches at all",
    "accounts_user": "accounts: read before anybody acts; a citizen's row bears an id and nothing else",
    "jobs_event": "ids only; workers claim jobs of every village",
    "jobs_job": "ids only; workers claim jobs of every village",
    "letters_registercounter": "last numbers of registers; no person",
}


@pytest.mark.django_db
def test_every_table_of_people_is_behind_the_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT c.relname, c.relrowsecurity FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = ANY (%s)",
            [list(PERSONAL_COLUMNS)],
        )
        found = dict(cursor.fetchall())
    assert {table for table, walled in found.items() if not walled} == set(WITHOUT_ROW_SECURITY)
    assert len(found) > len(WITHOUT_ROW_SECURITY)


@pytest.mark.django_db
def test_every_wall_checks_what_is_written_as_well() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, qual = with_check, cmd FROM pg_policies")
        rules = [rule for rule in cursor.fetchall() if rule[0] not in WRITTEN_ONCE | READ_BY_EVERYBODY]
        assert all(same and command == "ALL" for _table, same, command in rules)
        cursor.execute(
            "SELECT tablename, cmd, coalesce(with_check, qual) FROM pg_policies WHERE tablename = ANY (%s)",
            [sorted(READ_BY_EVERYBODY)],
        )
        written = {
            (table, command): rule for table, command, rule in cursor.fetchall() if command != "SELECT"
        }
    commands = ("INSERT", "UPDATE", "DELETE")
    assert set(written) == {(table, command) for table in READ_BY_EVERYBODY for command in commands}
    assert "true" not in written.values()
