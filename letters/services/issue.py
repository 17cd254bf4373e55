"""Issuing: a letter counts once its signed PDF is stored."""

from uuid import UUID

from django.db import transaction

from foundation.documents.storage import StoredFile
from foundation.jobs.events import record
from letters.models import Letter, LetterDocument, Request
from letters.workflow import State

from .replace import mark_replaced
from .transition import database_now, write_history


@transaction.atomic(savepoint=False)
def issue_letter(letter_id: UUID, stored: StoredFile, certificate_serial: str) -> Letter:
    """Registers the stored PDF and issues the letter; a letter that has its PDF keeps that one.

    Called by a worker inside its claim's result. Locks request and letter. Event: letter.issued.
    """
    request = Request.objects.select_for_update(of=("self",)).get(letter__pk=letter_id)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.document_state == Letter.DocumentState.READY:
        return letter
    LetterDocument.objects.create(
        letter=letter,
        sha256=stored.sha256,
        size=stored.size,
        path=stored.path,
        certificate_serial=certificate_serial,
    )
    letter.document_state = Letter.DocumentState.READY
    letter.issued_at = database_now()
    letter.save(update_fields=["document_state", "issued_at"])
    if request.state in (State.SIGNED, State.COUNTERSIGNED):
        request.state = State.ISSUED
        request.state_since = letter.issued_at
        request.save(update_fields=["state", "state_since"])
        entry = write_history(request, "issue", at=letter.issued_at)
        letter.request = request
        mark_replaced(letter)
        record(
            "letter.issued",
            key=str(letter.pk),
            area_code=letter.village_id,
            kind=letter.snapshot["type"]["code"],
            request=request.pk,
            entry=entry.pk,
        )
    return letter


def mark_document_failed(letter_id: UUID) -> None:
    """The PDF could not be made in any attempt; the office sees it, with a button to try again."""
    Letter.objects.filter(pk=letter_id).exclude(document_state=Letter.DocumentState.READY).update(
        document_state=Letter.DocumentState.FAILED
    )
