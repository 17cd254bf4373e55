"""Vouching: the head of a neighbourhood or hamlet knows the applicant."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, Role
from letters.errors import NotAllowed, OutOfTurn
from letters.models import Request
from letters.workflow import State

from .transition import database_now, write_history


@transaction.atomic
def vouch_for_request(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """The head of the applicant's dusun, RW or RT states that they know them; the state stays as it is.

    In the place of a paper introduction (surat pengantar RT/RW). Raises Http404, NotAllowed for the own request,
    OutOfTurn once the request is past the check or vouched for already.
    """
    rows = Request.objects.select_for_update(of=("self",))
    request = get_reachable(rows, actor, request_id, Role.NEIGHBOURHOOD)
    if request.resident_id is None:
        raise OutOfTurn(_("Surat dinas tidak memiliki pemohon yang perlu dikenal."))
    if actor.person_id == request.resident_id:
        raise NotAllowed(_("Permohonan untuk diri sendiri harus dinyatakan oleh pejabat lain."))
    if request.state not in (State.SUBMITTED, State.RETURNED) or request.vouched_at is not None:
        raise OutOfTurn(_("Permohonan ini tidak menunggu pernyataan lagi."))
    request.vouched_at = database_now()
    request.vouched_by = actor.name
    request.save(update_fields=["vouched_at", "vouched_by"])
    write_history(request, "vouch", actor=actor, role=Role.NEIGHBOURHOOD.value, note=note)
    return request
