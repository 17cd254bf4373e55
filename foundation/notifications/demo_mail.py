"""The demo outbox's mail server: real SMTP in, rows out; demo mode only."""

from email import message_from_bytes, policy
from typing import Any

from aiosmtpd.controller import Controller
from asgiref.sync import sync_to_async
from django.db import close_old_connections

from .models import DemoMessage

KEEP = 500


class Catcher:
    """Takes every message and delivers none."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Stores one message."""
        await sync_to_async(store)(envelope.content, list(envelope.rcpt_tos))
        return "250 Message accepted"


def store(content: bytes, recipients: list[str]) -> None:
    """Keeps a message for each recipient, and only the newest few hundred messages."""
    close_old_connections()
    mail = message_from_bytes(content, policy=policy.default)
    part = mail.get_body(("plain", "html"))
    text = part.get_content() if part is not None else ""
    for recipient in recipients:
        DemoMessage.objects.create(
            channel="email", recipient=recipient, subject=str(mail["subject"] or ""), body=str(text)
        )
    old = DemoMessage.objects.order_by("-received_at").values_list("pk", flat=True)[KEEP:]
    DemoMessage.objects.filter(pk__in=list(old)).delete()


def serve(port: int) -> Controller:
    """Starts the server on the loopback address and returns its controller."""
    controller = Controller(Catcher(), hostname="127.0.0.1", port=port)
    controller.start()
    return controller
