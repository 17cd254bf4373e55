"""Coming into the register: moving in from elsewhere (pindah datang), or living there and not recorded yet."""

from django.db import transaction
from django.utils.translation import gettext as _

from citizens import code_lists
from citizens.errors import EventRefused
from citizens.models import Family, LifeEvent, Resident
from foundation.access.roles import Actor

from .homes import Home, check_nik, check_relation, family_found
from .households import not_before_birth
from .recording import Facts, recording


@transaction.atomic
def move_in_record(person: Resident, actor: Actor, facts: Facts, home: Home, *, origin: str) -> LifeEvent:
    """Records somebody who moved in from outside the regency; `origin` says from where.

    `person` is an unsaved row without family, village and area. Who may: clerk and secretary of the home's village.
    Raises Http404, EventRefused.
    """
    if not origin:
        raise EventRefused(_("Tulis dari mana datangnya."), "origin")
    person.resident_since = person.resident_since or facts.happened_on
    return _enter(LifeEvent.Kind.MOVE_IN, person, actor, facts, home, origin=origin)


@transaction.atomic
def resident_enter(person: Resident, actor: Actor, facts: Facts, home: Home) -> LifeEvent:
    """Records somebody who lives in the village and was never recorded. As `move_in_record`."""
    return _enter(LifeEvent.Kind.ENTRY, person, actor, facts, home)


def _enter(
    kind: LifeEvent.Kind, person: Resident, actor: Actor, facts: Facts, home: Home, **details: str
) -> LifeEvent:
    not_before_birth(facts.happened_on, person)
    check_relation(person.relation, home, actor)
    check_nik(person.nik)
    known = Family.objects.get(pk=home.family_id) if home.family_id else None
    person.status = code_lists.ALIVE
    person.area_code = known.area_code if known else home.area_code
    person.village_id = person.area_code[:13]
    with recording(kind, person, actor, facts, **details) as entry:
        family = known or family_found(entry, home, actor)
        person.family = family
        entry.add(person)
        if person.relation == code_lists.HEAD_OF_FAMILY:
            entry.change(family, head_id=person.pk)
        entry.event.family_after = family
    return entry.event
