"""What happens to an issued letter: it is collected, or revoked."""

from uuid import UUID

from django.db import transaction

from foundation.access.roles import Actor
from foundation.jobs.events import try_again
from foundation.jobs.models import Job
from letters.models import Letter, Request

from .transition import announce, begin, database_now, finish


@transaction.atomic
def collect_letter(request_id: UUID | str, actor: Actor, *, note: str = "") -> Request:
    """Somebody took the letter at the counter; the note says who. Event: request.collected."""
    step = begin(request_id, actor, "collect", note=note)
    announce(step, "request.collected", finish(step, note=note))
    return step.request


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
