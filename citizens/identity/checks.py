"""Asking the registry about a resident: with consent, once for the same record, in a job behind a circuit breaker."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.formatting import long_date
from citizens.journal import subject_of
from citizens.models import IdentityCheck, Resident
from citizens.services.households import resident_lock_any
from foundation.access.roles import Actor
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen
from foundation.jobs import circuit
from foundation.jobs.claims import Claim
from foundation.jobs.events import record
from foundation.jobs.runner import Hopeless

from .backend import Elements, QuotaUsedUp, RegistryDown, backend_from_settings, is_available

SERVICE = "dukcapil"
"""The name of the registry's circuit."""
State, Problem = IdentityCheck.State, IdentityCheck.Problem


@transaction.atomic
def identity_ask(resident_id: UUID | str, actor: Actor, *, consent: str) -> IdentityCheck:
    """Orders a check and writes it into the journal. Who may: clerk and secretary. Event: identity.asked.

    Args: consent: how the person agreed. Raises Http404 out of reach; EventRefused where nothing can be asked, while
    one question is on its way, and while the verdict on the same record is still fresh: a question costs quota.
    """
    resident = resident_lock_any(resident_id, actor)
    if not is_available() or not resident.is_alive or not resident.nik:
        raise EventRefused(_("NIK warga ini tidak dapat diperiksa ke Dukcapil."))
    latest = latest_check(resident)
    if latest is not None and latest.state == State.WAITING:
        raise EventRefused(_("NIK ini sedang diperiksa. Tunggu hasilnya."))
    if latest is not None and is_fresh(latest, resident) and latest.checked_on is not None:
        raise EventRefused(
            _("Data yang sama sudah diperiksa pada %(day)s: %(verdict)s.")
            % {"day": long_date(latest.checked_on), "verdict": latest.get_verdict_display()}
        )
    check = IdentityCheck.objects.create(
        resident=resident,
        village_id=resident.village_id,
        area_code=resident.area_code,
        fingerprint=fingerprint_of(resident),
        consent=consent,
        asked_by_name=actor.name,
    )
    record_access(
        actor,
        subject_of(resident),
        screen=Screen.IDENTITY,
        purpose=Purpose.REGISTER,
        fields=["nik"],
        reference_id=check.pk,
    )
    record("identity.asked", key=str(check.pk), area_code=resident.village_id, check=check.pk)
    return check


def identity_check(claim: Claim) -> None:
    """Puts the question; no transaction is open meanwhile. Raises what the runner tries again."""
    with claim.reading():
        check = IdentityCheck.objects.select_related("resident").filter(pk=claim.id("check")).first()
    # The person may have taken the consent back meanwhile.
    if check is None or check.state != State.WAITING or not check.resident.nik:
        return
    resident = check.resident
    backend = backend_from_settings()
    circuit.enter(SERVICE)
    try:
        verdict = backend.check(Elements(check.resident.nik, resident.name, resident.birth_date))
    except QuotaUsedUp:
        circuit.succeeded(SERVICE)
        with claim.reading():
            IdentityCheck.objects.filter(pk=check.pk).update(problem=Problem.QUOTA)
        raise Hopeless("quota") from None
    except RegistryDown as error:
        circuit.failed(SERVICE, str(error))
        raise
    circuit.succeeded(SERVICE)
    with claim.result():
        IdentityCheck.objects.filter(pk=check.pk, state=State.WAITING).update(
            state=State.DONE,
            verdict=verdict,
            checked_on=timezone.localdate(),
            fingerprint=fingerprint_of(resident),
            problem="",
        )


def identity_give_up(check_id: UUID) -> None:
    """Notes that the registry gave no answer; it can be asked again."""
    waiting = IdentityCheck.objects.filter(pk=check_id, state=State.WAITING)
    waiting.filter(problem="").update(problem=Problem.DOWN)
    waiting.update(state=State.FAILED)


@transaction.atomic
def consent_withdraw(actor: Actor) -> int:
    """A citizen takes the consent back: every verdict on the own NIK is erased at once (UU 27/2022, art. 9)."""
    rows = IdentityCheck.objects.filter(resident_id=actor.recipient_id)
    count = rows.count()
    rows.delete()
    return count


def checks_of(resident: Resident) -> list[IdentityCheck]:
    """Every question about a resident, the latest first."""
    return list(IdentityCheck.objects.filter(resident=resident).order_by("-asked_at"))


def latest_check(resident: Resident) -> IdentityCheck | None:
    """The last question about a resident."""
    return IdentityCheck.objects.filter(resident=resident).order_by("-asked_at").first()


def is_fresh(check: IdentityCheck, resident: Resident) -> bool:
    """Whether the verdict is about the record as it is now, and not too old."""
    if check.checked_on is None:
        return False
    age = timezone.localdate() - check.checked_on
    return check.fingerprint == fingerprint_of(resident) and age < timedelta(
        days=settings.DUKCAPIL_CACHE_DAYS
    )


def fingerprint_of(resident: Resident) -> str:
    """A mark of the elements that are compared, by the server's secret."""
    text = f"{resident.nik}|{resident.name}|{resident.birth_date.isoformat()}"
    return salted_hmac("citizens.identity", text, algorithm="sha256").hexdigest()
