"""The interface, and the two back ends behind it: off, and the registry's HTTP service."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from citizens.models import IdentityCheck

Verdict = IdentityCheck.Verdict
OFF, HTTP = "off", "http"


@dataclass(frozen=True)
class Elements:
    """What is compared, and no more."""

    nik: str = field(repr=False)
    name: str = field(repr=False)
    birth_date: date = field(repr=False)


class RegistryDown(Exception):
    """No usable answer; the text names no person. Another try may help."""


class QuotaUsedUp(Exception):
    """The registry answers no more questions today."""


class IdentityBackend(Protocol):
    """Something that knows whether the elements belong together."""

    def check(self, elements: Elements) -> Verdict:
        """The registry's verdict. Raises RegistryDown, QuotaUsedUp."""


def is_available() -> bool:
    """Whether this installation can ask at all."""
    return bool(settings.DUKCAPIL_BACKEND != OFF)


def backend_from_settings() -> IdentityBackend:
    """The back end that DUKCAPIL_BACKEND names. Raises ImproperlyConfigured for none, and without settings."""
    from .http import RegistryClient

    if settings.DUKCAPIL_BACKEND != HTTP:
        raise ImproperlyConfigured("DUKCAPIL_BACKEND is off or http")
    if not settings.DUKCAPIL_URL or not settings.DUKCAPIL_USER:
        raise ImproperlyConfigured("DUKCAPIL_BACKEND=http needs DUKCAPIL_URL and DUKCAPIL_USER")
    return RegistryClient(
        settings.DUKCAPIL_URL,
        settings.DUKCAPIL_USER,
        settings.DUKCAPIL_PASSWORD,
        own_address=settings.DUKCAPIL_IP,
        connect=settings.DUKCAPIL_CONNECT_SECONDS,
        read=settings.DUKCAPIL_READ_SECONDS,
    )
