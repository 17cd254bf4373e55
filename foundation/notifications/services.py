"""Telling people things: in the portal always, and by the channels that reach them."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.jobs.events import order

from .channels import available_channels
from .models import Delivery, Notification


@dataclass(frozen=True)
class Recipient:
    """Who is told: the id of a user or of a person, and the addresses known of them."""

    id: UUID
    email: str = ""
    phone: str = ""

    def address(self, channel: str) -> str:
        """The address for a channel; empty when none is known."""
        return {"email": self.email, "sms": self.phone}.get(channel, "")


@transaction.atomic(savepoint=False)
def notify(recipient: Recipient, *, key: str, subject: str, body: str, link: str = "") -> Notification:
    """Puts a message into the recipient's portal and orders its delivery by the first channel with an address.

    The same key tells the same recipient once, however often this is called.
    """
    notification, created = Notification.objects.get_or_create(
        recipient_id=recipient.id, key=key, defaults={"subject": subject, "body": body, "link": link}
    )
    if created:
        channel = next((name for name in available_channels() if recipient.address(name)), None)
        if channel is not None:
            delivery = Delivery.objects.create(
                notification=notification, channel=channel, address=recipient.address(channel)
            )
            order("notifications.deliver", key=str(delivery.pk), delivery=delivery.pk)
    return notification


def mark_read(recipient_id: UUID) -> int:
    """Marks all messages of the recipient as read; returns how many were new."""
    return Notification.objects.filter(recipient_id=recipient_id, read_at__isnull=True).update(
        read_at=timezone.now()
    )
