"""Correction (pembetulan) of a resident's or a family's data: dated, with reason and, where there is one, document."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent
from foundation.access.roles import Actor

from .homes import check_area, check_family_number, check_nik
from .households import household_lock, resident_lock_any
from .recording import Facts, recording


@transaction.atomic
def resident_correct(
    resident_id: UUID | str, actor: Actor, facts: Facts, values: Mapping[str, Any]
) -> LifeEvent:
    """Writes the fields that are different; `values` maps names of model fields to Python values.

    Who heads a family changes by its own event. Who may: clerk and secretary. Locks the resident. Raises Http404;
    EventRefused without a reason, without a difference, or for a number that is taken.
    """
    resident = resident_lock_any(resident_id, actor)
    _needs_reason(facts)
    heads = code_lists.HEAD_OF_FAMILY in (resident.relation, values.get("relation", resident.relation))
    if heads and values.get("relation", resident.relation) != resident.relation:
        raise EventRefused(_("Kepala keluarga diganti lewat Ganti kepala keluarga."), "relation")
    check_nik(values.get("nik"), but=resident)
    with recording(LifeEvent.Kind.CORRECTION, resident, actor, facts) as entry:
        entry.change(resident, **{**values, "nik": values.get("nik", resident.nik) or None})
        _needs_difference(entry.changed)
    return entry.event


@transaction.atomic
def family_correct(
    family_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    number: str,
    address: str,
    area_code: str,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> LifeEvent:
    """Corrects KK number, address, neighbourhood and place of the house; members at the old place come along.

    Who may: clerk and secretary. Locks the family. Raises Http404, EventRefused as `resident_correct`.
    """
    household = household_lock(family_id, actor)
    family = household.family
    if not household.members:
        raise EventRefused(_("Keluarga ini sudah tidak mempunyai anggota."))
    _needs_reason(facts)
    check_area(area_code, actor)
    check_family_number(number, but=family)
    old_area = family.area_code
    with recording(LifeEvent.Kind.CORRECTION, household.members[0], actor, facts, family=True) as entry:
        entry.change(
            family,
            number=number or None,
            address=address,
            area_code=area_code,
            latitude=latitude,
            longitude=longitude,
        )
        for member in household.members:
            if member.area_code == old_area:
                entry.change(member, area_code=area_code)
        _needs_difference(entry.changed)
    return entry.event


def _needs_reason(facts: Facts) -> None:
    if not facts.note:
        raise EventRefused(_("Tulis alasan pembetulannya."), "note")


def _needs_difference(changed: bool) -> None:
    if not changed:
        raise EventRefused(_("Tidak ada isian yang berbeda dari yang tercatat."))
