"""Ways to reach people outside the portal. A channel is a function in CHANNELS; a new one is one more entry."""

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage

from .mail_server import MailServer
from .models import DemoMessage
from .silence import Silence

mail_server = MailServer()
mail_silence, sms_silence = Silence(), Silence()


@dataclass(frozen=True)
class Message:
    """What is to be said, and where: an e-mail address or a phone number. `key` lets a provider drop a repetition."""

    key: str
    address: str
    subject: str
    body: str


class ChannelUnavailable(Exception):
    """The provider can't be reached or refuses for now; try again later."""


def send_email(message: Message) -> str:
    """Sends by SMTP; returns the message's id. A line break in the subject can't start a header: it is folded away."""
    domain = settings.BASE_URL.split("://", 1)[-1].split(":")[0]
    message_id = f"<{message.key}@{domain}>"
    mail = EmailMessage(
        subject=" ".join(message.subject.split()),
        body=message.body,
        to=[message.address],
        headers={"Message-ID": message_id},
    )
    try:
        with mail_silence.between_calls():
            mail_server.send(mail)
    except OSError as error:
        raise ChannelUnavailable(str(error)) from error
    return message_id


def send_sms(message: Message) -> str:
    """Sends a short message through the gateway; in demo mode without one, into the demo outbox."""
    if not settings.SMS_GATEWAY_URL:
        if not settings.DEMO:
            raise ChannelUnavailable("SMS_GATEWAY_URL is not set")
        caught = DemoMessage.objects.create(
            channel="sms", recipient=message.address, subject=message.subject, body=message.body
        )
        return str(caught.pk)
    request = urllib.request.Request(  # noqa: S310 - the address is the installation's own setting
        settings.SMS_GATEWAY_URL,
        data=json.dumps({"to": message.address, "text": message.body, "key": message.key}).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.SMS_GATEWAY_TOKEN}"},
    )
    try:
        with sms_silence.between_calls(), urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return str(response.headers.get("X-Message-Id", response.status))
    except OSError as error:
        raise ChannelUnavailable(str(error)) from error


CHANNELS: dict[str, Callable[[Message], str]] = {"email": send_email, "sms": send_sms}


def available_channels() -> list[str]:
    """Channels that this installation can use now, the cheapest first."""
    return ["email"] + (["sms"] if settings.SMS_GATEWAY_URL or settings.DEMO else [])
