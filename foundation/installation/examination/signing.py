"""The national e-signature service and the time-stamps, where this installation uses them."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.jobs.models import Circuit

from .findings import Finding, Level, judge


def examine_signing() -> Iterator[Finding]:
    """Yield what there is to say about services that letters are signed with."""
    if settings.LETTER_SIGNING_BACKEND == "bsre":
        yield from _national_service()
    try:
        resting = list(Circuit.objects.filter(open_until__isnull=False))
    except DatabaseError:
        # The database's own examination tells of it.
        return
    for circuit in resting:
        since = timezone.localtime(circuit.opened_at) if circuit.opened_at else None
        yield Finding(
            Level.WARNING,
            _("Layanan %(name)s tidak menjawab sejak %(since)s: %(reason)s")
            % {
                "name": circuit.name,
                "since": since.strftime("%d-%m-%Y %H.%M") if since else "?",
                "reason": circuit.last_failure,
            },
            _("Yang menunggu tidak hilang. Periksa alamat, jaringan, dan penyedia layanannya."),
        )


def _national_service() -> Iterator[Finding]:
    complete = all((settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD))
    yield judge(
        complete,
        _("Layanan tanda tangan nasional: %(address)s, versi %(version)d")
        % {"address": settings.BSRE_URL, "version": settings.BSRE_API_VERSION},
        _("Layanan tanda tangan nasional belum lengkap diatur."),
        _("Isi BSRE_URL, BSRE_USER, dan BSRE_PASSWORD_FILE."),
    )
    yield judge(
        not complete or settings.BSRE_URL.startswith("https://") or "127.0.0.1" in settings.BSRE_URL,
        _("Passphrase dikirim lewat HTTPS"),
        _("Passphrase pejabat akan terkirim tanpa HTTPS."),
        _("Isi BSRE_URL dengan alamat https://."),
    )
    roots = settings.BSRE_TRUST_ROOTS
    yield judge(
        bool(roots) and Path(roots).is_file(),
        _("Sertifikat induk layanan nasional: %(file)s") % {"file": roots},
        _("Sertifikat induk layanan nasional tidak ada, jadi tidak satu surat pun dapat diterima kembali."),
        _("Isi BSRE_TRUST_ROOTS dengan berkas PEM sertifikat induk BSrE."),
    )
