"""Making a request, filling it in, and handing it in."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizens import code_lists
from citizens.models import Resident
from foundation.access.guard import get_reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.forms import RequestForm, refuse_misplaced_lists
from letters.models import LetterTypeVersion, Request
from letters.permissions import role_in
from letters.queries.catalogue import current_version
from letters.queries.letters import may_be_replaced
from letters.snapshot import SHORT_CODE_ALPHABET
from letters.workflow import State
from villages.models import Region
from villages.working_time import due_time

from .transition import Step, announce, begin, finish, write_history

CODE_LENGTH = 8
NOBODY_NAMED = gettext_lazy("Isi NIK atau id warga yang memerlukan surat.")


@transaction.atomic
def create_request(
    actor: Actor,
    *,
    type_code: str,
    resident: Resident | None,
    data: Mapping[str, Any],
    channel: str,
    village: Region | None = None,
    idempotency_key: str = "",
) -> tuple[Request, bool]:
    """Writes a draft about a resident within the actor's reach, or of the office's own letter.

    Args: resident: None for the office's own letters, which then need the village; data: posted values by field name,
    checked here by the type's form; idempotency_key: the same key of the same user gives the request that was made
    first.
    Returns the request and whether it is new. Raises WrongInput, NotAllowed.
    """
    if idempotency_key:
        # A repetition that comes while the first is still under way waits here instead of failing on the constraint.
        existing = _existing(actor, idempotency_key)
        if existing is not None:
            return existing, False
    if actor.is_citizen and channel == Request.Channel.COUNTER:
        # At the counter the clerk sees the papers, so none are asked for; nobody vouches for themselves.
        raise WrongInput({"channel": [_("Loket hanya untuk petugas desa.")]})
    village_code = resident.village_id if resident is not None else village.pk if village is not None else ""
    if not village_code:
        raise WrongInput({"resident": [str(NOBODY_NAMED)]})
    version = current_version(type_code, village_code)
    if version is None:
        raise WrongInput({"letter_type": [_("Jenis surat ini tidak dilayani di desa tersebut.")]})
    if resident is not None:
        _check_applicant(actor, version, resident)
    else:
        _check_office(actor, version, village_code)
    request = Request(
        type_version=version,
        resident=resident,
        village_id=village_code,
        area_code=resident.area_code if resident is not None else village_code,
        family_id=(resident.family_id or resident.pk) if resident is not None else None,
        data=_checked_data(version, resident, actor, data),
        channel=channel,
        idempotency_key=idempotency_key,
    )
    return _written(request, actor), True


@transaction.atomic
def change_request(request_id: UUID | str, actor: Actor, data: Mapping[str, Any]) -> Request:
    """Fills in a draft or a returned request anew. Raises Http404, NotAllowed, OutOfTurn, WrongInput."""
    request = editable_request(request_id, actor)
    resident = None
    if request.resident_id is not None:
        resident = Resident.objects.select_related("family").get(pk=request.resident_id)
    # What the office filled in stays when the citizen mends the rest.
    request.data = request.data | _checked_data(request.type_version, resident, actor, data)
    request.save(update_fields=["data"])
    return request


@transaction.atomic
def repeat_request(request_id: UUID | str, actor: Actor) -> Request:
    """A draft of the office's with the answers of a request that was refused or whose letter was revoked.

    The kind's newest version asks anew; what no longer fits is left out. A replacement stays one. Asked twice by the
    same officer, the first one is given again. Raises Http404, NotAllowed, OutOfTurn.
    """
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "type_version__letter_type", "village", "resident__family", "replaces__request"
    )
    old = get_reachable(rows, actor, request_id)
    if not actor.reaches(old.area_code, Role.OPERATOR, Role.SECRETARY):
        raise NotAllowed(_("Permohonan ulang di loket hanya dapat dibuat petugas desa."))
    if old.state not in (State.REJECTED, State.REVOKED):
        raise OutOfTurn(_("Hanya permohonan yang ditolak atau suratnya dicabut yang dapat diajukan lagi."))
    key = f"again:{old.pk}"
    existing = _existing(actor, key)
    if existing is not None and existing.state != State.CANCELLED:
        return existing
    if existing is not None:
        Request.objects.filter(pk=existing.pk).update(idempotency_key="")
    version = current_version(old.type_version.letter_type.code, old.village_id)
    if version is None:
        raise OutOfTurn(_("Jenis surat ini tidak dilayani di desa tersebut."))
    if old.replaces is not None and not may_be_replaced(old.replaces):
        raise OutOfTurn(_("Surat yang hendak diganti sudah diganti, sedang diganti, atau dicabut."))
    known = {spec["name"] for spec in version.fields}
    request = Request(
        type_version=version,
        resident=old.resident,
        village=old.village,
        area_code=old.area_code,
        family_id=old.family_id,
        data={name: value for name, value in old.data.items() if name in known},
        channel=Request.Channel.COUNTER,
        idempotency_key=key,
        replaces=old.replaces,
        replacement_reason=old.replacement_reason,
    )
    return _written(request, actor)


@transaction.atomic
def submit_request(request_id: UUID | str, actor: Actor) -> Request:
    """Hands a draft or a mended request in; the clock of the promise starts. Event: request.submitted.

    Raises Http404, NotAllowed, OutOfTurn, and WrongInput when a required document is missing.
    """
    step = begin(request_id, actor, "submit")
    _check_documents(step)
    _start_clock(step.request)
    announce(step, "request.submitted", finish(step))
    return step.request


def editable_request(request_id: UUID | str, actor: Actor) -> Request:
    """The locked request, when the actor may still change it. Raises Http404, NotAllowed, OutOfTurn."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("type_version", "village")
    request = get_reachable(rows, actor, request_id)
    role_in(request, actor, "submit")
    if request.state not in (State.DRAFT, State.RETURNED):
        raise OutOfTurn(_("Permohonan ini sudah diajukan, jadi isinya tidak dapat diubah lagi."))
    return request


