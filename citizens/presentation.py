"""Residents in the words that lists show."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from . import code_lists
from .formatting import age, long_date, neighbourhoods
from .models import Resident
from .nik import mask
from .search import LIMIT, Found, Listed


def people_rows(
    residents: Sequence[Resident] | Sequence[Listed], url_of: Callable[[UUID], str]
) -> list[dict[str, Any]]:
    """Lines of a list of people; numbers are masked, the page behind `url` shows them.

    Where the people are of several villages, the addresses name them.
    """
    today = timezone.localdate()
    several = len({resident.village_id for resident in residents}) > 1
    places = neighbourhoods({resident.area_code for resident in residents}, with_village=several)
    return [
        {
            "url": url_of(resident.pk),
            "name": resident.name,
            "nik_masked": mask(resident.nik),
            "birth": f"{resident.birth_place}, {long_date(resident.birth_date)}",
            "age": age(resident.birth_date, today),
            "address": ", ".join(part for part in (resident.street, places[resident.area_code]) if part),
            "alive": resident.status == code_lists.ALIVE,
            "status_label": code_lists.STATUS.label(resident.status),
            "is_temporary": resident.residence == code_lists.TEMPORARY,
        }
        for resident in residents
    ]


def more_people(found: Found) -> dict[str, Any] | None:
    """What to say below a list that may not hold everybody: names to look for alone; None where all are shown."""
    if not found.crowded and len(found.people) < LIMIT:
        return None
    return {"names": found.crowded}
