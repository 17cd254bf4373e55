"""Birth (kelahiran): the newborn joins the mother's family."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import LifeEvent, Resident
from citizens.relations import child_relation, spouse_in
from foundation.access.roles import Actor

from .homes import check_nik
from .households import resident_lock
from .recording import Facts, recording

YOUNGEST_MOTHER = 10
NO_SCHOOL, NO_WORK = 1, 1


@transaction.atomic
def birth_record(
    mother_id: UUID | str,
    actor: Actor,
    facts: Facts,
    *,
    name: str,
    sex: int,
    birth_place: str,
    nik: str = "",
    father_name: str = "",
    father_nik: str = "",
) -> LifeEvent:
    """Records a birth: a new resident in the mother's family, at her address; `facts` bears the day and the deed.

    The father is told, or else the mother's husband where the KK knows him. Who may: clerk and secretary of the
    mother's village. Locks the family. Raises Http404, EventRefused.
    """
    mother, household = resident_lock(mother_id, actor)
    if household is None or mother.sex != code_lists.FEMALE:
        raise EventRefused(_("Ibu harus tercatat sebagai perempuan dalam sebuah keluarga."))
    if mother.age_on(facts.happened_on) < YOUNGEST_MOTHER:
        raise EventRefused(_("Tanggal lahir anak tidak cocok dengan umur ibunya."), "happened_on")
    if any(m.birth_date == facts.happened_on and m.name.lower() == name.lower() for m in household.members):
        raise EventRefused(
            _("Anak dengan nama dan tanggal lahir ini sudah tercatat di keluarga ini."), "name"
        )
    check_nik(nik)
    husband = spouse_in(mother, household.members)
    child = Resident(
        nik=nik or None,
        name=name,
        sex=sex,
        birth_place=birth_place,
        birth_date=facts.happened_on,
        religion=mother.religion,
        education=NO_SCHOOL,
        occupation=NO_WORK,
        marital_status=code_lists.UNMARRIED,
        relation=child_relation(mother),
        citizenship=mother.citizenship,
        family=household.family,
        village_id=mother.village_id,
        area_code=mother.area_code,
        address=mother.address,
        residence=mother.residence,
        father_name=father_name or (husband.name if husband else ""),
        father_nik=father_nik or ((husband.nik or "") if husband and not father_name else ""),
        mother_name=mother.name,
        mother_nik=mother.nik or "",
    )
    with recording(LifeEvent.Kind.BIRTH, child, actor, facts, mother=str(mother.pk)) as entry:
        entry.event.family_before = None
        entry.add(child)
    return entry.event
