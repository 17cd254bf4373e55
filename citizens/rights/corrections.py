"""Correction on the citizen's word: asking, withdrawing, accepting field by field, refusing with a reason."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.models import CorrectionRequest, Family, LifeEvent, Resident
from citizens.queries import resident_in_reach
from citizens.services.correct import family_correct, resident_correct
from citizens.services.recording import CLERKS, Facts
from foundation.access.guard import get_reachable, reachable
from foundation.access.rate_limit import Limit, take
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Actor, within
from foundation.documents import storage
from foundation.documents.uploads import UploadRefused, check_upload
from foundation.jobs.events import record

ANSWERED_WITHIN = timedelta(hours=72)
"""3 × 24 hours: UU 27/2022, art. 30."""
BY_PERSON = Limit("correction", 5, 24 * 3600)
State, About = CorrectionRequest.State, CorrectionRequest.About
FAMILY_FIELDS = ("number", "address")


@transaction.atomic
def correction_ask(
    actor: Actor,
    resident_id: UUID | str,
    about: str,
    values: Mapping[str, Any],
    *,
    reason: str,
    upload: Any = None,
) -> CorrectionRequest:
    """A citizen asks to have fields of a member of the family, or of the family card, corrected.

    Args: values: names of model fields and what they should be; what is recorded so already is left out. Raises
    Http404 for anybody outside the family, EventRefused without a difference or for a refused file, TooManyTries above
    five a day. Event: correction.asked.
    """
    resident = resident_in_reach(actor, resident_id)
    subject: Resident | Family | None = resident if about == About.PERSON else resident.family
    if subject is None:
        raise Http404
    wanted = {name: value for name, value in values.items() if (getattr(subject, name) or "") != value}
    if not wanted:
        raise EventRefused(_("Belum ada isian yang berbeda dari yang tercatat. Ubah isian yang keliru."))
    take(BY_PERSON, str(actor.recipient_id))
    evidence = _evidence(upload)
    now = timezone.now()
    request = CorrectionRequest.objects.create(
        about=about,
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        family_id=resident.family_id or resident.pk,
        asked_by=actor.recipient_id,
        before={name: _plain(getattr(subject, name)) for name in wanted},
        values={name: _plain(value) for name, value in wanted.items()},
        reason=reason,
        asked_at=now,
        due_at=now + ANSWERED_WITHIN,
        **evidence,
    )
    record("correction.asked", key=str(request.pk), area_code=request.village_id, correction=request.pk)
    return request


@transaction.atomic
def correction_withdraw(correction_id: UUID | str, actor: Actor) -> CorrectionRequest:
    """The family takes its request back. Http404 for another family's, EventRefused once it is answered."""
    request = _waiting(correction_id, actor)
    request.state, request.decided_at = State.WITHDRAWN, timezone.now()
    request.save(update_fields=["state", "decided_at"])
    return request


@transaction.atomic
def correction_accept(
    correction_id: UUID | str, actor: Actor, fields: Collection[str], *, document: str, answer: str
) -> LifeEvent:
    """Records the correction of the chosen fields as a life event. Who may: clerk and secretary, not about themselves.

    Raises Http404 out of reach; EventRefused without a field, for a number that is taken, when it was answered
    meanwhile, and when fields are left out without a word why. Event: correction.decided.
    """
    request = _waiting(correction_id, actor, *CLERKS)
    _not_about_oneself(request, actor)
    chosen = {name: value for name, value in request.values.items() if name in fields}
    if not chosen:
        raise EventRefused(_("Centang isian yang dibetulkan, atau tolak permintaannya."), "fields")
    if len(chosen) < len(request.values) and not answer:
        raise EventRefused(_("Tulis mengapa sebagian isian tidak dibetulkan."), "answer")
    note = _("Atas permintaan warga: %(reason)s") % {"reason": request.reason}
    facts = Facts(timezone.localdate(), document, note[:500])
    try:
        event = _correct(request, actor, facts, chosen)
    except Http404 as gone:
        raise EventRefused(_("Orang atau keluarga ini sudah tidak tercatat di desa ini.")) from gone
    request.event, request.state = event, State.ACCEPTED
    _decided(request, actor, answer)
    return event


