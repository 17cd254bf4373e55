"""The national e-signature service, time-stamps and the civil registry, where this installation uses them."""

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
    if settings.DUKCAPIL_BACKEND != "off":
        yield from _registry()
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


def _registry() -> Iterator[Finding]:
    complete = all((settings.DUKCAPIL_URL, settings.DUKCAPIL_USER, settings.DUKCAPIL_PASSWORD))
    yield judge(
        complete and settings.DUKCAPIL_BACKEND == "http",
        _("Pemeriksaan NIK ke Dukcapil: %(address)s") % {"address": settings.DUKCAPIL_URL},
        _("Pemeriksaan NIK ke Dukcapil belum lengkap diatur."),
        _(
            "Isi DUKCAPIL_BACKEND=http, DUKCAPIL_URL, DUKCAPIL_USER, dan DUKCAPIL_PASSWORD_FILE, atau matikan."
        ),
    )
    inside = ("https://", "http://127.0.0.1", "http://10.", "http://172.", "http://192.168.")
    yield judge(
        not complete or settings.DUKCAPIL_URL.startswith(inside),
        _("NIK dikirim lewat HTTPS atau jaringan tertutup"),
        _("NIK akan terkirim tanpa HTTPS lewat jaringan terbuka."),
        _("Isi DUKCAPIL_URL dengan alamat https://, atau alamat jaringan tertutup (VPN) Dukcapil."),
    )
