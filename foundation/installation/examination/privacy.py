"""Personal data: whether what is due is erased each night, and how the civil registry is asked."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.jobs.models import Job
from foundation.retention.rules import own_days
from foundation.retention.tasks import TASK

from .findings import Finding, Level, judge

OLDEST = timedelta(hours=26)
"""A night's job that was missed once."""
CLOSED_NETWORKS = ("https://", "http://127.0.0.1", "http://10.", "http://172.", "http://192.168.")


def examine_privacy() -> Iterator[Finding]:
    """Yield what there is to say about retention and about the registry."""
    yield from _retention()
    if settings.DUKCAPIL_BACKEND != "off":
        yield from _registry()


def _retention() -> Iterator[Finding]:
    try:
        own_days()
    except (ImproperlyConfigured, OSError, ValueError) as error:
        yield Finding(
            Level.VITAL,
            _("Masa simpan sendiri tidak terbaca: %(error)s") % {"error": error},
            _("Betulkan berkas yang disebut RETENTION_FILE; aturan yang ada tercantum di docs/privasi.md."),
        )
        return
    try:
        last = Job.objects.filter(kind=TASK).order_by("-created_at").first()
    except DatabaseError:
        # The database's own examination tells of it.
        return
    done = last is not None and last.state == Job.State.DONE and last.finished_at is not None
    when = timezone.localtime(last.created_at).strftime("%d-%m-%Y %H.%M") if last else "–"
    yield judge(
        last is None or (done and timezone.now() - last.created_at <= OLDEST),
        _("Masa simpan dijalankan terakhir: %(when)s") % {"when": when},
        _("Masa simpan tidak berjalan sejak %(when)s: %(error)s")
        % {"when": when, "error": last.error[:120] if last else ""},
        _("Periksa beat dan pekerja, lalu jalankan bin/manage retention."),
        vital=False,
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
    yield judge(
        not complete or settings.DUKCAPIL_URL.startswith(CLOSED_NETWORKS),
        _("NIK dikirim lewat HTTPS atau jaringan tertutup"),
        _("NIK akan terkirim tanpa HTTPS lewat jaringan terbuka."),
        _("Isi DUKCAPIL_URL dengan alamat https://, atau alamat jaringan tertutup (VPN) Dukcapil."),
    )
