"""Errors of the API as problem details (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from foundation.access.rate_limit import TooManyTries
from foundation.access.refusals import problem
from foundation.accounts.second_factor import WrongCode
from foundation.accounts.step_up import SecondFactorRequired

SECOND_FACTOR_KIND = "urn:smartkampung:problem:second-factor"


class Problem(Exception):
    """A problem that a view states itself."""

    def __init__(self, status: int, detail: str, *, kind: str = "about:blank", errors: Any = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind, self.errors = status, detail, kind, errors


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """The response for an exception in a view of the API; None leaves it to the server's 500."""
    stated = _stated(error)
    if stated is None:
        return None
    headers = {}
    if isinstance(error, TooManyTries):
        headers["Retry-After"] = str(error.retry_after)
    if stated.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    body = problem(stated.status, kind=stated.kind, detail=stated.detail, errors=stated.errors)
    return Response(body, status=stated.status, headers=headers, content_type="application/problem+json")


def _stated(error: Exception) -> Problem | None:
    if isinstance(error, Problem):
        return error
    if isinstance(error, SecondFactorRequired):
        return Problem(
            403, _("Sertakan kode keamanan dari aplikasi autentikator pada “otp”."), kind=SECOND_FACTOR_KIND
        )
    if isinstance(error, WrongCode):
        errors = {"otp": [_("Kode salah atau sudah dipakai.")]}
        return Problem(
            403,
            _("Kode salah atau sudah dipakai. Tunggu kode berikutnya."),
            kind=SECOND_FACTOR_KIND,
            errors=errors,
        )
    if isinstance(error, TooManyTries):
        return Problem(429, _("Silakan coba lagi dalam %(seconds)s detik.") % {"seconds": error.retry_after})
    if isinstance(error, Http404):
        return Problem(404, "")
    if isinstance(error, PermissionDenied):
        return Problem(403, str(error))
    if isinstance(error, exceptions.ValidationError):
        return Problem(400, _("Periksa kembali isian berikut."), errors=_by_field(error.detail))
    if isinstance(error, exceptions.APIException):
        return Problem(error.status_code, str(error.detail))
    return None


def _by_field(detail: Any) -> dict[str, list[str]]:
    if isinstance(detail, dict):
        return {
            name: [str(text) for text in (texts if isinstance(texts, list) else [texts])]
            for name, texts in detail.items()
        }
    return {"": [str(text) for text in (detail if isinstance(detail, list) else [detail])]}
