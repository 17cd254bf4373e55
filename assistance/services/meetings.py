"""The village meeting about a programme: candidates, decisions, closing, and taking up those who were approved."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.errors import AidRefused
from assistance.models import Candidate, Enrolment, Meeting, Programme, Standing, VillageQuota
from assistance.queries.lists import ListKind, Wanted, standings
from assistance.queries.terms import terms_on
from citizens.formatting import neighbourhoods
from foundation.access.guard import get_reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from villages.models import Region

from .match import match_families

HOLDERS = OFFICE_ROLES
DECREE = (Role.SOCIAL_OFFICER,)
MOST_CANDIDATES = 500
State = Meeting.State


@transaction.atomic
def meeting_open(actor: Actor, programme: Programme, *, held_on: date, place: str) -> Meeting:
    """Prepares a meeting: whoever is entitled to the programme and does not receive it becomes a candidate.

    Raises AidRefused where one is being prepared already or nobody is a candidate.
    """
    village = Region.objects.get(code=actor.codes(*HOLDERS)[0])
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                programme=programme,
                village=village,
                area_code=village.code,
                held_on=held_on,
                place=place,
                quota=quota_of(programme, village.code),
                opened_by_name=actor.name,
            )
    except IntegrityError as error:
        raise AidRefused(
            _("Musyawarah untuk program ini sedang disiapkan. Lanjutkan yang itu."), "programme"
        ) from error
    found = list(standings(actor, Wanted(ListKind.GAP, village.code, programme), *HOLDERS)[:MOST_CANDIDATES])
    if not found:
        raise AidRefused(
            _("Tidak ada keluarga atau orang yang berhak tetapi belum menerima program ini."), "programme"
        )
    deciles = dict(
        Standing.objects.filter(pk__in=[row.family_id for row in found]).values_list("pk", "decile")
    )
    places = neighbourhoods({row.area_code for row in found})
    Candidate.objects.bulk_create(
        _candidate(meeting, row, deciles.get(row.family_id), places) for row in found
    )
    return meeting


def quota_of(programme: Programme, village_code: str) -> int | None:
    """How many a village may take up under the terms in force; None for as many as are approved."""
    terms = terms_on(timezone.localdate()).filter(programme=programme).first()
    if terms is None:
        return None
    own = (
        VillageQuota.objects.filter(terms=terms, village=village_code)
        .values_list("places", flat=True)
        .first()
    )
    return own if own is not None else terms.quota_per_village


@transaction.atomic
def candidate_decide(candidate_id: UUID, actor: Actor, *, decision: str, note: str) -> Candidate:
    """Writes what was found at a candidate's house and what was decided. Http404 out of reach or once closed.

    Locks the meeting, so that nothing is decided while it is being closed.
    """
    candidate = get_reachable(Candidate.objects.all(), actor, candidate_id, *HOLDERS)
    meeting = meeting_in_reach(actor, candidate.meeting_id, *HOLDERS, lock=True)
    if meeting.state != State.OPEN:
        raise Http404
    candidate.decision, candidate.note = decision, note
    candidate.save(update_fields=["decision", "note"])
    return candidate


@transaction.atomic
def candidates_decide(meeting_id: UUID, actor: Actor, decisions: dict[UUID, tuple[str, str]]) -> int:
    """Writes decisions (putusan, hasil kunjungan) about many candidates. Returns how many; locks the meeting.

    Http404 out of reach; AidRefused once the meeting is closed.
    """
    meeting = meeting_in_reach(actor, meeting_id, *HOLDERS, lock=True)
    if meeting.state != State.OPEN:
        raise AidRefused(_("Musyawarah ini sudah ditutup."))
    rows = list(meeting.candidates.filter(pk__in=decisions))
    for row in rows:
        row.decision, row.note = decisions[row.pk]
    Candidate.objects.bulk_update(rows, ["decision", "note"])
    return len(rows)


@transaction.atomic
def meeting_close(meeting_id: UUID, actor: Actor, *, chair: str, attendees: int) -> Meeting:
    """Closes a meeting; its paper can be printed and signed. Locks the meeting.

    Raises AidRefused while a candidate is undecided or more are approved than the quota has places.
    """
    meeting = meeting_in_reach(actor, meeting_id, *HOLDERS, lock=True)
    if meeting.state != State.OPEN:
        raise AidRefused(_("Musyawarah ini sudah ditutup."))
    undecided = meeting.candidates.filter(decision="").count()
    if undecided:
        raise AidRefused(_("Masih ada %(count)d calon yang belum diputuskan.") % {"count": undecided})
    approved = meeting.candidates.filter(decision=Candidate.Decision.APPROVED).count()
    if meeting.quota is not None and approved > meeting.quota:
        raise AidRefused(
            _("Disetujui %(approved)d, padahal kuota desa %(quota)d. Jadikan sebagian sebagai cadangan.")
            % {"approved": approved, "quota": meeting.quota}
        )
    meeting.state, meeting.chair, meeting.attendees = State.CLOSED, chair, attendees
    meeting.closed_by_name, meeting.closed_at = actor.name, timezone.now()
    meeting.save()
    return meeting


@transaction.atomic
def meeting_enrol(meeting_id: UUID, actor: Actor, *, starts_on: date) -> int:
    """Takes up everybody who was approved (penetapan). Returns how many; AidRefused unless it is closed and waits."""
    meeting = meeting_in_reach(actor, meeting_id, *DECREE, lock=True)
    if meeting.state != State.CLOSED:
        raise AidRefused(_("Hanya musyawarah yang ditutup dan belum ditetapkan yang dapat ditetapkan."))
    approved = list(meeting.candidates.filter(decision=Candidate.Decision.APPROVED))
    source = _("Musyawarah desa %(day)s") % {"day": f"{meeting.held_on:%d-%m-%Y}"}
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                programme=meeting.programme,
                family_id=candidate.family_id,
                resident_id=candidate.resident_id,
                village_id=candidate.village_id,
                area_code=candidate.area_code,
                starts_on=starts_on,
                source=source,
                recorded_by_name=actor.name,
            )
            for candidate in approved
        ],
        ignore_conflicts=True,
    )
    meeting.state = State.ENROLLED
    meeting.save(update_fields=["state"])
    match_families(candidate.family_id for candidate in approved)
    return len(approved)


def meeting_in_reach(actor: Actor, meeting_id: UUID, *roles: str, lock: bool = False) -> Meeting:
    """The meeting with this id; Http404 alike for one out of reach and one that does not exist."""
    rows = Meeting.objects.select_related("programme", "village")
    return get_reachable(rows.select_for_update(of=("self",)) if lock else rows, actor, meeting_id, *roles)


def _candidate(meeting: Meeting, row: Standing, decile: int | None, places: dict[str, str]) -> Candidate:
    person = row.resident or row.family.head
    address = ", ".join(part for part in (row.family.address, places[row.area_code]) if part)
    return Candidate(
        meeting=meeting,
        village_id=row.village_id,
        area_code=row.area_code,
        family_id=row.family_id,
        resident_id=row.resident_id,
        name=person.name if person else _("Keluarga tanpa kepala"),
        address=address,
        decile=decile,
    )
