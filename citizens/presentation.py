"""Residents in the words that lists show."""

from typing import Any

from . import code_lists
from .formatting import address, age, long_date
from .models import Resident
from .nik import mask


def person_row(resident: Resident, url: str) -> dict[str, Any]:
    """A line of a list of people; the number is masked, the page behind `url` shows it."""
    return {
        "url": url,
        "name": resident.name,
        "nik_masked": mask(resident.nik),
        "birth": f"{resident.birth_place}, {long_date(resident.birth_date)}",
        "age": age(resident),
        "address": address(resident),
        "alive": resident.status == code_lists.ALIVE,
        "status_label": code_lists.STATUS.label(resident.status),
    }
