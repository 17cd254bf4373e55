"""What works beside the web processes: the broker, the workers, the mail server."""

import os
import socket
from collections.abc import Iterator
from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.reach import elevated
from foundation.jobs import health

from .findings import Finding, Level, judge

SECONDS_TO_ANSWER = 3
# The sweeper runs each minute; three missed turns are no accident.
MISSED_SWEEPS = 3


def examine_services() -> Iterator[Finding]:
    """Yield what there is to say about broker, workers and mail."""
    yield _broker()
    try:
        with elevated():
            yield from _workers()
    except DatabaseError as error:
        yield Finding(
            Level.VITAL,
            _("Keadaan pekerjaan tidak dapat dibaca: %(error)s")
            % {"error": str(error).strip().partition("\n")[0]},
            "bin/manage prepare_database",
        )
    yield _mail()


def _broker() -> Finding:
    if not settings.REDIS_URL:
        folder = settings.VAR_DIR / "broker"
        return judge(
            os.access(folder, os.W_OK | os.X_OK),
            _("Antrean pekerjaan bawaan dapat ditulisi"),
            _("Folder antrean %(folder)s tidak dapat ditulisi.") % {"folder": folder},
            _("Beri pengguna yang menjalankan layanan hak untuk menulis di folder itu."),
        )
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=SECONDS_TO_ANSWER)
    try:
        client.ping()
    except redis.RedisError as error:
        return Finding(
            Level.VITAL,
            _("Redis tidak menjawab: %(error)s") % {"error": error},
            _("Periksa REDIS_URL dan apakah Redis berjalan. Pekerjaan yang tercatat tidak hilang."),
        )
    try:
        policy = str(client.config_get("maxmemory-policy").get("maxmemory-policy", ""))
    except redis.RedisError:
        # Managed servers often refuse the question; then there is nothing to say about it.
        policy = "noeviction"
    return judge(
        policy == "noeviction",
        _("Redis menjawab"),
        _("Redis membuang data bila memorinya penuh (%(policy)s).") % {"policy": policy},
        _("Atur maxmemory-policy menjadi noeviction."),
        vital=False,
    )


def _workers() -> Iterator[Finding]:
    now = timezone.now()
    swept = health.last_sweep()
    longest = timedelta(seconds=settings.JOB_SWEEP_SECONDS * MISSED_SWEEPS)
    yield judge(
        swept is not None and now - swept <= longest,
        _("Penjadwal dan pelaksana pekerjaan berjalan"),
        _("Penjadwal atau pelaksana pekerjaan tidak berjalan (terakhir: %(when)s).")
        % {"when": timezone.localtime(swept).strftime("%d-%m-%Y %H.%M") if swept else _("belum pernah")},
        _("Jalankan bin/run, atau layanan beat dan worker; lihat catatannya bila tetap berhenti."),
        # While the service is stopped this is as it should be.
        vital=False,
    )
    stuck = health.stuck()
    yield judge(
        stuck == 0,
        _("Tidak ada pekerjaan yang macet"),
        _("Ada %(count)d pekerjaan yang tertunda lebih dari sepuluh menit.") % {"count": stuck},
        "bin/manage sweep_jobs",
        vital=False,
    )


def _mail() -> Finding:
    address = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=SECONDS_TO_ANSWER):
            answers = True
    except OSError:
        answers = False
    return judge(
        answers,
        _("Server surel %(address)s menjawab") % {"address": address},
        _("Server surel %(address)s tidak menjawab; pemberitahuan lewat surel tertunda.")
        % {"address": address},
        _("Periksa EMAIL_URL. Server surel peragaan hanya menjawab selama bin/run berjalan."),
        vital=False,
    )
