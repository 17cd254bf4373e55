"""A body far above any limit of ours is refused before it is read."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .refusals import refuse

# Forms refuse files above their own, smaller limit with a message beside the field; this is the outer wall.
LARGEST_BODY = 100 * 1024 * 1024


class RequestSizeMiddleware:
    """Answers 413 to a request that announces a larger body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > LARGEST_BODY:
            return refuse(
                request,
                413,
                detail=_("Berkas yang dikirim terlalu besar. Kirim foto atau PDF yang lebih kecil."),
            )
        return self.get_response(request)
