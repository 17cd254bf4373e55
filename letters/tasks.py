"""What workers do for letters."""

from django.utils import timezone

from foundation.documents.storage import save
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task
from foundation.jobs.runner import Hopeless

from . import notifications
from .certificates import local_signer
from .models import Letter
from .rendering import render_letter
from .services.issue import issue_letter, mark_document_failed
from .signing.backend import SigningRefused, signing_backend


def _failed(claim: Claim) -> None:
    mark_document_failed(Letter.objects.values_list("pk", flat=True).get(request_id=claim.id("request")))
    notifications.tell_of_failed_document(claim.id("request"))


@task("letters.produce_document", queue="documents", max_attempts=5, on_failure=_failed)
def produce_document(claim: Claim) -> None:
    """Renders, signs and stores a letter's PDF, and issues the letter. No transaction is open over the slow work."""
    with claim.reading():
        letter = Letter.objects.select_related("village").get(request_id=claim.id("request"))
        signer, serial = local_signer(letter.village)
    # idempotency: an earlier attempt may have stored the document and died before it could say so
    if letter.document_state == Letter.DocumentState.READY:
        return
    pdf = render_letter(letter.snapshot)
    try:
        signed = signing_backend().sign(
            pdf,
            signer,
            reason=f"{letter.snapshot['type']['name']} {letter.number}",
            location=letter.snapshot["place"],
            signed_at=timezone.now(),
        )
    except SigningRefused as error:
        raise Hopeless(str(error)) from error
    stored = save(signed)
    with claim.result():
        issue_letter(letter.pk, stored, serial)


@task("letters.tell_citizen", queue="notifications")
def tell_citizen(claim: Claim) -> None:
    """Tells the applicant what became of the request."""
    with claim.result():
        notifications.tell_citizen(claim.id("request"), claim.id("entry"))


@task("letters.tell_officers", queue="notifications")
def tell_officers(claim: Claim) -> None:
    """Tells the officers whose turn it is."""
    with claim.result():
        notifications.tell_officers(claim.id("request"), claim.id("entry"))
