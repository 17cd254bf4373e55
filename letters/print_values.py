"""What people filled in, as a letter prints it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from citizens.english import english_date, english_values
from citizens.formatting import long_date, print_values
from citizens.models import Resident

from .number_words import in_words
from .wording import COLUMNS, LIST_TYPES, PERSON_NAMES, ROWS

Field = Mapping[str, Any]
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def printed(field: Field, value: Any, residents: Mapping[str, Resident], language: str = "id") -> Any:
    """One value in print: dates in words, money with separators; a resident gives all their printable values."""
    kind = field["type"]
    if kind == "resident":
        if not value:
            # Nobody was chosen, where the kind leaves it open: as with other answers, what is not said is empty.
            return dict.fromkeys(PERSON_NAMES, "")
        resident = residents.get(str(value))
        return resident_values(resident, language) if resident else {}
    if kind in LIST_TYPES:
        names = [_name(row) for row in printed_rows(field, value, residents, language)]
        return ", ".join(name for name in names if name)
    if value in (None, ""):
        return ""
    if kind == "date":
        return _date(value, language)
    if kind == "money":
        return rupiah(int(value))
    if kind == "yesno":
        return {"id": ("Tidak", "Ya"), "en": ("No", "Yes")}[language][bool(value)]
    if kind == "time":
        return f"{str(value)[:5].replace(':', '.')} WIB"
    return str(value)


def printed_rows(
    field: Field, value: Any, residents: Mapping[str, Resident], language: str = "id"
) -> list[dict[str, str]]:
    """The rows of a list in print, by column; members of a family give all their printable values."""
    if field["type"] == "family":
        chosen = [residents[pk] for pk in value or [] if pk in residents]
        return [resident_values(resident, language) for resident in chosen]
    return [
        {name: _cell(name, cell, language) for name, cell in row.items() if name in COLUMNS}
        for row in value or []
    ]


def derived(field: Field, value: Any) -> dict[str, str]:
    """What can be said of a value beside itself (letters.wording.DERIVED_NAMES); empty texts without a value."""
    kind = field["type"]
    if kind in LIST_TYPES:
        count = len(value or [])
        return {"jumlah": str(count) if count else "", "jumlah_terbilang": in_words(count) if count else ""}
    if kind == "date":
        return {"hari": weekday(date.fromisoformat(value)) if value else ""}
    if kind in ("money", "number"):
        words = in_words(int(value)) if value not in (None, "") else ""
        return {"terbilang": f"{words} rupiah" if words and kind == "money" else words}
    return {}


def rupiah(amount: int) -> str:
    """ "Rp1.500.000,00": the form of Indonesian official letters."""
    return f"Rp{amount:,}".replace(",", ".") + ",00"


def weekday(day: date) -> str:
    """ "Senin"."""
    return WEEKDAYS[day.weekday()]


def printed_fields(
    fields: list[dict[str, Any]],
    data: Mapping[str, Any],
    language: str = "id",
    people: Mapping[str, Resident] | None = None,
) -> dict[str, Any]:
    """All values in print, by field name. Residents are read within the reach of the running transaction.

    Args: people: residents by id, for a sample whose people stand in no register.

    What is derived from a value stands beside it under a dotted name ("gaji.terbilang"), and so do the rows of a list
    ("pengikut.baris").
    """
    if people is None:
        people = _residents(fields, data)
    values: dict[str, Any] = {}
    for field in fields:
        name, value = field["name"], data.get(field["name"])
        values[name] = printed(field, value, people, language)
        values |= {f"{name}.{part}": text for part, text in derived(field, value).items()}
        if field["type"] in LIST_TYPES:
            values[f"{name}.{ROWS}"] = printed_rows(field, value, people, language)
    return values


def resident_values(resident: Resident, language: str = "id") -> dict[str, str]:
    """Everything that a letter may say of a resident, in its language."""
    values = print_values(resident)
    return english_values(values, resident, timezone.localdate()) if language == "en" else values


def _residents(fields: list[dict[str, Any]], data: Mapping[str, Any]) -> dict[str, Resident]:
    ids: list[str] = []
    for field in fields:
        value = data.get(field["name"])
        if value and field["type"] == "resident":
            ids.append(value)
        elif value and field["type"] == "family":
            ids.extend(value)
    if not ids:
        return {}
    rows = Resident.objects.select_related("family__head").filter(pk__in=ids)
    return {str(person.pk): person for person in rows}


def _name(row: Mapping[str, str]) -> str:
    """What a row is called in a sentence: the person's name, or what stands in its first column."""
    return row.get("nama") or next(iter(row.values()), "")


def _cell(name: str, value: Any, language: str) -> str:
    if value in (None, ""):
        return ""
    kind = COLUMNS[name].kind
    if kind == "date":
        return _date(value, language)
    return rupiah(int(value)) if kind == "money" else str(value)


def _date(value: str, language: str) -> str:
    day = date.fromisoformat(value)
    return english_date(day) if language == "en" else long_date(day)
