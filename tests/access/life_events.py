"""Life events and proposals of the residents in the twin places."""

from datetime import timedelta

from django.utils import timezone

from citizens.models import CorrectionRequest, EventProposal, LifeEvent, Resident, Stay
from foundation.accounts.models import User
from foundation.documents.storage import save


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


def make_correction(resident: Resident) -> CorrectionRequest:
    """The resident asks for another birthplace, with a photo."""
    return CorrectionRequest.objects.create(
        about=CorrectionRequest.About.PERSON,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        family_id=resident.family_id or resident.pk,
        asked_by=resident.pk,
        before={"birth_place": resident.birth_place},
        values={"birth_place": "Jember"},
        reason="Menurut akta",
        path=save(b"\xff\xd8\xff\xe0 a photo").path,
        file_name="akta.jpg",
        content_type="image/jpeg",
        due_at=timezone.now() + timedelta(hours=72),
    )


def make_stay(resident: Resident) -> Stay:
    """A guest who came to see the resident."""
    return Stay.objects.create(
        village_id=resident.village_id,
        area_code=resident.area_code,
        name=f"Tamu {resident.name}",
        sex=resident.sex,
        birth_date=resident.birth_date,
        occupation=resident.occupation,
        origin="Kabupaten Jember",
        purpose="Bekerja",
        host=resident.name,
        arrived_on=timezone.localdate(),
        recorded_by_name="Petugas",
    )
