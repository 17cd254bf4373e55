"""Answers of refusal: a page for people, RFC 9457 problem details for programs."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

TITLES = {
    400: _("Permintaan tidak dapat dibaca"),
    401: _("Silakan masuk terlebih dahulu"),
    403: _("Anda tidak berwenang"),
    404: _("Tidak ditemukan"),
    405: _("Cara permintaan tidak tersedia"),
    409: _("Tindakan tidak sesuai urutan"),
    413: _("Berkas terlalu besar"),
    429: _("Terlalu banyak percobaan"),
    500: _("Terjadi gangguan"),
    503: _("Layanan sedang tidak tersedia"),
}


def problem(
    status: int, *, kind: str = "about:blank", detail: str = "", errors: Any = None
) -> dict[str, Any]:
    """Problem details (RFC 9457) as a dict: type, title, status, detail and, for wrong input, errors by field."""
    body: dict[str, Any] = {
        "type": kind,
        "title": str(TITLES.get(status, "")),
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return body


def is_api(request: HttpRequest) -> bool:
    """Whether the caller is a program."""
    return request.path.startswith("/api/")


def refuse(
    request: HttpRequest, status: int, *, detail: str = "", retry_after: int | None = None
) -> HttpResponse:
    """A refusal in the form that the caller reads."""
    response: HttpResponse
    if is_api(request):
        response = JsonResponse(
            problem(status, detail=detail), status=status, content_type="application/problem+json"
        )
    else:
        # What every page shows of the person is asked from the database, which may be what failed.
        shown_to = request if status < 500 else None
        page = render_to_string(
            f"{status}.html", {"detail": detail, "retry_after": retry_after}, request=shown_to
        )
        response = HttpResponse(page, status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
