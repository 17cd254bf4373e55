"""Measures the letters' whole way (job, PDF, signature, store, message) beside a bare loop of the same libraries."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from foundation.access.reach import EVERYWHERE, working_in
from foundation.jobs.models import Job
from letters.models import Letter
from letters.rendering.html import letter_html
from letters.services.sign import sign_many
from smartkampung.bench.desk import head_of, lay_on_desk
from smartkampung.bench.reference import letters_a_second


class Command(BaseCommand):
    help = "Mengukur surat per detik lewat seluruh jalur; layanan peragaan harus sedang berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--letters", type=int, default=200)
        parser.add_argument("--village", default="35.10.01.2001")
        parser.add_argument("--processes", type=int, default=2, help="of the bare loop")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                _("Ukuran ini membuat surat, jadi hanya dijalankan pada pemasangan peragaan (DEMO=1).")
            )
        count, village = options["letters"], options["village"]
        head, ids = head_of(village), lay_on_desk(village, count)
        began = time.perf_counter()
        with working_in(village):
            sign_many(ids, head)
        signed = time.perf_counter()
        _wait_until_issued(ids)
        done = time.perf_counter()
        with working_in(EVERYWHERE):
            htmls = [letter_html(row.snapshot) for row in Letter.objects.filter(request_id__in=ids)]
        bare = letters_a_second(htmls, options["processes"])
        whole = count / (done - signed)
        self.stdout.write(
            f"sign {count} at once: {signed - began:.2f} s; all issued after {done - began:.2f} s"
        )
        self.stdout.write(f"whole way {whole:.1f} letters/s, bare loop {bare:.1f}, ratio {whole / bare:.2f}")


def _wait_until_issued(ids: Sequence[UUID]) -> None:
    while True:
        with working_in(EVERYWHERE):
            open_letters = Letter.objects.filter(request_id__in=ids).exclude(document_state="ready")
            busy = open_letters.exists() or Job.objects.filter(state__in=["waiting", "running"]).exists()
        if not busy:
            return
        time.sleep(0.05)
