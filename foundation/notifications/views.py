"""One's messages, and the demo outbox."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from foundation.access.middleware import actor_of
from foundation.access.rules import ANYONE, SIGNED_IN, allow

from .models import DemoMessage, Notification
from .services import mark_read

SHOWN = 100
CHANNEL_NAMES = {"email": _("Surel"), "sms": _("SMS")}
_CODE = re.compile(r"\b\d{6}\b")


@allow(SIGNED_IN, write=())
def list_page(request: HttpRequest) -> HttpResponse:
    """One's messages, newest first; looking at them marks them as read."""
    recipient = actor_of(request).recipient_id
    rows = list(Notification.objects.filter(recipient_id=recipient)[:SHOWN])
    items = [
        {
            "subject": row.subject,
            "body": row.body,
            "link": row.link,
            "at": row.created_at,
            "is_new": row.read_at is None,
        }
        for row in rows
    ]
    mark_read(recipient)
    return render(request, "notifications/list.html", {"items": items, "current": "notifications"})


@allow(ANYONE, write=())
def demo_outbox_page(request: HttpRequest) -> HttpResponse:
    """All messages that the demo sent, for anybody to read; it doesn't exist outside demo mode."""
    if not settings.DEMO:
        raise Http404
    caught = [
        {
            "id": row.pk,
            "channel": CHANNEL_NAMES[row.channel],
            "recipient": row.recipient,
            "subject": row.subject,
            "body": row.body,
            "received_at": row.received_at,
            "code": _code_in(row.body),
        }
        for row in DemoMessage.objects.all()[:SHOWN]
    ]
    return render(request, "demo/outbox.html", {"messages_caught": caught})


def _code_in(text: str) -> str:
    """The one-time code of a message, shown large."""
    found = _CODE.search(text)
    return found[0] if found else ""
