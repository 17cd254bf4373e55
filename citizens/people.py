"""What signing in asks the population register."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from foundation.access.reach import elevated
from foundation.accounts.actors import Person

from . import code_lists
from .models import Resident
from .nik import parse_nik

EXAMPLE_AGE = 30


def find_person(person_id: UUID) -> Person | None:
    """The living resident with this id, wherever they live."""
    return _as_person(Resident.objects.filter(pk=person_id))


def find_person_by_nik(text: str) -> Person | None:
    """The living resident with this NIK, wherever they live; only for sign-in, which answers alike for both.

    Raises NumberError for what can't be a NIK.
    """
    return _as_person(Resident.objects.filter(nik=parse_nik(text).number))


def example_nik() -> str:
    """The NIK of an invented resident of working age with an e-mail, in the first village; demo mode's alone."""
    born = timezone.localdate() - timedelta(days=round(365.25 * EXAMPLE_AGE))
    people = Resident.objects.filter(status=code_lists.ALIVE, nik__isnull=False, birth_date__lt=born)
    with elevated():
        return (
            people.exclude(email="")
            .order_by("village_id", "-birth_date")
            .values_list("nik", flat=True)
            .first()
            or ""
        )


def _as_person(rows: QuerySet[Resident]) -> Person | None:
    with elevated():
        resident = rows.filter(status=code_lists.ALIVE).first()
    if resident is None:
        return None
    return Person(resident.pk, resident.name, resident.family_id, resident.area_code)
