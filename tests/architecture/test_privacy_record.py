"""docs/privasi.md, the record of processing, agrees with the rules of retention and leaves out no table of people."""

import re

from django.apps import apps

from foundation.retention.in_words import table_lines
from foundation.retention.rules import all_rules

from .sources import PROJECT

RECORD = (PROJECT / "docs/privasi.md").read_text(encoding="utf-8")
ACTIVITIES = RECORD.split("## Kegiatan")[1].split("\n## ")[0]
OF_A_PERSON = {"nik", "family_id", "resident_id", "person_id", "recipient_id", "request_id", "letter_id"}
"""Columns that tie a row to somebody."""


def named(label: str) -> list[str]:
    """What the lines of the activities with this label name."""
    lines = re.findall(rf"^- \*\*{label}\*\*: (.+)$", ACTIVITIES, re.MULTILINE)
    return [name for line in lines for name in re.findall(r"`([^`]+)`", line)]


def test_the_times_are_those_that_are_carried_out() -> None:
    """Renew the table by `bin/manage retention --table`."""
    assert [line for line in RECORD.splitlines() if line in table_lines()] == table_lines()
    told = RECORD.split("## Masa simpan")[1].split("\n## ")[0]
    assert [line for line in told.splitlines() if line.startswith("|")] == table_lines()


def test_each_rule_belongs_to_one_activity() -> None:
    assert sorted(named("Masa simpan")) == sorted(rule.name for rule in all_rules())


def test_each_table_of_people_stands_in_an_activity() -> None:
    """A new table with rows about somebody: name it in docs/privasi.md, in the line `Tabel` of its activity."""
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    of_people = {
        name
        for name, model in tables.items()
        if not OF_A_PERSON.isdisjoint(field.column for field in model._meta.concrete_fields)
    }
    assert of_people - set(named("Tabel")) == set()
    assert set(named("Tabel")) - set(tables) == set(), "there is no such table"


def test_each_activity_says_everything() -> None:
    activities = re.split(r"^### ", ACTIVITIES, flags=re.MULTILINE)[1:]
    assert activities
    for activity in activities:
        labels = re.findall(r"^- \*\*(.+?)\*\*: .+$", activity, re.MULTILINE)
        assert labels == ["Tujuan", "Data", "Tabel", "Dasar", "Siapa", "Masa simpan"], activity[:40]


PROVIDERS = ("citizens/rights/register_parts.py", "letters/personal_data.py", "assistance/personal_data.py")
REACHED = {
    "requestevent": "steps of a request",
    "attachment": "files of a request",
    "lifeevent": "citizens.event_queries.events_of",
    "eventchange": "changes of a life event",
    "accessentry": "citizens.own_data.looks_at",
    "breakglass": "citizens.own_data.openings_of",
    "standing": "verdicts of today's rules",
    "contest": "what the person reported; who contested somebody is told to nobody",
}
"""Tables that the copy of one's data has by way of something else."""
NOT_IN_THE_COPY = {
    "letterdocument": "the PDF itself: on the page of the letter",
    "registerentry": "says of a letter what the letter says",
    "signatureorder": "how a letter was sent to be signed",
    "importchange": "an import's means to undo, for a month",
    "user": "an id and nothing else",
}


def test_each_table_of_people_is_part_of_the_copy_of_ones_data() -> None:
    """A new table with rows about somebody: add it to its application's part of the copy, or say why it has none."""
    told = "".join((PROJECT / path).read_text(encoding="utf-8") for path in PROVIDERS)
    tables = [
        model
        for model in apps.get_models()
        if not OF_A_PERSON.isdisjoint(field.column for field in model._meta.concrete_fields)
    ]
    known = {model._meta.model_name for model in tables if re.search(rf"\b{model.__name__}\b", told)}
    missing = {model._meta.model_name for model in tables} - known - REACHED.keys() - NOT_IN_THE_COPY.keys()
    assert missing == set()
