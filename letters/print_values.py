"""What people filled in, as a letter prints it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from citizens.formatting import long_date, print_values
from citizens.models import Resident

Field = Mapping[str, Any]


def printed(field: Field, value: Any, residents: Mapping[str, Resident]) -> Any:
    """One value in print: dates in words, money with separators; a resident gives all their printable values."""
    kind = field["type"]
    if kind == "resident":
        resident = residents.get(str(value))
        return print_values(resident) if resident else {}
    if value in (None, ""):
        return ""
    if kind == "date":
        return long_date(date.fromisoformat(value))
    if kind == "money":
        return rupiah(int(value))
    if kind == "yesno":
        return "Ya" if value else "Tidak"
    if kind == "time":
        return f"{str(value)[:5].replace(':', '.')} WIB"
    return str(value)


def rupiah(amount: int) -> str:
    """ "Rp1.500.000,00": the form of Indonesian official letters."""
    return f"Rp{amount:,}".replace(",", ".") + ",00"


def printed_fields(fields: list[dict[str, Any]], data: Mapping[str, Any]) -> dict[str, Any]:
    """All values in print, by field name. Residents are read within the reach of the running transaction."""
    ids = [data[field["name"]] for field in fields if field["type"] == "resident" and data.get(field["name"])]
    people = {
        str(person.pk): person for person in Resident.objects.select_related("family").filter(pk__in=ids)
    }
    return {field["name"]: printed(field, data.get(field["name"]), people) for field in fields}
