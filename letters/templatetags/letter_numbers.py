"""How a letter's number stands on a page."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
STROKE = mark_safe("/<wbr>")  # noqa: S308 - a constant


@register.filter
def breakable(number: str) -> SafeString:
    """The number as HTML that a narrow screen breaks after its strokes, and first of all there."""
    return format_html_join(STROKE, "{}", ((part,) for part in str(number).split("/")))
