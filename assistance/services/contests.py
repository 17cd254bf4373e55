"""Usul-sanggah: made by a citizen, looked into by the village, decided by the social office."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.errors import AidRefused
from assistance.models import Contest, ContestReporter, Enrolment, Programme
from citizens.models import Resident
from foundation.access.guard import get_reachable
from foundation.access.rate_limit import Limit, take
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.documents.storage import save
from foundation.documents.uploads import UploadRefused, check_upload
from foundation.jobs.events import record
from villages.working_time import due_time

VERIFIERS = OFFICE_ROLES
DECIDERS = (Role.SOCIAL_OFFICER,)
BY_PERSON = Limit("aid-contest", 5, 24 * 3600)
VILLAGE_MINUTES, OFFICE_MINUTES = 5 * 420, 9 * 420
"""Five working days for the village, nine more for the social office: an answer within fourteen."""
State, Kind = Contest.State, Contest.Kind


@dataclass(frozen=True)
class Told:
    """What a citizen tells: about the own family, or about somebody in the own village by name and address."""

    kind: str
    reason: str
    text: str
    programme: Programme | None = None
    named: str = ""
    address: str = ""
    about_own_family: bool = True


@transaction.atomic
def contest_submit(person: Resident, told: Told, upload: Any = None) -> Contest:
    """Takes a proposal or an objection; records `contest.submitted`.

    Raises AidRefused with the field that it concerns: a proposal of what the family receives already, an objection
    against oneself, a refused file. TooManyTries above five a day.
    """
    if told.about_own_family and told.kind == Kind.OBJECT:
        raise AidRefused(
            _("Sanggah hanya untuk keluarga lain. Untuk berhenti menerima, datang ke kantor desa."), "kind"
        )
    if told.about_own_family and told.programme is not None and _receives(person, told.programme):
        raise AidRefused(_("Keluarga Bapak/Ibu sudah menerima bantuan ini."), "programme")
    take(BY_PERSON, str(person.pk))
    evidence = _evidence(upload)
    own = told.about_own_family
    now = timezone.now()
    # The row lies in the village, which a citizen does not reach.
    with elevated():
        contest = Contest.objects.create(
            kind=told.kind,
            programme=told.programme,
            reason=told.reason,
            text=told.text,
            named=person.name if own else told.named,
            address=told.address,
            family_id=person.family_id if own else None,
            village_id=person.village_id,
            area_code=person.area_code if own else person.village_id,
            due_at=due_time(person.village, now, VILLAGE_MINUTES),
        )
        ContestReporter.objects.create(
            contest=contest,
            person_id=person.pk,
            family_id=person.family_id or person.pk,
            area_code=".".join(person.village_id.split(".")[:2]),
            **evidence,
        )
        record("contest.submitted", key=str(contest.pk), area_code=contest.village_id, contest=contest.pk)
    return contest


@transaction.atomic
def contest_verify(contest_id: UUID, actor: Actor, *, finding: str, note: str) -> Contest:
    """The village says what it found. Http404 out of reach, AidRefused out of turn. Records `contest.verified`."""
    contest = _locked(contest_id, actor, *VERIFIERS)
    if contest.state != State.SUBMITTED:
        raise AidRefused(_("Usul atau sanggah ini sudah diperiksa."))
    contest.state, contest.finding, contest.note = State.VERIFIED, finding, note
    contest.verified_at, contest.verified_by_name = timezone.now(), actor.name
    contest.due_at = due_time(contest.village, contest.verified_at, OFFICE_MINUTES)
    contest.save()
    record("contest.verified", key=str(contest.pk), area_code=contest.village_id, contest=contest.pk)
    return contest


@transaction.atomic
def contest_decide(contest_id: UUID, actor: Actor, *, accepted: bool, answer: str) -> Contest:
    """The social office decides, also without the village's word; the reporter is told. Records `contest.decided`."""
    contest = _locked(contest_id, actor, *DECIDERS)
    if not contest.is_open:
        raise AidRefused(_("Usul atau sanggah ini sudah diputuskan."))
    contest.state = State.ACCEPTED if accepted else State.REJECTED
    contest.answer, contest.decided_at, contest.decided_by_name = answer, timezone.now(), actor.name
    contest.save()
    record("contest.decided", key=str(contest.pk), area_code=contest.village_id, contest=contest.pk)
    return contest


def own_contest(person_id: UUID, contest_id: UUID) -> ContestReporter:
    """A contest of one's own, with the contest; Http404 for anybody else's."""
    with elevated():
        rows = ContestReporter.objects.select_related("contest__programme", "contest__village")
        reporter = rows.filter(contest_id=contest_id, person_id=person_id).first()
    if reporter is None:
        raise Http404
    return reporter


def own_contests(person_id: UUID) -> list[Contest]:
    """What a person has proposed and contested, the latest first."""
    with elevated():
        rows = Contest.objects.filter(reporter__person_id=person_id).select_related("programme")
        return list(rows.order_by("-submitted_at"))


def _receives(person: Resident, programme: Programme) -> bool:
    today = timezone.localdate()
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
    return Enrolment.objects.filter(running, programme=programme, family=person.family_id).exists()


def _evidence(upload: Any) -> dict[str, str]:
    if upload is None:
        return {}
    try:
        clean = check_upload(upload)
    except UploadRefused as refused:
        raise AidRefused("; ".join(refused.messages), "evidence") from refused
    return {
        "path": save(clean.content).path,
        "file_name": clean.name[:150],
        "content_type": clean.content_type,
    }


def _locked(contest_id: UUID, actor: Actor, *roles: str) -> Contest:
    rows = Contest.objects.select_for_update(of=("self",)).select_related("village")
    return get_reachable(rows, actor, contest_id, *roles)
