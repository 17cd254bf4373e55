"""PDFs of the product in frames of its own pages, and nowhere else; every other page frames nothing."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.views.decorators.clickjacking import xframe_options_sameorigin

View = TypeVar("View", bound=Callable[..., Any])


def with_own_frames(view: View) -> View:
    """The page may show frames of this product."""
    return cast(View, csp_update({"frame-src": [SELF], "object-src": [SELF]})(view))


def framed_by_own(view: View) -> View:
    """The answer may be shown in a frame, on pages of this product alone."""
    return cast(View, xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view)))