@transaction.atomic
def correction_refuse(correction_id: UUID | str, actor: Actor, *, answer: str) -> CorrectionRequest:
    """Says why nothing is corrected. Who may: clerk and secretary. Event: correction.decided."""
    request = _waiting(correction_id, actor, *CLERKS)
    _not_about_oneself(request, actor)
    request.state = State.REFUSED
    _decided(request, actor, answer)
    return request


def correction_in_reach(actor: Actor, correction_id: UUID | str, *roles: str) -> CorrectionRequest:
    """The request with this id; Http404 alike for one out of reach and one that does not exist."""
    rows = CorrectionRequest.objects.select_related("resident__family", "village")
    return get_reachable(rows, actor, correction_id, *roles)


def own_corrections(actor: Actor) -> list[CorrectionRequest]:
    """What the citizen's family has asked for, the latest first."""
    rows = CorrectionRequest.objects.select_related("resident")
    return list(reachable(rows, actor).order_by("-asked_at"))


def waiting_count(actor: Actor) -> int:
    """How many requests wait for the actor's village office."""
    rows = reachable(CorrectionRequest.objects.all(), actor, *OFFICE_ROLES)
    return rows.filter(state=State.WAITING).count()


def _waiting(correction_id: UUID | str, actor: Actor, *roles: str) -> CorrectionRequest:
    rows = CorrectionRequest.objects.select_for_update(of=("self",)).select_related("resident__family")
    request = get_reachable(rows, actor, correction_id, *roles)
    if not request.is_open:
        raise EventRefused(_("Permintaan ini sudah dijawab."))
    return request


def _not_about_oneself(request: CorrectionRequest, actor: Actor) -> None:
    if actor.person_id in (request.resident_id, request.asked_by):
        raise EventRefused(_("Permintaan tentang diri sendiri dijawab petugas lain."))


def _correct(request: CorrectionRequest, actor: Actor, facts: Facts, chosen: Mapping[str, Any]) -> LifeEvent:
    if request.about == About.PERSON:
        values = {name: _python(name, value) for name, value in chosen.items()}
        return resident_correct(request.resident_id, actor, facts, values)
    family = request.resident.family
    if family is None:
        raise Http404
    told = {name: chosen.get(name, getattr(family, name) or "") for name in FAMILY_FIELDS}
    return family_correct(
        family.pk,
        actor,
        facts,
        **told,
        area_code=family.area_code,
        latitude=family.latitude,
        longitude=family.longitude,
    )


def _decided(request: CorrectionRequest, actor: Actor, answer: str) -> None:
    request.answer, request.decided_at, request.decided_by_name = answer, timezone.now(), actor.name
    request.save()
    record("correction.decided", key=str(request.pk), area_code=request.village_id, correction=request.pk)


def _evidence(upload: Any) -> dict[str, str]:
    if upload is None:
        return {}
    try:
        clean = check_upload(upload)
    except UploadRefused as refused:
        raise EventRefused("; ".join(refused.messages), "evidence") from refused
    return {
        "path": storage.save(clean.content).path,
        "file_name": clean.name[:150],
        "content_type": clean.content_type,
    }


def _python(name: str, value: Any) -> Any:
    field: Any = Resident._meta.get_field(name)
    return field.to_python(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def overdue_by_village(actor: Actor, *roles: str) -> list[dict[str, Any]]:
    """How many requests wait in each village of the reach, how many are late, and since when; figures only."""
    late = Q(due_at__lt=timezone.now())
    with elevated():
        rows = CorrectionRequest.objects.filter(within(actor.codes(*roles)), state=State.WAITING)
        counted = rows.values("village_id", "village__name").annotate(
            waiting=Count("id"), late=Count("id", filter=late), oldest=Min("due_at")
        )
        return [dict(row) for row in counted.order_by("-late", "oldest")]
