"""Pages and problem details for what goes wrong outside the views."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.refusals import refuse

SECONDS_TO_COME_BACK = 5


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 400."""
    return refuse(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 403."""
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 404, the same for what is out of reach and what does not exist."""
    return refuse(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answers 500 without saying what broke, or 503 while the database is away: then a second try will help."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return refuse(
            request,
            503,
            retry_after=SECONDS_TO_COME_BACK,
            detail=_("Layanan sedang tidak tersedia. Silakan coba lagi sebentar lagi."),
        )
    return refuse(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answers 403 to a form that was not ours or is too old."""
    return refuse(
        request,
        403,
        detail=_("Halaman ini sudah terlalu lama terbuka. Muat ulang halaman, lalu kirim sekali lagi."),
    )
