"""Pages of lists in the API: a plain array, and a Link header to the next page (RFC 8288)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

PAGE_SIZE = 50
LARGEST_PAGE = 200


def page_of(rows: QuerySet[Any], request: Request, shape: Callable[[Any], dict[str, Any]]) -> Response:
    """One page of rows; `page` and `page_size` come from the query, values out of range are bent into it."""
    size = min(max(_number(request, "page_size", PAGE_SIZE), 1), LARGEST_PAGE)
    page = max(_number(request, "page", 1), 1)
    found = list(rows[(page - 1) * size : page * size + 1])
    response = Response([shape(row) for row in found[:size]])
    if len(found) > size:
        query = request.query_params.copy()
        query["page"] = str(page + 1)
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return response


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
