"""What is said to whom when a request moves."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from citizens.formatting import long_date
from citizens.models import Resident
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Role
from foundation.accounts.models import User
from foundation.accounts.queries import holders
from foundation.notifications.services import Recipient, notify

from .models import Disposition, DispositionTask, ElectronicSigner, Letter, Request, RequestEvent
from .queries.electronic import WARN_BEFORE
from .workflow import TRANSITIONS, State, next_step

CITIZEN_SUBJECTS = {
    State.RETURNED: "Permohonan surat perlu diperbaiki",
    State.REJECTED: "Permohonan surat tidak dapat dipenuhi",
    State.ISSUED: "Surat Bapak/Ibu sudah terbit",
    State.REVOKED: "Surat Bapak/Ibu dicabut",
}
DECLINED = "Surat Bapak/Ibu belum dapat disahkan Camat"
OFFICER_SUBJECTS = {
    "check": "Permohonan baru menunggu pemeriksaan",
    "initial": "Permohonan menunggu paraf",
    "sign": "Permohonan menunggu tanda tangan",
    "countersign": "Surat menunggu pengesahan Camat",
}


def tell_citizen(request_id: UUID, entry_id: UUID) -> None:
    """Tells the applicant, where there is one, of one entry of the history.

    Must be called in a transaction that reaches the village.
    """
    request = Request.objects.select_related("type_version", "village").get(pk=request_id)
    entry = RequestEvent.objects.get(pk=entry_id)
    if request.resident_id is None:
        return
    resident = Resident.objects.get(pk=request.resident_id)
    version = request.type_version
    labels = {part["name"]: part["label"] for part in (*version.fields, *version.documents)}
    context = {
        "request_code": request.code,
        "kind": request.type_version.name,
        "village": request.village.official_title,
        "state": "declined" if entry.action == "decline" else entry.state,
        "note": entry.note,
        "parts": [labels.get(name, name) for name in entry.fields],
        "link": f"{settings.BASE_URL}/surat/saya/{request.pk}/",
    }
    with translation.override("id"), elevated():
        notify(
            Recipient(resident.pk, email=resident.email, phone=resident.phone),
            key=f"request:{entry.pk}",
            subject=DECLINED if entry.action == "decline" else CITIZEN_SUBJECTS[State(entry.state)],
            body=render_to_string("notifications/citizen.txt", context).strip(),
            link=f"/surat/saya/{request.pk}/",
        )


def tell_of_expiry(request_id: UUID) -> None:
    """Tells the holder when a letter ends to count, once. Must be called in a transaction that reaches the village."""
    letter = Letter.objects.select_related("village", "request").get(request_id=request_id)
    if letter.state != "issued" or letter.valid_until is None:
        return
    if letter.request.resident_id is None:
        return
    resident = Resident.objects.get(pk=letter.request.resident_id)
    with translation.override("id"), elevated():
        context = {
            "kind": letter.snapshot["type"]["name"],
            "village": letter.village.official_title,
            "day": long_date(letter.valid_until),
            "link": f"{settings.BASE_URL}/surat/saya/{letter.request_id}/",
        }
        notify(
            Recipient(resident.pk, email=resident.email, phone=resident.phone),
            key=f"expiry:{letter.pk}",
            subject="Masa berlaku surat segera habis",
            body=render_to_string("notifications/expiry.txt", context).strip(),
            link=f"/surat/saya/{letter.request_id}/",
        )


def tell_of_disposition(disposition_id: UUID) -> None:
    """Tells each official with an account of a disposition; what it says stands behind the sign-in."""
    tasks = list(
        DispositionTask.objects.select_related("village")
        .filter(disposition_id=disposition_id, done_at=None)
        .exclude(user_id=None)
    )
    incoming_id = Disposition.objects.values_list("incoming_id", flat=True).get(pk=disposition_id)
    with translation.override("id"), elevated():
        for task in tasks:
            context = {
                "village": task.village.official_title,
                "due": long_date(task.due_on) if task.due_on else "",
                "link": f"{settings.BASE_URL}/desa/surat-masuk/{incoming_id}/",
            }
            for user in User.objects.filter(pk__in=[task.user_id], is_active=True):
                notify(
                    Recipient(user.pk, email=user.email),
                    key=f"disposition:{task.pk}",
                    subject="Disposisi baru untuk Anda",
                    body=render_to_string("notifications/disposition.txt", context).strip(),
                    link=f"/desa/surat-masuk/{incoming_id}/",
                )


def tell_of_failed_document(request_id: UUID) -> None:
    """Tells the office that a letter's PDF could not be made, with the way to the button that tries again."""
    request = Request.objects.select_related("type_version", "village").get(pk=request_id)
    _tell(
        request,
        (Role.OPERATOR, Role.SECRETARY),
        key=f"failed:{request.pk}",
        subject="Berkas surat belum dapat dibuat",
        base="/desa/permohonan",
    )


def tell_of_decline(request_id: UUID) -> None:
    """Tells the office that the camat did not countersign; the reason stands on the request's page."""
    request = Request.objects.select_related("type_version", "village").get(pk=request_id)
    _tell(
        request,
        OFFICE_ROLES,
        key=f"declined:{request.pk}",
        subject="Camat tidak mengesahkan surat",
        base="/desa/permohonan",
    )


def tell_of_ending_certificate(signer: ElectronicSigner) -> None:
    """Tells a signatory, once a certificate, that it ends within thirty days."""
    until = signer.certificate_until
    if until is None or until - timezone.now() > WARN_BEFORE:
        return
    user = User.objects.get(pk=signer.user_id)
    day = long_date(timezone.localdate(until))
    with translation.override("id"):
        notify(
            Recipient(user.pk, email=user.email),
            key=f"certificate:{until.isoformat()}",
            subject="Sertifikat tanda tangan elektronik segera berakhir",
            body=f"Sertifikat Bapak/Ibu berlaku sampai {day}. Silakan ajukan perpanjangan kepada BSrE.",
            link="/tanda-tangan-elektronik/",
        )


def tell_officers(request_id: UUID, entry_id: UUID) -> None:
    """Tells those whose turn it is now; when the request has moved on meanwhile, nobody needs to hear of it."""
    request = Request.objects.select_related("type_version", "village").get(pk=request_id)
    entry = RequestEvent.objects.get(pk=entry_id)
    step = next_step(request.state, request.type_version.steps)
    if request.state != entry.state or not step:
        return
    _tell(
        request,
        [role for role in TRANSITIONS[step].roles if role != Role.CITIZEN],
        key=f"request:{entry.pk}",
        subject=OFFICER_SUBJECTS[step],
        base="/kecamatan/permohonan" if step == "countersign" else "/desa/permohonan",
    )


def _tell(request: Request, roles: Sequence[str], *, key: str, subject: str, base: str) -> None:
    """One message to everybody who holds one of the roles where the request lies."""
    context = {
        "request_code": request.code,
        "kind": request.type_version.name,
        "village": request.village.official_title,
        "link": f"{settings.BASE_URL}{base}/{request.pk}/",
    }
    with translation.override("id"), elevated():
        body = render_to_string("notifications/officer.txt", context).strip()
        for user in holders(request.area_code, *roles):
            recipient = Recipient(user.pk, email=user.email)
            notify(recipient, key=key, subject=subject, body=body, link=f"{base}/{request.pk}/")
