"""The register of numbers: its books, and whether anything is missing in them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import Lag

from foundation.access.guard import get_reachable, reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from letters.models import RegisterCounter, RegisterEntry, Reservation

BOOK_READERS = (*OFFICE_ROLES, Role.AUDITOR)
MOST_HOLES = 20
RESERVED = Q(letter=None, paper=None, incoming=None, voided_at=None)


@dataclass(frozen=True)
class BookReport:
    """A register of one village and year, held against its counter; `holes` and `faults` are empty, always."""

    village: str
    register: str
    year: int
    first: int
    last: int
    count: int
    letters: int
    papers: int
    incoming: int
    void: int
    reserved: int
    last_date: date
    start_reason: str
    holes: list[int]
    faults: list[str]

    @property
    def whole(self) -> bool:
        """Whether the book has every number once and in order."""
        return not self.holes and not self.faults


def visible_entry(actor: Actor, entry_id: UUID | str, *roles: str) -> RegisterEntry:
    """One number in the actor's reach with all that it belongs to; Http404 alike for out of reach and unknown."""
    rows = RegisterEntry.objects.select_related(
        "village", "letter__request", "paper__letter_type", "incoming", "reservation"
    )
    return get_reachable(rows, actor, entry_id, *(roles or OFFICE_ROLES))


def visible_reservation(actor: Actor, reservation_id: UUID | str) -> Reservation:
    """One block of kept numbers in reach, else Http404."""
    rows = Reservation.objects.select_related("village")
    return get_reachable(rows, actor, reservation_id, *OFFICE_ROLES)


def reservations(actor: Actor, *, year: int) -> QuerySet[Reservation]:
    """The blocks of a year, newest first, with how many numbers of each are still open."""
    rows = reachable(Reservation.objects.filter(year=year), actor, *BOOK_READERS)
    open_entries = Q(
        entries__letter=None, entries__paper=None, entries__incoming=None, entries__voided_at=None
    )
    return rows.annotate(open_count=Count("entries", filter=open_entries)).order_by("-created_at")


def book_reports(actor: Actor, *, year: int, village_code: str) -> list[BookReport]:
    """Every register of a village and year: what is in it, and what is missing (nothing, unless somebody tampered)."""
    entries = reachable(RegisterEntry.objects.all(), actor, *BOOK_READERS)
    entries = entries.filter(village_id=village_code, year=year)
    figures = {
        row["register"]: row
        for row in entries.order_by()
        .values("register")
        .annotate(
            first=Min("sequence"),
            last=Max("sequence"),
            count=Count("id"),
            letters=Count("letter"),
            papers=Count("paper"),
            incoming_count=Count("incoming"),
            void=Count("id", filter=Q(voided_at__isnull=False)),
            reserved=Count("id", filter=RESERVED),
        )
    }
    counters = RegisterCounter.objects.filter(village_id=village_code, year=year)
    by_register = (
        {counter.register: counter for counter in counters}
        if actor.reaches(village_code, *BOOK_READERS)
        else {}
    )
    names = sorted(figures.keys() | by_register.keys())
    return [
        _report(village_code, year, name, figures.get(name), by_register.get(name), entries) for name in names
    ]


def _report(
    village: str,
    year: int,
    register: str,
    row: Any,
    counter: RegisterCounter | None,
    entries: QuerySet[RegisterEntry],
) -> BookReport:
    book = entries.filter(register=register)
    row = row or dict.fromkeys(("count", "letters", "papers", "incoming_count", "void", "reserved"), 0)
    first = counter.first_number if counter else row.get("first", 1)
    last = max(counter.last_number if counter else 0, row.get("last", 0))
    faults = []
    if counter is None or last != counter.last_number or row.get("first", first) < first:
        faults.append("counter")
    holes: list[int] = []
    if row["count"] != last - first + 1:
        present = set(book.values_list("sequence", flat=True))
        holes = [number for number in range(first, last + 1) if number not in present][:MOST_HOLES]
    steps = book.annotate(before=Window(Lag("date"), order_by=F("sequence").asc())).values("date", "before")
    if any(step["before"] is not None and step["before"] > step["date"] for step in steps.iterator()):
        faults.append("dates")
    return BookReport(
        village=village,
        register=register,
        year=year,
        first=first,
        last=last,
        count=row["count"],
        letters=row["letters"],
        papers=row["papers"],
        incoming=row["incoming_count"],
        void=row["void"],
        reserved=row["reserved"],
        last_date=counter.last_date if counter else date(year, 1, 1),
        start_reason=counter.start_reason if counter else "",
        holes=holes,
        faults=faults,
    )
