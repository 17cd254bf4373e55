"""Life events and proposals of the residents in the twin places."""

from django.utils import timezone

from citizens.models import EventProposal, LifeEvent, Resident
from foundation.accounts.models import User


def make_event(resident: Resident, clerk: User) -> LifeEvent:
    """A correction of the resident that changed nothing."""
    return LifeEvent.objects.create(
        kind=LifeEvent.Kind.CORRECTION,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        happened_on=timezone.localdate(),
        details={"name": resident.name},
        family_after_id=resident.family_id,
        recorded_by=clerk,
        recorded_by_name=clerk.name,
    )


def make_proposal(resident: Resident) -> EventProposal:
    """A death that an issued letter proposes."""
    return EventProposal.objects.create(
        kind=LifeEvent.Kind.DEATH,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        source=EventProposal.Source.LETTER,
        source_key=str(resident.pk),
        data={"name": resident.name},
    )
