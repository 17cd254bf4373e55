"""WhatsApp by its Cloud API (Meta, version 23): texts out, and what people write in.

Off until WHATSAPP_APP_SECRET is set. Whatever comes in is signed with that secret; a message has an id by which a
repetition is known.
"""

import hashlib
import hmac
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from .channels import ChannelUnavailable

LONGEST = 4000


@dataclass(frozen=True)
class IncomingText:
    """One message: its id, the sender's number in digits, and the text; empty for pictures and the like."""

    id: str
    sender: str
    text: str


def is_on() -> bool:
    """Whether this installation takes messages in."""
    return bool(settings.WHATSAPP_APP_SECRET)


def is_signed(body: bytes, signature: str) -> bool:
    """Whether the body comes from the provider: `signature` is the header X-Hub-Signature-256."""
    secret = settings.WHATSAPP_APP_SECRET.encode()
    expected = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    return bool(secret) and hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))


def incoming_texts(body: bytes) -> Iterator[IncomingText]:
    """The messages of a notice; nothing for receipts. Raises ValueError for what is no notice."""
    notice = json.loads(body)
    for value in _values(notice):
        for message in value.get("messages", []):
            text = message.get("text", {}).get("body", "") if message.get("type") == "text" else ""
            yield IncomingText(
                str(message["id"]), str(message["from"]), str(text).replace("\x00", "")[:LONGEST]
            )


def send_text(recipient: str, text: str) -> str:
    """Answers somebody who wrote within the last day; returns the message's id. Raises ChannelUnavailable."""
    address = f"{settings.WHATSAPP_API_URL.rstrip('/')}/{settings.WHATSAPP_PHONE_ID}/messages"
    content = {
        "messaging_product": "whatsapp",
        "to": recipient,
        "type": "text",
        "text": {"body": text[:LONGEST], "preview_url": False},
    }
    request = urllib.request.Request(  # noqa: S310 - the address is the installation's own setting
        address,
        data=json.dumps(content).encode(),
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {settings.WHATSAPP_TOKEN}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return str(json.load(response)["messages"][0]["id"])
    except (OSError, ValueError, LookupError) as error:
        raise ChannelUnavailable(str(error)) from error


def _values(notice: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(notice, dict) or not isinstance(notice.get("entry"), list):
        raise ValueError("not a notice")
    for entry in notice["entry"]:
        for change in entry.get("changes", []):
            yield change.get("value", {})
