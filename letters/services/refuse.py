"""Sending a request back, rejecting it, refusing to countersign it, cancelling it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor
from foundation.forms.remarks import LONGEST_REMARK
from letters.changes import kept_for_comparison
from letters.errors import WrongInput
from letters.models import Letter, Request

from .transition import announce, begin, database_now, finish

Marks = Sequence[str] | Mapping[str, str]
"""Parts of a request that are wrong: their names, or a remark for each."""


@transaction.atomic
def return_request(request_id: UUID | str, actor: Actor, *, note: str, fields: Marks = ()) -> Request:
    """Back to the applicant, with what is to be mended. Event: request.returned.

    Args: fields: names of the answers and documents that are wrong, or a remark for each of them. Raises WrongInput for
    a remark that is too long.
    """
    step = begin(request_id, actor, "return", note=note)
    remarks = fields if isinstance(fields, Mapping) else dict.fromkeys(fields, "")
    version = step.request.type_version
    known = [spec["name"] for spec in (*version.fields, *version.documents)]
    marks = {name: remarks[name].strip() for name in known if name in remarks}
    if any(len(remark) > LONGEST_REMARK for remark in marks.values()):
        sentence = _("Catatan pada satu bagian paling panjang %(n)s huruf.")
        raise WrongInput({"remarks": [sentence % {"n": LONGEST_REMARK}]})
    step.request.before_return = kept_for_comparison(step.request)
    announce(step, "request.returned", finish(step, note=note, marks=marks))
    return step.request


@transaction.atomic
def reject_request(request_id: UUID | str, actor: Actor, *, note: str) -> Request:
    """The head refuses, with the reason. Event: request.rejected."""
    step = begin(request_id, actor, "reject", note=note)
    announce(step, "request.rejected", finish(step, note=note))
    return step.request


@transaction.atomic
def decline_countersignature(request_id: UUID | str, actor: Actor, *, reason: str) -> Letter:
    """The camat does not countersign: the letter is never issued, and its number stays its own. Event: letter.declined.

    The caller has asked for the second factor.
    """
    step = begin(request_id, actor, "decline", note=reason)
    letter = Letter.objects.select_for_update(of=("self",)).get(request=step.request)
    letter.revoked_at = database_now()
    letter.revocation_reason = reason.strip()[:500]
    letter.save(update_fields=["revoked_at", "revocation_reason"])
    announce(step, "letter.declined", finish(step, note=reason))
    return letter


@transaction.atomic
def cancel_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """The citizen, or the counter for them, withdraws what is not signed yet. Event: request.cancelled."""
    step = begin(request_id, actor, "cancel", note=note)
    announce(step, "request.cancelled", finish(step, note=note))
    return step.request
