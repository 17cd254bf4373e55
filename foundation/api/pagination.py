"""Pages of lists in the API."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

PAGE_SIZE = 50
LARGEST_PAGE = 200


def page_of(rows: QuerySet[Any], request: Request, shape: Callable[[Any], dict[str, Any]]) -> Response:
    """One page of rows as {results, next}; `page` and `page_size` come from the query, out-of-range values are bent."""
    size = min(max(_number(request, "page_size", PAGE_SIZE), 1), LARGEST_PAGE)
    page = max(_number(request, "page", 1), 1)
    found = list(rows[(page - 1) * size : page * size + 1])
    return Response(
        {"results": [shape(row) for row in found[:size]], "page": page, "next": page + 1 if len(found) > size else None}
    )


def _number(request: Request, name: str, default: int) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default
