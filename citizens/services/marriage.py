"""Marriage and divorce (perkawinan, perceraian)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent, Resident
from citizens.relations import spouse_relation
from foundation.access.roles import Actor

from .households import Household, family_leave, must_live_here, not_before_birth, resident_lock
from .recording import Facts, Recording, recording

ADULT = 19
"""Marriage below this age needs a court's leave (UU 16/2019), so a document."""


@transaction.atomic
def marriage_record(
    resident_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    spouse_id: UUID | str | None = None,
    spouse_name: str = "",
    joins: bool = False,
) -> LifeEvent:
    """Records a marriage with another resident of the village, or with somebody from elsewhere by name.

    With `joins` the spouse comes into the resident's family (KK). Who may: clerk and secretary. Locks both families.
    Raises Http404, EventRefused for somebody who is recorded as married.
    """
    resident, household = resident_lock(resident_id, actor)
    spouse, spouses_household = resident_lock(spouse_id, actor) if spouse_id else (None, None)
    if spouse is not None and household is not None and spouse.family_id == household.family.pk:
        spouse, spouses_household = household.member(spouse.pk, "spouse"), household
    if spouse is None and not spouse_name:
        raise EventRefused(_("Tulis nama pasangannya, atau NIK-nya bila warga desa ini."), "spouse_name")
    couple = [person for person in (resident, spouse) if person is not None]
    _may_marry(couple, facts)
    married = {
        "marital_status": code_lists.MARRIED,
        "married_on": facts.happened_on,
        "marriage_certificate": facts.document,
    }
    with recording(
        LifeEvent.Kind.MARRIAGE,
        resident,
        actor,
        facts,
        spouse=spouse.name if spouse else spouse_name,
        people=[person.name for person in couple],
    ) as entry:
        for person in couple:
            entry.change(person, **married)
        if joins and spouse is not None and spouses_household is not household:
            _join(entry, resident, household, spouse, spouses_household, facts)
    return entry.event


@transaction.atomic
def divorce_record(
    resident_id: UUID | str, actor: Actor, facts: Facts, *, spouse_id: UUID | str | None = None
) -> LifeEvent:
    """Records a divorce, of the spouse as well where they are a resident of the village.

    The KK stays as it is: who leaves it is a split of the family. Who may: clerk and secretary. Locks both families.
    Raises Http404, EventRefused for somebody who is not recorded as married.
    """
    resident, household = resident_lock(resident_id, actor)
    spouse: Resident | None = None
    if spouse_id:
        spouse, _theirs = resident_lock(spouse_id, actor)
    couple = [person for person in (resident, spouse) if person is not None]
    if any(person.marital_status != code_lists.MARRIED for person in couple) or spouse == resident:
        raise EventRefused(_("Perceraian hanya dapat dicatat bagi yang tercatat kawin."), "spouse")
    not_before_birth(facts.happened_on, *couple)
    values: dict[str, Any] = {
        "marital_status": code_lists.DIVORCED,
        "divorced_on": facts.happened_on,
        "divorce_certificate": facts.document,
    }
    people = [person.name for person in couple]
    with recording(LifeEvent.Kind.DIVORCE, resident, actor, facts, people=people) as entry:
        for person in couple:
            entry.change(person, **values)
    return entry.event


def _may_marry(couple: list[Resident], facts: Facts) -> None:
    not_before_birth(facts.happened_on, *couple)
    if len({person.pk for person in couple}) < len(couple):
        raise EventRefused(_("Pasangan adalah orang lain."), "spouse_nik")
    for person in couple:
        must_live_here(person)
        if person.marital_status == code_lists.MARRIED:
            raise EventRefused(
                _("%(name)s tercatat sudah kawin. Bila keliru, catat Pembetulan data dahulu.")
                % {"name": person.name}
            )
        if person.age_on(facts.happened_on) < ADULT and not facts.document:
            raise EventRefused(
                _("%(name)s belum berumur 19 tahun: tulis nomor dispensasi pengadilan atau akta nikahnya.")
                % {"name": person.name},
                "document",
            )


def _join(
    entry: Recording,
    resident: Resident,
    household: Household | None,
    spouse: Resident,
    theirs: Household | None,
    facts: Facts,
) -> None:
    if household is None:
        raise EventRefused(_("%(name)s belum mempunyai KK.") % {"name": resident.name}, "joins")
    if theirs is not None and theirs.family.head_id == spouse.pk and theirs.without([spouse]):
        raise EventRefused(
            _("%(name)s mengepalai keluarga lain: catat dahulu Ganti kepala keluarga di sana.")
            % {"name": spouse.name},
            "joins",
        )
    by_relation = {
        code_lists.HEAD_OF_FAMILY: spouse_relation(spouse),
        code_lists.CHILD: code_lists.CHILD_IN_LAW,
    }
    entry.change(
        spouse,
        family_id=household.family.pk,
        area_code=household.family.area_code,
        relation=by_relation.get(resident.relation, code_lists.OTHER_RELATIVE),
    )
    if theirs is not None:
        family_leave(entry, theirs, [spouse], None, closed_on=facts.happened_on)
