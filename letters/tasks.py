"""What workers do for letters."""

from celery import shared_task
from django.utils import timezone

from foundation.access.reach import elevated
from foundation.documents.engine import RenderFailed
from foundation.documents.storage import save
from foundation.jobs import circuit
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task
from foundation.jobs.runner import Hopeless

from . import notifications
from .certificates import current_signer
from .models import ElectronicSigner, Letter
from .offline import with_offline_text
from .offline_keys import current_key
from .queries.electronic import SERVICE, signer_of
from .rendering import render_letter
from .services.electronic import order_signature, signer_check, signer_note_status
from .services.expiry import announce_expiring
from .services.issue import issue_letter, mark_document_failed
from .signing.backend import SigningRefused, asks_passphrase, signing_backend
from .signing.bsre import client_from_settings
from .signing.esign_client import Refused, ServiceDown


def _failed(claim: Claim) -> None:
    mark_document_failed(Letter.objects.values_list("pk", flat=True).get(request_id=claim.id("request")))
    notifications.tell_of_failed_document(claim.id("request"))


@task("letters.produce_document", queue="documents", max_attempts=5, on_failure=_failed)
def produce_document(claim: Claim) -> None:
    """Renders, signs and stores a letter's PDF, and issues the letter. No transaction is open over the slow work.

    Where a person's passphrase is needed, the finished file waits for it (see signing_round.py).
    """
    with claim.reading(), elevated():
        letter = Letter.objects.select_related("village").get(request_id=claim.id("request"))
        key_name, key = current_key()
        by_person = asks_passphrase()
        signer, serial = (None, "") if by_person else current_signer(letter.village)
    # idempotency: an earlier attempt may have stored the document and died before it could say so
    if letter.document_state in (Letter.DocumentState.READY, Letter.DocumentState.UNSIGNED):
        return
    try:
        pdf = render_letter(with_offline_text(letter, key_name, key))
    except RenderFailed as error:
        # What asks for too much work or memory, or for what is not ours, will ask again; a time-out is the machine's.
        if error.reason in ("processor", "memory", "resource"):
            raise Hopeless(f"{type(error).__name__}: {error.reason}") from error
        raise
    if signer is None:
        unsigned = save(pdf)
        with claim.result():
            order_signature(letter.pk, unsigned)
        return
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


@task("letters.check_signer", queue="bulk", max_attempts=4)
def check_signer(claim: Claim) -> None:
    """Asks the national service whether a signatory can sign."""
    with claim.reading():
        signer = signer_of(claim.id("signer"))
    if signer is None or not asks_passphrase():
        return
    circuit.enter(SERVICE)
    try:
        status = client_from_settings().status(signer.identity)
    except ServiceDown as error:
        circuit.failed(SERVICE, str(error))
        raise
    except Refused as error:
        status = "UNKNOWN" if error.status == 404 else "REFUSED"
    circuit.succeeded(SERVICE)
    with claim.result():
        signer_note_status(signer, status)


@task("letters.check_signers", queue="bulk", max_attempts=4)
def check_signers(claim: Claim) -> None:
    """Each morning: has every signatory's standing asked for, and tells those whose certificate ends soon."""
    with claim.result(), elevated():
        for signer in ElectronicSigner.objects.all() if asks_passphrase() else ():
            signer_check(signer.user_id)
            notifications.tell_of_ending_certificate(signer)


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


@task("letters.tell_of_decline", queue="notifications")
def tell_of_decline(claim: Claim) -> None:
    """Tells the village's office that the camat did not countersign."""
    with claim.result():
        notifications.tell_of_decline(claim.id("request"))


@task("letters.tell_of_expiry", queue="notifications")
def tell_of_expiry(claim: Claim) -> None:
    """Tells the holder that a letter will soon no longer count."""
    with claim.result():
        notifications.tell_of_expiry(claim.id("request"))


@task("letters.tell_of_disposition", queue="notifications")
def tell_of_disposition(claim: Claim) -> None:
    """Tells officials that an incoming letter was passed on to them."""
    with claim.result():
        notifications.tell_of_disposition(claim.id("disposition"))


@shared_task(name="letters.look_for_expiring", ignore_result=True)
def look_for_expiring() -> None:
    """Beat's door: looks for letters whose validity ends in two weeks."""
    announce_expiring()
