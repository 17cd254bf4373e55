"""What waits for a signatory's electronic signature, and how the present batch goes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role
from foundation.jobs.circuit import is_open
from letters.models import ElectronicSigner, Letter, SignatureOrder, SigningRound

SERVICE = "bsre"
"""The name of the service's circuit."""
WARN_BEFORE = timedelta(days=30)


def on_their_way(user_id: UUID) -> QuerySet[Letter]:
    """Letters that this person signed last and that have no signed PDF yet, in the order of their numbers."""
    last_signer = Q(countersigned_by_id=user_id) | Q(countersigned_by__isnull=True, signed_by_id=user_id)
    states = [Letter.DocumentState.RENDERING, Letter.DocumentState.UNSIGNED]
    rows = Letter.objects.filter(last_signer, document_state__in=states)
    return rows.order_by("village_id", "year", "register", "sequence")


def waiting_orders(user_id: UUID) -> QuerySet[SignatureOrder]:
    """Finished files that wait for this person; what the service refused before comes last."""
    rows = SignatureOrder.objects.filter(signer_id=user_id, signed_at__isnull=True).select_related("letter")
    numbers = ("letter__village_id", "letter__year", "letter__register", "letter__sequence")
    return rows.order_by("refusals", *numbers)


def signer_of(user_id: UUID) -> ElectronicSigner | None:
    """How the service knows this person; None as long as nobody has said."""
    return ElectronicSigner.objects.filter(pk=user_id).first()


def latest_round(user_id: UUID) -> SigningRound | None:
    """The batch that runs, or the last one."""
    return SigningRound.objects.filter(signer_id=user_id).order_by("-started_at").first()


def round_words(latest: SigningRound | None, waiting: int) -> dict[str, Any]:
    """How the signing stands, in words: kind running, waiting, stopped or idle."""
    alive = latest is not None and latest.state == SigningRound.State.RUNNING
    if latest is not None and alive and latest.lease_until > timezone.now():
        kind = "waiting" if latest.problem else "running"
        return {"kind": kind, "text": latest.problem, "signed": latest.signed, "waiting": waiting}
    if not waiting:
        return {"kind": "idle", "text": "", "signed": latest.signed if latest else 0, "waiting": 0}
    text = _("Ketik passphrase untuk menandatanganinya.")
    if latest is not None and alive:
        text = _("Penandatanganan terputus. Ketik ulang passphrase untuk melanjutkan.")
    elif latest is not None and latest.problem:
        text = latest.problem
    return {"kind": "stopped", "text": text, "signed": latest.signed if latest else 0, "waiting": waiting}


def certificate_words(signer: ElectronicSigner | None) -> dict[str, Any]:
    """The certificate's standing: whether it can sign, and how many days are left (None: not known yet)."""
    if signer is None or not signer.status:
        return {"known": False, "can_sign": True, "days": None, "soon": False}
    days = None
    if signer.certificate_until is not None:
        days = max((signer.certificate_until - timezone.now()).days, 0)
    return {
        "known": True,
        "can_sign": signer.status == "ISSUE",
        "status": signer.status,
        "checked_at": signer.checked_at,
        "days": days,
        "until": signer.certificate_until,
        "soon": days is not None and days <= WARN_BEFORE.days,
    }


def service_rests() -> bool:
    """Whether the national service is being left alone because it did not answer."""
    return is_open(SERVICE)


def signing_area(actor: Actor) -> str:
    """The smallest region that covers all in which this person signs: the village's, or the sub-district's."""
    parts = [code.split(".") for code in actor.codes(Role.HEAD, Role.SUBDISTRICT)]
    common = [names[0] for names in zip(*parts, strict=False) if len(set(names)) == 1]
    return ".".join(common)
