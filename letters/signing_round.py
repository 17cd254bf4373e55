"""The round of one batch: a thread of the web process that holds the passphrase and hands letters to the service.

The passphrase is an argument of these functions and nothing else: when the thread ends, or its process dies, it is
gone, and the letters that are left wait until it is typed again. Several processes share the database alone.
"""

import logging
import threading
import time
from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from foundation.access.reach import working_in
from foundation.access.roles import Actor
from foundation.documents.storage import read_stored, save
from foundation.jobs import circuit

from .models import SignatureOrder, SigningRound
from .queries.electronic import SERVICE, signer_of
from .services.electronic import (
    RoundLost,
    SignerCertificate,
    round_finish,
    round_next,
    round_signed,
    round_start,
    round_stop,
    round_waits,
)
from .signing.backend import (
    Paper,
    SignerMaterial,
    SigningBackend,
    SigningRefused,
    SigningUnavailable,
    signing_backend,
)
from .signing.bsre import BsreSigner, bsre_trust_roots, waiting_text

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 300.0
"""How long a round goes on trying while the service does not answer, or while a PDF is still being made."""
LOOK_AGAIN_SECONDS = 0.3
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 20.0


@sensitive_variables("passphrase")
def begin_round(actor: Actor, passphrase: str) -> None:
    """Starts a round for what waits for this signatory, once the running transaction has committed.

    A round that runs already takes new letters along. Raises WrongInput when the service does not know the signatory.
    """
    row = round_start(actor)
    signer = signer_of(actor.account_id)
    if row is not None and signer is not None:
        material = BsreSigner(signer.identity, passphrase)
        transaction.on_commit(lambda: start_thread(row, signing_backend(), material))


@sensitive_variables("signer")
def start_thread(row: SigningRound, backend: SigningBackend, signer: SignerMaterial) -> None:
    """Starts the round's thread; it ends with its process at the latest."""
    thread = threading.Thread(
        target=_in_thread, args=(row.pk, row.area_code, row.signer_id, backend, signer), daemon=True
    )
    thread.start()


@sensitive_variables("signer")
def _in_thread(
    round_id: UUID, area_code: str, user_id: UUID, backend: SigningBackend, signer: SignerMaterial
) -> None:
    try:
        carry_out(round_id, area_code, user_id, backend, signer)
    except RoundLost:
        logger.warning("signing round %s was ended by somebody else", round_id)
    except Exception:
        # Said without its arguments; the round's lease runs out, and the page asks for the passphrase again.
        logger.exception("signing round %s broke off", round_id)
    finally:
        connection.close()


@sensitive_variables("signer")
def carry_out(
    round_id: UUID, area_code: str, user_id: UUID, backend: SigningBackend, signer: SignerMaterial
) -> None:
    """Signs what waits for the signatory, in order, until nothing is left, the service refuses, or patience ends."""
    pause, deadline = FIRST_PAUSE_SECONDS, time.monotonic() + PATIENCE_SECONDS
    while True:
        with working_in(area_code):
            orders = round_next(round_id, backend.most_at_once)
        if not orders:
            with working_in(area_code):
                # A PDF that failed is no longer on its way; one that is being made is waited for.
                if round_finish(round_id):
                    return
            if time.monotonic() > deadline:
                with working_in(area_code):
                    round_stop(
                        round_id, _("Sebagian PDF belum selesai dibuat. Ketik ulang passphrase nanti.")
                    )
                return
            time.sleep(LOOK_AGAIN_SECONDS)
            continue
        done: list[SignatureOrder] = []
        try:
            _sign(round_id, area_code, orders, backend, signer, done)
        except SigningRefused as error:
            with working_in(area_code):
                round_stop(round_id, str(error), orders[len(done)])
            return
        except (SigningUnavailable, circuit.CircuitOpen) as error:
            text = str(error) if isinstance(error, SigningUnavailable) else waiting_text()
            with working_in(area_code):
                round_waits(round_id, text, orders[len(done) :], getattr(error, "receipt", ""))
                if time.monotonic() > deadline:
                    round_stop(round_id, text + " " + _("Ketik ulang passphrase untuk mencoba lagi."))
                    return
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            if not done:
                continue
        pause, deadline = FIRST_PAUSE_SECONDS, time.monotonic() + PATIENCE_SECONDS


@sensitive_variables("signer")
def _sign(
    round_id: UUID,
    area_code: str,
    orders: Sequence[SignatureOrder],
    backend: SigningBackend,
    signer: SignerMaterial,
    done: list[SignatureOrder],
) -> None:
    """Has the files signed, and believes, stores and registers each as it comes back; `done` grows with each."""
    from .signing.acceptance import NotTheLetter, accept_signed

    circuit.enter(SERVICE)
    papers = [_paper(order) for order in orders]
    roots = bsre_trust_roots()
    try:
        returned = backend.sign_several(papers, signer, signed_at=timezone.now())
        for order, paper, signed in zip(orders, papers, returned, strict=False):
            report = accept_signed(paper.pdf, signed, trust_roots=roots)
            stored = save(signed)
            certificate = SignerCertificate(
                report.certificate_serial or "",
                report.signer_name or "",
                report.certificate_until or timezone.now(),
            )
            with working_in(area_code):
                round_signed(round_id, order, stored, certificate)
            done.append(order)
    except SigningUnavailable as error:
        circuit.failed(SERVICE, str(error))
        raise
    except NotTheLetter as error:
        logger.error("the e-signature service returned a file that is not the signed letter: %s", error)
        circuit.failed(SERVICE, str(error))
        raise SigningUnavailable(
            _("Berkas yang dikembalikan layanan tanda tangan nasional tidak sesuai, jadi belum dipakai.")
        ) from error
    except SigningRefused:
        circuit.succeeded(SERVICE)
        raise
    circuit.succeeded(SERVICE)


def _paper(order: SignatureOrder) -> Paper:
    snapshot = order.letter.snapshot
    return Paper(
        read_stored(order.path),
        reason=f"{snapshot['type']['name']} {order.letter.number}",
        location=snapshot["place"],
        link=snapshot["verification"]["url"],
        receipt=order.receipt,
    )
