"""Pages of lists."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def shaped_page(
    rows: QuerySet[Any], number: str | None, size: int, shape: Callable[[Any], dict[str, Any]]
) -> Page[Any]:
    """One page of rows, each in the shape that its template shows; a number out of range gives the nearest page."""
    page: Page[Any] = Paginator(rows, size).get_page(number)
    page.object_list = [shape(row) for row in page.object_list]
    return page
