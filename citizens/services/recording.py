"""How every life event is written: the event, what it changes in whom, and why, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pghistory
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.models import EventChange, EventProposal, Family, LifeEvent, Resident
from citizens.signals import families_changed
from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, Role

CLERKS = (Role.OPERATOR, Role.SECRETARY)
"""Who keeps the village's register."""

Row = Resident | Family
UNDONE_RESIDENT = {"status": 9, "nik": None, "family_id": None}
UNDONE_FAMILY = {"number": None, "head_id": None}
"""What is left of a row that a voided event had made: out of the lists, its numbers free again."""


Kind = LifeEvent.Kind
MOVING = (Kind.BIRTH, Kind.DEATH, Kind.MOVE_IN, Kind.MOVE_OUT, Kind.LOST, Kind.LEFT, Kind.RETURN)
NAMED = ("name", "sex", "birth_place", "birth_date", "citizenship")
"""What the book of changes (Permendagri 47/2016, B.2) says of a person."""


@dataclass(frozen=True)
class Facts:
    """What every event is told with: its day, the document that proves it, a note; perhaps the proposal it answers."""

    happened_on: date
    document: str = ""
    note: str = ""
    proposal_id: UUID | None = None


@dataclass
class Recording:
    """An event being written: rows change through it, so that each change is remembered with what was before."""

    event: LifeEvent
    _changes: dict[UUID, EventChange] = field(default_factory=dict)

    def change(self, row: Row, **values: Any) -> None:
        """Writes the values into the row; what stays the same is no change."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return
        entry = self._entry(row)
        for name, value in changed.items():
            entry.before.setdefault(name, _plain(getattr(row, name)))
            entry.after[name] = _plain(value)
            setattr(row, name, value)
        row.save(update_fields=[*changed, "updated_at"])

    def add(self, row: Row) -> None:
        """Writes a new row."""
        row.save(force_insert=True)
        undone = UNDONE_RESIDENT if isinstance(row, Resident) else UNDONE_FAMILY
        entry = self._entry(row)
        entry.created = True
        entry.before = dict(undone)
        if isinstance(row, Family):
            entry.before["closed_on"] = self.event.happened_on.isoformat()
        entry.after = {name: _plain(getattr(row, name)) for name in entry.before}

    @property
    def changed(self) -> bool:
        """Whether anything is different from before."""
        return bool(self._changes)

    def finish(self) -> None:
        """Writes what was changed, and the event's details with it."""
        if self.event.kind in MOVING:
            self.event.details["persons"] = self._movers()
        EventChange.objects.bulk_create(self._changes.values())
        self.event.save(update_fields=["details", "family_before", "family_after"])
        families_changed.send(sender=LifeEvent, families=self._families())

    def _movers(self) -> dict[str, dict[str, Any]]:
        """Who came or left: the book of changes names them also when the village no longer sees them."""
        return {
            str(change.resident.pk): {name: _plain(getattr(change.resident, name)) for name in NAMED}
            for change in self._changes.values()
            if change.resident is not None
            and (change.created or {"status", "village_id"} & change.after.keys())
        }

    def _families(self) -> set[UUID]:
        """Every family that the event touches, on either side of it."""
        found = {self.event.family_before_id, self.event.family_after_id}
        for entry in self._changes.values():
            if entry.family_id is not None:
                found.add(entry.family_id)
            elif entry.resident is not None:
                found.add(entry.resident.family_id)
                found.update(UUID(state["family_id"]) for state in (entry.before,) if state.get("family_id"))
        return {family for family in found if family is not None}

    def _entry(self, row: Row) -> EventChange:
        if row.pk not in self._changes:
            owner = {"resident" if isinstance(row, Resident) else "family": row}
            self._changes[row.pk] = EventChange(event=self.event, before={}, after={}, **owner)
        return self._changes[row.pk]


@contextmanager
def recording(
    kind: LifeEvent.Kind, resident: Resident, actor: Actor, facts: Facts, **details: Any
) -> Iterator[Recording]:
    """Writes an event of a resident around the changes that the caller makes.

    Must be called inside a transaction that holds the locks of the rows. Details are plain values. A proposal that the
    facts name is settled by the event. Raises EventRefused for a day ahead of today and for a proposal that somebody
    settled meanwhile.
    """
    if facts.happened_on > timezone.localdate():
        raise EventRefused(_("Tanggal peristiwa tidak boleh sesudah hari ini."), "happened_on")
    event = LifeEvent(
        kind=kind,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        happened_on=facts.happened_on,
        document=facts.document,
        note=facts.note,
        # The book of the village goes on naming those who have moved out of its sight.
        details={"name": resident.name, "birth_date": resident.birth_date.isoformat(), **details},
        family_before_id=resident.family_id,
        family_after_id=resident.family_id,
        recorded_by_id=actor.account_id,
        recorded_by_name=actor.name,
    )
    with pghistory.context(user=str(actor.account_id), name=actor.name, kind=str(kind), event=str(event.pk)):
        event.save(force_insert=True)
        entry = Recording(event)
        yield entry
        entry.finish()
    if facts.proposal_id is not None:
        _settle(facts.proposal_id, event, actor)


def _settle(proposal_id: UUID, event: LifeEvent, actor: Actor) -> None:
    rows = EventProposal.objects.select_for_update(of=("self",))
    proposal = get_reachable(rows, actor, proposal_id, *CLERKS)
    if proposal.settled_at is not None or proposal.kind != event.kind:
        raise EventRefused(_("Usulan ini sudah diselesaikan orang lain. Muat ulang halamannya."))
    proposal.event, proposal.settled_at, proposal.settled_by_name = event, timezone.now(), actor.name
    proposal.save(update_fields=["event", "settled_at", "settled_by_name"])


def _plain(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
