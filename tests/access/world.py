"""Twin places: the same people and papers in Sarongan, next door, in the next village and in the town."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid6 import uuid7

from citizens.models import Resident
from foundation.accounts.models import User
from foundation.documents.storage import save
from letters.models import (
    Attachment,
    Letter,
    LetterDocument,
    LetterTypeVersion,
    Request,
    RequestEvent,
)
from tests.citizens.factories import ResidentFactory
from villages.models import Official

from .aid import make_candidate, make_contest, make_delivery, make_draft, make_hint, make_intervention
from .books import make_books
from .bulk_papers import make_batch, make_export
from .cast import FIRST_RT, PENGANJURAN, PESANGGARAN, SARONGAN, SECOND_HAMLETS_RT, in_office, officer
from .kinds import make_kind
from .life_events import make_correction, make_event, make_proposal, make_stay

PLACES = {
    "own": (SARONGAN, FIRST_RT),
    "next_door": (SARONGAN, SECOND_HAMLETS_RT),
    "other_village": (PESANGGARAN, f"{PESANGGARAN}.01.001.001"),
    "other_district": (PENGANJURAN, f"{PENGANJURAN}.01.001.001"),
}


@dataclass(frozen=True)
class Papers:
    """One resident with a draft, and a request whose letter is issued; or ids of nothing at all."""

    resident: UUID
    draft: UUID
    draft_file: UUID
    issued: UUID
    issued_file: UUID
    letter: UUID
    official: UUID
    token: str
    reservation: UUID
    reserved: UUID
    paper: UUID
    scan: UUID
    handover: UUID
    incoming: UUID
    task: UUID
    kind: UUID
    family: UUID = field(default_factory=uuid7)
    event: UUID = field(default_factory=uuid7)
    proposal: UUID = field(default_factory=uuid7)
    batch: UUID = field(default_factory=uuid7)
    export: UUID = field(default_factory=uuid7)
    terms: UUID = field(default_factory=uuid7)
    delivery: UUID = field(default_factory=uuid7)
    contest: UUID = field(default_factory=uuid7)
    meeting: UUID = field(default_factory=uuid7)
    candidate: UUID = field(default_factory=uuid7)
    case: UUID = field(default_factory=uuid7)
    intervention: UUID = field(default_factory=uuid7)
    hint: UUID = field(default_factory=uuid7)
    correction: UUID = field(default_factory=uuid7)
    stay: UUID = field(default_factory=uuid7)
    clerk: UUID = field(default_factory=uuid7)
    clerks_role: UUID = field(default_factory=uuid7)


UNKNOWN = Papers(*(uuid7() for _ in range(7)), "nosuchtokennosuchtoken", *(uuid7() for _ in range(8)))


def newest_version(code: str) -> LetterTypeVersion:
    """The version of a kind that new requests use."""
    return LetterTypeVersion.objects.filter(letter_type__code=code).order_by("-number").first()


def make_request(
    resident: Resident, clerk: User, *, code: str = "domisili", state: str = "draft", **fields: Any
) -> Request:
    """A request in any state, written straight into the tables, with the first entry of its history."""
    now = timezone.now()
    fields = {"submitted_at": None if state in ("draft", "cancelled") else now, "channel": "web"} | fields
    request = Request.objects.create(
        code=hashlib.sha256(uuid7().bytes).hexdigest()[:8].upper(),
        state=state,
        type_version=newest_version(code),
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        family_id=resident.family_id or resident.pk,
        data={"keperluan": f"KEPERLUAN-{resident.pk}"},
        created_by=clerk,
        **fields,
    )
    RequestEvent.objects.create(
        request=request,
        action="create",
        state=state,
        actor_id=clerk.pk,
        actor_name=clerk.name,
        actor_role="operator",
        at=now,
    )
    return request


def attach(request: Request, content: bytes = b"\xff\xd8\xff\xe0 a photo") -> Attachment:
    """A stored document of a request."""
    stored = save(content)
    return Attachment.objects.create(
        request=request,
        document="kk",
        name="kk.jpg",
        content_type="image/jpeg",
        size=stored.size,
        sha256=stored.sha256,
        path=stored.path,
    )


def make_letter(request: Request, head: User, sequence: int = 1) -> Letter:
    """An issued letter with a stored document, as the worker leaves it."""
    name = request.resident.name
    letter = Letter.objects.create(
        request=request,
        village_id=request.village_id,
        area_code=request.area_code,
        family_id=request.family_id,
        register="semua",
        year=timezone.localdate().year,
        sequence=sequence,
        number=f"400/{sequence:03}/{request.village_id}",
        issued_on=timezone.localdate(),
        token=f"t{request.pk.hex}",
        short_code=hashlib.sha256(request.pk.bytes).hexdigest()[:12].upper(),
        snapshot={
            "type": {"code": "sktm", "name": "Surat Keterangan", "version": 1},
            "values": {"pemohon": {"nama": name}},
            "signatory": {"heading": ["Kepala Desa"], "name": head.name},
            "countersignatory": None,
        },
        signed_at=timezone.now(),
        signed_by=head,
        issued_at=timezone.now(),
        document_state=Letter.DocumentState.READY,
    )
    stored = save(b"%PDF-1.7 " + request.pk.bytes)
    LetterDocument.objects.create(
        letter=letter,
        sha256=stored.sha256,
        size=stored.size,
        path=stored.path,
        certificate_serial="1",
    )
    return letter


def make_papers(place: str, **person: Any) -> tuple[Resident, Papers]:
    """A resident with papers in one of the places; everything bears a name that stands nowhere else."""
    village, area = PLACES[place]
    clerk = officer("operator", village, f"clerk.of.{place}")
    resident = ResidentFactory(
        village_id=village,
        area_code=area,
        name=f"Canary {place.replace('_', ' ').title()}",
        birth_date=date(1987, 3, 12),
        **person,
    )
    draft = make_request(resident, clerk)
    issued = make_request(resident, clerk, code="sktm", state="issued")
    sequence = 1 + list(PLACES).index(place)
    letter = make_letter(issued, clerk, sequence)
    official = in_office(clerk, village, Official.Position.SECTION_HEAD)
    files = attach(draft), attach(issued)
    return resident, Papers(
        resident.pk,
        draft.pk,
        files[0].pk,
        issued.pk,
        files[1].pk,
        letter.pk,
        official.pk,
        letter.token,
        *make_books(village, clerk, sequence, name=resident.name),
        make_kind(village, clerk, f"milik-{place.replace('_', '-')}").pk,
        family=resident.family_id or resident.pk,
        event=make_event(resident, clerk).pk,
        proposal=make_proposal(resident).pk,
        batch=make_batch(resident).pk,
        export=make_export(resident).pk,
        terms=make_draft().pk,
        delivery=make_delivery().pk,
        contest=make_contest(resident).pk,
        meeting=(candidate := make_candidate(resident)).meeting_id,
        candidate=candidate.pk,
        case=(intervention := make_intervention(resident)).case_id,
        intervention=intervention.pk,
        hint=make_hint(resident).pk,
        correction=make_correction(resident).pk,
        stay=make_stay(resident).pk,
        clerk=clerk.pk,
        clerks_role=clerk.assignments.get().pk,
    )
