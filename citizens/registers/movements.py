"""Who came and who left, person by person: of an event that moves a family each of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from citizens import code_lists
from citizens.models import EventChange, LifeEvent
from foundation.access.roles import within

Kind = LifeEvent.Kind
ADDING = (Kind.BIRTH, Kind.MOVE_IN, Kind.RETURN)
TAKING = (Kind.DEATH, Kind.MOVE_OUT, Kind.LOST, Kind.LEFT)


@dataclass(frozen=True)
class Mover:
    """Whom a movement was about, as recorded then: the book names those who have left the village's sight too."""

    name: str
    birth_place: str
    birth_date: date | None
    sex: int | None
    citizenship: int | None


def person_movements(area: str, since: date, until: date | None = None) -> QuerySet[EventChange]:
    """The changes by which somebody came or left from a day on, perhaps to a day, in their order.

    What was voided is left out, and so are people whom such an event changed otherwise (a new head of the family).
    """
    events = Q(event__kind__in=(*ADDING, *TAKING), event__voided_at=None, event__happened_on__gte=since)
    if until is not None:
        events &= Q(event__happened_on__lte=until)
    moved = (
        Q(created=True)
        | Q(after__has_key="status")
        | Q(event__kind=Kind.MOVE_IN, after__has_key="village_id")
    )
    # Asked by the family: asking for the resident would join those out of sight away.
    changes = EventChange.objects.filter(
        events, moved, within([area], "event__area_code"), family__isnull=True
    )
    return changes.select_related("event", "resident").order_by("event__happened_on", "event_id", "id")


def mover_of(change: EventChange) -> Mover:
    """The person of a movement; unknown values for one of long ago who left since."""
    person = change.resident
    if person is not None:
        return Mover(person.name, person.birth_place, person.birth_date, person.sex, person.citizenship)
    told = change.event.details.get("persons", {}).get(str(change.resident_id), {})
    born = told.get("birth_date")
    return Mover(
        told.get("name", ""),
        told.get("birth_place", ""),
        date.fromisoformat(born) if born else None,
        told.get("sex"),
        told.get("citizenship"),
    )


def citizenship_label(code: int | None) -> str:
    """WNI, WNA or both, as the register says it."""
    return str(dict(code_lists.CITIZENSHIP.choices).get(code, "")) if code else ""
