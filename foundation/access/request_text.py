"""An address that PostgreSQL could not be asked for is refused at the door, instead of failing inside."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .refusals import refuse


class RequestTextMiddleware:
    """Answers 400 to an address or a query with a NUL character, which no text column can hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path_info or "%00" in query or "\x00" in query:
            return refuse(request, 400)
        return self.get_response(request)