def missing_documents(request: Request) -> list[str]:
    """Labels of the required documents that are not there. At the counter the clerk sees the paper itself."""
    if request.channel == Request.Channel.COUNTER:
        return []
    present = set(request.attachments.values_list("document", flat=True))
    return [d["label"] for d in request.type_version.documents if d["required"] and d["name"] not in present]


def _check_documents(step: Step) -> None:
    if step.actor.is_citizen and (labels := missing_documents(step.request)):
        raise WrongInput(
            {"documents": [_("Berkas ini masih kurang: %(labels)s.") % {"labels": ", ".join(labels)}]}
        )


def _start_clock(request: Request) -> None:
    now = timezone.now()
    request.submitted_at = request.submitted_at or now
    request.due_at = due_time(request.village, now, request.type_version.service_minutes)


def _existing(actor: Actor, key: str) -> Request | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"request:{actor.user_id}:{key}"]
        )
    return Request.objects.filter(created_by_id=actor.account_id, idempotency_key=key).first()


def _check_office(actor: Actor, version: LetterTypeVersion, village_code: str) -> None:
    """The office writes its own letters; a letter about somebody needs that somebody."""
    if not version.is_for_office:
        raise WrongInput({"resident": [str(NOBODY_NAMED)]})
    if actor.is_citizen or not actor.reaches(village_code, *OFFICE_ROLES):
        raise NotAllowed(_("Surat dinas hanya dapat dibuat oleh kantor desa."))


def _check_applicant(actor: Actor, version: LetterTypeVersion, resident: Resident) -> None:
    if version.is_for_office:
        raise WrongInput({"resident": [_("Surat dinas dibuat tanpa pemohon. Kosongkan isian warga.")]})
    wanted = "citizen" if actor.is_citizen else "counter"
    if wanted not in version.audience:
        raise NotAllowed(_("Surat ini hanya dapat diminta di loket desa."))
    if resident.status != code_lists.ALIVE:
        sentence = _(
            "Orang ini tidak tercatat sebagai warga yang hidup dan menetap di desa. "
            "Bila datanya keliru, benahi dahulu di buku penduduk."
        )
        raise WrongInput({"resident": [sentence]})
    if not actor.is_citizen and not actor.reaches(resident.area_code, *OFFICE_ROLES):
        raise NotAllowed(_("Akun ini tidak berwenang membuat permohonan. Silakan hubungi admin kabupaten."))


def _checked_data(
    version: LetterTypeVersion, resident: Resident | None, actor: Actor, data: Mapping[str, Any]
) -> dict[str, Any]:
    refuse_misplaced_lists(version, data)
    form = RequestForm(version, resident, actor, data)
    if not form.is_valid():
        raise WrongInput({name: [str(text) for text in texts] for name, texts in form.errors.items()})
    return form.as_data()


def _written(request: Request, actor: Actor) -> Request:
    request.code = _new_code()
    request.created_by_id = actor.account_id
    request.save(force_insert=True)
    write_history(request, "create", actor=actor, role=_role_of(actor, request))
    return request


def _role_of(actor: Actor, request: Request) -> str:
    return "citizen" if actor.is_citizen else actor.role_for(request.area_code, *OFFICE_ROLES)


def _new_code() -> str:
    return "".join(secrets.choice(SHORT_CODE_ALPHABET) for _ in range(CODE_LENGTH))
