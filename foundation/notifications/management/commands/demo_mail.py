"""Runs the demo outbox's mail server until it is told to stop."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.notifications.demo_mail import serve


class Command(BaseCommand):
    help = "Catches all mail on the loopback address for the demo outbox (demo mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Kotak keluar peragaan hanya ada dalam mode peragaan (DEMO=1).")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        controller = serve(settings.DEMO_SMTP_PORT)
        self.stdout.write(f"Surel peragaan ditangkap di 127.0.0.1:{settings.DEMO_SMTP_PORT}.")
        stop.wait()
        controller.stop()
