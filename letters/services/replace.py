"""Replacing an issued letter in which a mistake was found: a new one goes the normal way, then takes its place."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor
from foundation.jobs.events import record
from letters.errors import OutOfTurn, WrongInput
from letters.models import Letter, Request
from letters.queries.letters import open_replacement
from letters.workflow import TRANSITIONS, State

from .create import create_request, submit_request
from .paper import CLERKS
from .transition import write_history


@transaction.atomic
def replacement_request(
    request_id: UUID | str, actor: Actor, *, reason: str, data: Mapping[str, Any]
) -> Request:
    """Hands in a new request in the place of an issued letter, with corrected answers; the old letter counts until
    the new one is issued. Locks the old request.

    Raises Http404, NotAllowed, OutOfTurn (not issued, or being replaced already), WrongInput.
    """
    rows = Request.objects.select_for_update(of=("self",))
    old = get_reachable(
        rows.select_related("type_version__letter_type", "resident", "village"), actor, request_id, *CLERKS
    )
    if old.state not in TRANSITIONS["replace"].sources:
        raise OutOfTurn(_("Hanya surat yang sudah terbit dan belum dicabut yang dapat diganti."))
    letter = Letter.objects.get(request=old)
    if open_replacement(letter) is not None:
        raise OutOfTurn(_("Pengganti surat ini sudah diajukan."))
    if not reason.strip():
        raise WrongInput({"reason": [_("Tulis apa yang keliru pada surat lama.")]})
    request, _new = create_request(
        actor,
        type_code=old.type_version.letter_type.code,
        resident=old.resident,
        village=old.village,
        data=data,
        channel=Request.Channel.COUNTER,
    )
    request.replaces = letter
    request.replacement_reason = reason.strip()[:300]
    request.save(update_fields=["replaces", "replacement_reason"])
    return submit_request(request.pk, actor)


def mark_replaced(new: Letter) -> None:
    """The letter that the new one was made for is replaced from now on; one revoked meanwhile stays so.

    Must be called in the transaction that issues the new letter, with its request locked. Locks the old request and
    letter. Event: letter.replaced.
    """
    if new.request.replaces_id is None:
        return
    old_request_id = Letter.objects.values_list("request_id", flat=True).get(pk=new.request.replaces_id)
    old_request = Request.objects.select_for_update(of=("self",)).get(pk=old_request_id)
    old = Letter.objects.select_for_update(of=("self",)).get(pk=new.request.replaces_id)
    if old_request.state not in TRANSITIONS["replace"].sources:
        return
    old.replaced_by = new
    old.save(update_fields=["replaced_by"])
    old_request.state = State.REPLACED
    old_request.state_since = new.issued_at or old_request.state_since
    old_request.save(update_fields=["state", "state_since"])
    entry = write_history(old_request, "replace", note=new.request.replacement_reason)
    record(
        "letter.replaced",
        key=str(old.pk),
        area_code=old.village_id,
        request=old_request.pk,
        entry=entry.pk,
    )
