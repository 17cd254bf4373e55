"""What of social aid the twin places share: a draft of terms, and a file on its way in."""

from datetime import date

from django.utils import timezone

from assistance.models import (
    Candidate,
    Contest,
    ContestReporter,
    Delivery,
    DeliveryRow,
    Intervention,
    Meeting,
    OutreachHint,
    PovertyCase,
    Programme,
    Terms,
)
from citizens.models import Resident
from foundation.documents.storage import save
from tests.assistance.factories import POOR, ProgrammeFactory, TermsFactory


def make_draft() -> Terms:
    """The draft; the same for every place, for the regency writes it."""
    programme = Programme.objects.filter(code="pkh").first()
    if programme is None:
        programme = ProgrammeFactory(code="pkh", bit=0, rule=POOR)
        TermsFactory(programme=programme, state=Terms.State.DRAFT, published_at=None, rule={"all": [POOR]})
    return Terms.objects.get(programme=programme, state=Terms.State.DRAFT)


def make_delivery() -> Delivery:
    """A file of welfare data that awaits the decision, with one open row; the same for every place."""
    delivery, is_new = Delivery.objects.get_or_create(
        kind=Delivery.Kind.WELFARE,
        source="DTSEN contoh",
        valid_from=date(2026, 10, 1),
        area_code="35.10",
        state=Delivery.State.READY,
    )
    if is_new:
        DeliveryRow.objects.create(
            delivery=delivery,
            area_code="35.10",
            number=2,
            name="TANPA NIK",
            birth_date=date(1987, 3, 12),
            outcome=DeliveryRow.Outcome.OPEN,
        )
    return delivery


def make_contest(resident: Resident) -> Contest:
    """A proposal that the resident made about the own family, with a photo."""
    contest = Contest.objects.create(
        kind=Contest.Kind.PROPOSE,
        reason=Contest.Reason.POOR,
        text="Sudah lama tidak bekerja.",
        named=resident.name,
        family=resident.family,
        village_id=resident.village_id,
        area_code=resident.area_code,
        due_at=timezone.now(),
    )
    ContestReporter.objects.create(
        contest=contest,
        person_id=resident.pk,
        family_id=resident.family_id or resident.pk,
        area_code="35.10",
        path=save(b"\xff\xd8\xff\xe0 a photo").path,
        content_type="image/jpeg",
    )
    return contest


def make_candidate(resident: Resident) -> Candidate:
    """A candidate of the village's meeting that is being prepared."""
    meeting, _is_new = Meeting.objects.get_or_create(
        programme=make_draft().programme,
        village_id=resident.village_id,
        state=Meeting.State.OPEN,
        defaults={"area_code": resident.village_id, "held_on": date(2026, 11, 1), "place": "Balai desa"},
    )
    return Candidate.objects.create(
        meeting=meeting,
        village_id=resident.village_id,
        area_code=resident.area_code,
        family=resident.family,
        name=resident.name,
        address="Jalan Melati 5",
    )


def make_intervention(resident: Resident) -> Intervention:
    """What the social office does for the resident's case of need."""
    case = PovertyCase.objects.create(
        village_id=resident.village_id,
        area_code=resident.village_id,
        source=PovertyCase.Source.OFFICER,
        named=resident.name,
        address="Jalan Melati 5",
        text="Sakit tanpa biaya.",
        due_at=timezone.now(),
    )
    return Intervention.objects.create(
        case=case,
        village_id=resident.village_id,
        area_code=resident.village_id,
        office=Intervention.Office.SOCIAL,
        what="Mengantar sembako",
        due_on=date(2026, 12, 1),
    )


def make_hint(resident: Resident) -> OutreachHint:
    """A reason to ask the resident's family."""
    return OutreachHint.objects.create(
        family=resident.family,
        village_id=resident.village_id,
        area_code=resident.area_code,
        reason=OutreachHint.Reason.ALONE,
    )
