"""Delivery of notifications by their channel."""

from django.utils import timezone

from foundation.access.reach import elevated
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task

from .channels import CHANNELS, Message
from .models import Delivery


def mark_failed(claim: Claim) -> None:
    """The delivery failed for good: the receipt says so."""
    with elevated():
        Delivery.objects.filter(pk=claim.id("delivery")).update(state=Delivery.State.FAILED)


@task("notifications.deliver", queue="notifications", max_attempts=10, on_failure=mark_failed)
def deliver(claim: Claim) -> None:
    """Hands one notification to its provider. The delivery's id is the provider's key against repetitions."""
    with claim.reading(), elevated():
        delivery = Delivery.objects.select_related("notification").get(pk=claim.id("delivery"))
    # idempotency: a delivery with a receipt was sent by an earlier attempt
    if delivery.state == Delivery.State.SENT:
        return
    notification = delivery.notification
    message = Message(str(delivery.pk), delivery.address, notification.subject, notification.body)
    receipt = CHANNELS[delivery.channel](message)
    with claim.result(), elevated():
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.State.SENT, receipt=receipt[:200], sent_at=timezone.now()
        )
