"""Voiding an event that was recorded by mistake: everything is as before, and the event says why it is void."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import pghistory
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import EventChange, EventProposal, Family, LifeEvent, Resident
from citizens.signals import families_changed
from foundation.access.guard import get_reachable
from foundation.access.reach import elevated
from foundation.access.roles import Actor

from .recording import CLERKS, Row


@transaction.atomic
def event_void(event_id: UUID | str, actor: Actor, *, reason: str) -> LifeEvent:
    """Takes an event back while nothing was built on it, restoring what it changed; rows that it made stay as invalid.

    A move between villages leads across the clerk's reach, so rows are read and written beyond it, and only the ones
    that the event changed. Who may: clerk and secretary. Locks the event and its rows. Raises Http404, EventRefused.
    """
    event = get_reachable(LifeEvent.objects.select_for_update(of=("self",)), actor, event_id, *CLERKS)
    if event.voided_at is not None:
        raise EventRefused(_("Peristiwa ini sudah dibatalkan."))
    with elevated():
        changes = list(event.changes.all())
        rows = _locked_rows(changes)
        for change in changes:
            _nothing_built_on(change, rows[_row_id(change)])
        _withdraw_proposals(event, actor)
        with pghistory.context(
            user=str(actor.account_id), name=actor.name, kind="void", event=str(event.pk), reason=reason
        ):
            for change in sorted(changes, key=_order_of_return):
                _restore(rows[_row_id(change)], change.before)
        families_changed.send(sender=LifeEvent, families=_families_of(changes, rows.values()))
        event.voided_at, event.voided_by_name, event.void_reason = timezone.now(), actor.name, reason
        event.save(update_fields=["voided_at", "voided_by_name", "void_reason"])
    return event


def _families_of(changes: list[EventChange], rows: Iterable[Row]) -> set[UUID]:
    found = {row.pk if isinstance(row, Family) else row.family_id for row in rows}
    left = (state.get("family_id") for change in changes for state in (change.before, change.after))
    return {family for family in found if family} | {UUID(family) for family in left if family}


def _row_id(change: EventChange) -> UUID:
    found: UUID = change.resident_id or change.family_id  # type: ignore[assignment]
    return found


def _locked_rows(changes: list[EventChange]) -> dict[UUID, Row]:
    families = Family.objects.select_for_update().filter(pk__in=[c.family_id for c in changes if c.family_id])
    people = Resident.objects.select_for_update(of=("self",))
    people = people.filter(pk__in=[c.resident_id for c in changes if c.resident_id])
    rows: dict[UUID, Row] = {row.pk: row for row in families.order_by("id")}
    rows |= {row.pk: row for row in people.order_by("id")}
    return rows


def _nothing_built_on(change: EventChange, row: Row) -> None:
    owner = {"resident_id": change.resident_id} if change.resident_id else {"family_id": change.family_id}
    later = EventChange.objects.filter(**owner, event__voided_at__isnull=True, event_id__gt=change.event_id)
    newest = later.select_related("event").order_by("-event_id").first()
    if newest is not None:
        raise EventRefused(
            _("Sesudahnya sudah dicatat peristiwa lain (%(kind)s). Batalkan itu dahulu.")
            % {"kind": newest.event.get_kind_display()}
        )
    if any(_value_of(row, name, value) != getattr(row, name) for name, value in change.after.items()):
        raise EventRefused(_("Datanya sudah diubah lagi sesudah peristiwa ini, jadi tidak dapat dibatalkan."))
    if change.created and isinstance(row, Resident) and _is_referred_to(row):
        raise EventRefused(
            _("Atas nama %(name)s sudah ada surat atau catatan lain, jadi tidak dapat dibatalkan.")
            % {"name": row.name}
        )


def _is_referred_to(resident: Resident) -> bool:
    """Whether rows of other applications, whichever they are, hold on to the resident.

    Relations without a name for the way back are looked at too; what is only worked out from the register is not.
    """
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: resident.pk}).exists()
        for relation in Resident._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.on_delete is models.PROTECT
        and relation.related_model._meta.app_label != "citizens"
    )


def _withdraw_proposals(event: LifeEvent, actor: Actor) -> None:
    """A proposal that the event answered waits again; one that it made is gone, unless it was answered."""
    EventProposal.objects.filter(event=event).update(event=None, settled_at=None, settled_by_name="")
    made = EventProposal.objects.select_for_update().filter(
        source=EventProposal.Source.VILLAGE, source_key=str(event.pk)
    )
    for proposal in made:
        if proposal.event_id is not None:
            raise EventRefused(_("Desa tujuan sudah menerima kepindahan ini."))
        if proposal.settled_at is None:
            proposal.settled_at, proposal.settled_by_name = timezone.now(), actor.name
            proposal.dismissal = _("Desa asal membatalkan kepindahan ini.")
            proposal.save(update_fields=["settled_at", "settled_by_name", "dismissal"])


def _order_of_return(change: EventChange) -> tuple[bool, ...]:
    """What gives up a headship or a number goes first; who gets one back comes after."""
    before, head = change.before, code_lists.HEAD_OF_FAMILY
    returns = before.get("relation") == head or before.get("status") == code_lists.ALIVE
    gets = any(before.get(name) for name in ("nik", "head_id", "number"))
    return not change.created, change.after.get("relation") != head, returns, gets


def _restore(row: Row, before: dict[str, Any]) -> None:
    for name, value in before.items():
        setattr(row, name, _value_of(row, name, value))
    row.save(update_fields=[*before, "updated_at"])


def _value_of(row: Row, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)  # type: ignore[union-attr]
