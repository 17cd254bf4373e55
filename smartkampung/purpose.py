"""Why an officer opens a person's page: told by the way they came, or chosen on the page."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from foundation.audit.models import Purpose

FROM = {
    "letters:counter_types": Purpose.SERVICE,
    "letters:counter_form": Purpose.SERVICE,
    "letters:desk_request": Purpose.REQUEST,
    "letters:inbox": Purpose.REQUEST,
    "citizens:contact": Purpose.REGISTER,
}
"""What one was doing on the page that one comes from."""
CHOICES = [choice for choice in Purpose.choices if choice[0] not in (Purpose.OTHER, Purpose.OWN)]


def purpose_of(request: HttpRequest) -> Purpose:
    """The purpose chosen on the page (?tujuan=), else the one of the page before, else serving people."""
    chosen = request.GET.get("tujuan", "")
    if chosen in dict(CHOICES):
        return Purpose(chosen)
    try:
        before = resolve(urlsplit(request.headers.get("Referer", "")).path or "/").view_name
    except Resolver404:
        before = ""
    return FROM.get(before, Purpose.SERVICE)
