"""What workers do for residents."""

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.access.reach import elevated
from foundation.accounts.codes import digits_of
from foundation.accounts.models import SignInCode
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task
from foundation.notifications.channels import CHANNELS, Message, available_channels

from .identity.checks import identity_check, identity_give_up
from .models import Resident
from .notifications import remind_of_corrections, tell_clerks_of_correction, tell_of_correction
from .notifications import tell_of_opening as tell
from .services.exports import export_give_up, export_make
from .services.import_work import import_apply, import_preview, import_undo
from .services.imports import import_give_up


@task("citizens.send_sign_in_code", queue="codes", max_attempts=4)
def send_sign_in_code(claim: Claim) -> None:
    """Sends a one-time code to the first address that the register knows; codes have no place in the portal."""
    with claim.reading(), elevated():
        code = SignInCode.objects.get(pk=claim.id("code"))
        resident = Resident.objects.filter(pk=code.person_id).first() if code.person_id else None
    if resident is None or code.expires_at <= timezone.now():
        return
    addresses = {"email": resident.email, "sms": resident.phone}
    channel = next((name for name in available_channels() if addresses.get(name)), None)
    if channel is None:
        return
    with translation.override("id"):
        is_copy = code.purpose == SignInCode.Purpose.COPY
        text = "notifications/copy_code.txt" if is_copy else "notifications/sign_in_code.txt"
        body = render_to_string(text, {"digits": digits_of(code.pk)}).strip()
        subject = _("Kode salinan data Smart Kampung") if is_copy else _("Kode masuk Smart Kampung")
    CHANNELS[channel](Message(str(code.pk), addresses[channel], subject, body))


@task("citizens.tell_of_opening", queue="notifications")
def tell_of_opening(claim: Claim) -> None:
    """Tells the village and the person that the regency has opened their data."""
    with claim.result():
        tell(claim.id("permission"))


@task("citizens.tell_clerks_of_correction", queue="notifications")
def tell_clerks(claim: Claim) -> None:
    """Tells the village's clerks that a citizen asks for a correction."""
    with claim.result():
        tell_clerks_of_correction(claim.id("correction"))


@task("citizens.tell_of_correction", queue="notifications")
def tell_citizen_of_correction(claim: Claim) -> None:
    """Tells the citizen what the village answered."""
    with claim.result():
        tell_of_correction(claim.id("correction"))


@task("citizens.remind_of_corrections", queue="notifications")
def remind_villages(claim: Claim) -> None:
    """Each morning: tells secretary and head of what is overdue in their village."""
    with claim.result():
        remind_of_corrections(claim.key)


def _give_up_import(claim: Claim) -> None:
    import_give_up(claim.id("batch"))


@task("citizens.preview_import", queue="bulk", max_attempts=4, on_failure=_give_up_import)
def preview_import(claim: Claim) -> None:
    """Reads an uploaded file and compares it with the register."""
    import_preview(claim.id("batch"), claim)


@task("citizens.apply_import", queue="bulk", max_attempts=4, on_failure=_give_up_import)
def apply_import(claim: Claim) -> None:
    """Writes an import that the clerk agreed to into the register."""
    import_apply(claim.id("batch"), claim)


@task("citizens.undo_import", queue="bulk", max_attempts=4, on_failure=_give_up_import)
def undo_import(claim: Claim) -> None:
    """Takes an applied import back."""
    import_undo(claim.id("batch"), claim)


def _give_up_export(claim: Claim) -> None:
    export_give_up(claim.id("export"))


@task("citizens.make_export", queue="bulk", max_attempts=3, on_failure=_give_up_export)
def make_export(claim: Claim) -> None:
    """Makes the file of a list that somebody asked for."""
    export_make(claim.id("export"), claim)


def _give_up_identity(claim: Claim) -> None:
    identity_give_up(claim.id("check"))


@task("citizens.check_identity", queue="notifications", max_attempts=5, on_failure=_give_up_identity)
def check_identity(claim: Claim) -> None:
    """Asks the civil registry about a NIK."""
    identity_check(claim)
