"""Electronic signatures of persons: a finished file is ordered, a round signs, the letter is issued when it has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from foundation.access.roles import Actor
from foundation.documents.storage import StoredFile
from foundation.jobs.events import order
from letters.errors import WrongInput
from letters.models import (
    ElectronicSigner,
    Letter,
    Request,
    SignatureOrder,
    SignedCertificate,
    SigningRound,
)
from letters.queries.electronic import on_their_way, signing_area, waiting_orders

from .issue import issue_letter

LEASE = timedelta(seconds=150)
"""Longer than the longest call to the service: past it, a round that says nothing has died."""


class RoundLost(Exception):
    """The round was ended by somebody else: its lease had run out."""


@dataclass(frozen=True)
class SignerCertificate:
    """The certificate that a signature was made with."""

    serial: str
    subject: str
    not_after: datetime


@transaction.atomic
def order_signature(letter_id: UUID, stored: StoredFile) -> None:
    """Registers a finished file that waits for its signatory's electronic signature; once for each letter.

    Called by a worker inside its claim's result. Locks request and letter.
    """
    request_id = Letter.objects.values_list("request_id", flat=True).get(pk=letter_id)
    Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
    if letter.document_state == Letter.DocumentState.READY:
        return
    SignatureOrder.objects.update_or_create(
        letter=letter,
        defaults={
            "area_code": letter.area_code,
            "signer_id": letter.countersigned_by_id or letter.signed_by_id,
            "sha256": stored.sha256,
            "size": stored.size,
            "path": stored.path,
        },
    )
    letter.document_state = Letter.DocumentState.UNSIGNED
    letter.save(update_fields=["document_state"])


def signer_check(user_id: UUID) -> bool:
    """Orders that the service be asked for the signer's standing, at most once a minute; False without a signer."""
    signer = ElectronicSigner.objects.filter(pk=user_id).first()
    if signer is None:
        return False
    minute = timezone.now().strftime("%Y%m%d%H%M")
    # Another identity is another question; the key bears a fingerprint of it and no NIK.
    asked = salted_hmac("signer-check", signer.identity).hexdigest()[:12]
    order(
        "letters.check_signer", key=f"{user_id}:{minute}:{asked}", area_code=signer.area_code, signer=user_id
    )
    return True


@transaction.atomic
def signer_register(actor: Actor, identity: str) -> ElectronicSigner:
    """Notes under which NIK or e-mail address the national service knows the official."""
    signer, _new = ElectronicSigner.objects.update_or_create(
        user_id=actor.account_id,
        defaults={"identity": identity, "area_code": signing_area(actor), "status": "", "checked_at": None},
    )
    signer_check(actor.account_id)
    return signer


def signer_note_status(signer: ElectronicSigner, status: str) -> None:
    """Notes what the service said of the signer's certificate, unless they are known under another name by now."""
    asked = ElectronicSigner.objects.filter(pk=signer.pk, identity=signer.identity)
    asked.update(status=status, checked_at=timezone.now())


@transaction.atomic
def round_start(actor: Actor) -> SigningRound | None:
    """Opens a round for all letters that wait for this signatory; None when one runs that will take them along.

    Raises WrongInput when the service does not know the signatory yet.
    """
    if not ElectronicSigner.objects.filter(pk=actor.account_id).exists():
        raise WrongInput({"passphrase": [_("Isi dahulu NIK yang terdaftar pada BSrE.")]})
    now = timezone.now()
    running = SigningRound.objects.select_for_update().filter(
        signer_id=actor.account_id, state=SigningRound.State.RUNNING
    )
    for row in running:
        if row.lease_until > now:
            return None
        _end(row, SigningRound.State.STOPPED, "")
    try:
        with transaction.atomic():
            return SigningRound.objects.create(
                signer_id=actor.account_id, area_code=signing_area(actor), lease_until=now + LEASE
            )
    except IntegrityError:
        return None


@transaction.atomic
def round_next(round_id: UUID, most: int) -> list[SignatureOrder]:
    """The next files of the round, marked as sent; prolongs its lease. Raises RoundLost."""
    row = _running(round_id)
    row.lease_until = timezone.now() + LEASE
    row.save(update_fields=["lease_until"])
    orders = list(waiting_orders(row.signer_id)[:most])
    SignatureOrder.objects.filter(pk__in=[order.pk for order in orders]).update(sent_at=timezone.now())
    return orders


@transaction.atomic
def round_signed(
    round_id: UUID, order: SignatureOrder, stored: StoredFile, certificate: SignerCertificate
) -> None:
    """A file came back signed, was verified and is stored: the letter is issued. Event: letter.issued."""
    row = _running(round_id)
    issue_letter(order.letter_id, stored, certificate.serial)
    SignatureOrder.objects.filter(pk=order.pk).update(signed_at=timezone.now(), receipt="")
    SignedCertificate.objects.get_or_create(
        serial=certificate.serial,
        defaults={
            "signer_id": row.signer_id,
            "area_code": row.area_code,
            "subject": certificate.subject[:200],
            "not_after": certificate.not_after,
        },
    )
    ElectronicSigner.objects.filter(pk=row.signer_id).update(
        status="ISSUE", checked_at=timezone.now(), certificate_until=certificate.not_after
    )
    row.signed += 1
    row.problem = ""
    # Version 1 of the service signs file by file: ten of them may take longer than a lease.
    row.lease_until = timezone.now() + LEASE
    row.save(update_fields=["signed", "problem", "lease_until"])


@transaction.atomic
def round_waits(round_id: UUID, problem: str, orders: Sequence[SignatureOrder], receipt: str = "") -> None:
    """The service does not answer now; the round goes on trying and says so."""
    row = _running(round_id)
    row.problem = problem[:400]
    row.lease_until = timezone.now() + LEASE
    row.save(update_fields=["problem", "lease_until"])
    if receipt and orders:
        SignatureOrder.objects.filter(pk=orders[0].pk).update(receipt=receipt)


@transaction.atomic
def round_stop(round_id: UUID, problem: str, refused: SignatureOrder | None = None) -> None:
    """The round ends before its letters are done; they wait, and `problem` tells the signatory why."""
    if refused is not None:
        SignatureOrder.objects.filter(pk=refused.pk).update(refusals=F("refusals") + 1)
    _end(_running(round_id), SigningRound.State.STOPPED, problem)


@transaction.atomic
def round_finish(round_id: UUID) -> bool:
    """Ends the round when nothing is left for it; False while a letter is still on its way."""
    row = _running(round_id)
    if on_their_way(row.signer_id).exists():
        return False
    _end(row, SigningRound.State.DONE, "")
    return True


def _running(round_id: UUID) -> SigningRound:
    row = SigningRound.objects.select_for_update().filter(pk=round_id).first()
    if row is None or row.state != SigningRound.State.RUNNING:
        raise RoundLost
    return row


def _end(row: SigningRound, state: str, problem: str) -> None:
    row.state, row.problem, row.finished_at = state, problem[:400], timezone.now()
    row.save(update_fields=["state", "problem", "finished_at"])
