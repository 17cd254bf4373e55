"""What happens to an issued letter: it is printed, collected, or revoked."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from foundation.access.guard import reachable
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.jobs.events import try_again
from foundation.jobs.models import Job
from letters.errors import OutOfTurn
from letters.models import Handover, Letter, PrintLog, RegisterEntry, Request
from letters.numbering import today_in

from .hand_over import HandoverData, write_handover
from .transition import announce, begin, database_now, finish


@transaction.atomic
def collect_letter(
    request_id: UUID | str,
    actor: Actor,
    *,
    note: str = "",
    receiver: str = "",
    relation: str = "",
    signature: UploadedFile | None = None,
) -> Request:
    """Somebody took the letter at the counter; the book of deliveries says who. Event: request.collected.

    Args: receiver: their name; without it the note is taken for one, and without a note the applicant's name.
    signature: a picture of theirs, where they signed on the screen.
    """
    step = begin(request_id, actor, "collect", note=note)
    entry = RegisterEntry.objects.select_related("village").get(letter__request=step.request)
    name = receiver.strip() or note.strip() or entry.party or _("Tidak disebutkan")
    today = today_in(entry.village)
    handover = HandoverData(Handover.Way.COUNTER, max(today, entry.date), name, relation, signature=signature)
    write_handover(entry, actor, handover)
    told = ", ".join(part for part in (receiver.strip(), relation) if part)
    announce(step, "request.collected", finish(step, note=note or told))
    return step.request


@transaction.atomic
def letter_print(request_id: UUID | str, actor: Actor, *, copies: int, purpose: str) -> PrintLog:
    """Writes who prints an issued letter, how often and what for; the caller then hands out the PDF.

    Raises Http404, and OutOfTurn while there is no PDF or once the letter is revoked or replaced.
    """
    letter = reachable(Letter.objects.all(), actor, *OFFICE_ROLES).filter(request_id=request_id).first()
    if letter is None:
        raise Http404
    if letter.state != "issued":
        raise OutOfTurn(_("Hanya surat yang sudah terbit dan masih berlaku yang dicetak."))
    return PrintLog.objects.create(
        letter=letter,
        printed_by_id=actor.account_id,
        printed_by_name=actor.name[:120],
        copies=copies,
        purpose=purpose.strip()[:120],
    )


@transaction.atomic
def revoke_letter(request_id: UUID | str, actor: Actor, *, reason: str) -> Letter:
    """The head revokes an issued letter for a reason; it keeps its number. Event: letter.revoked.

    The caller has asked for the second factor.
    """
    step = begin(request_id, actor, "revoke", note=reason)
    letter = Letter.objects.select_for_update(of=("self",)).get(request=step.request)
    letter.revoked_at = database_now()
    letter.revocation_reason = reason.strip()[:500]
    letter.save(update_fields=["revoked_at", "revocation_reason"])
    announce(step, "letter.revoked", finish(step, note=reason))
    return letter


@transaction.atomic
def retry_document(letter: Letter) -> bool:
    """Starts a failed PDF anew; False when nothing had failed."""
    if letter.document_state != Letter.DocumentState.FAILED:
        return False
    jobs = Job.objects.filter(
        kind="letters.produce_document", state=Job.State.FAILED, payload__request=str(letter.request_id)
    )
    for job in jobs:
        try_again(job)
    Letter.objects.filter(pk=letter.pk).update(document_state=Letter.DocumentState.RENDERING)
    return True
