"""Asking for the second factor again before a deed of weight (signing, revoking, exporting)."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from foundation.access.middleware import actor_of

from . import second_factor
from .models import ApiToken, User

SESSION_KEY = "second_factor_at"


class SecondFactorRequired(Exception):
    """No fresh check, and no code was given."""


def needs_code(request: HttpRequest) -> bool:
    """Whether the next deed of weight asks for a code."""
    return not second_factor.is_fresh(_checked_at(request))


def require(request: HttpRequest, code: str) -> None:
    """Passes without a code while the last check of this sign-in is fresh; a code that is given must be right.

    Within one fresh sign-in the same code may be sent again: it is already what opened it.
    Raises SecondFactorRequired without a code, WrongCode for a wrong one, TooManyTries above the limit.
    """
    fresh = not needs_code(request)
    if not code:
        if fresh:
            return
        raise SecondFactorRequired
    second_factor.verify(User.objects.get(pk=actor_of(request).account_id), code, again=fresh)
    remember(request)


def remember(request: HttpRequest) -> None:
    """Notes in the session or on the token that the second factor was shown just now."""
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is not None:
        token.second_factor_at = timezone.now()
        token.save(update_fields=["second_factor_at"])
    else:
        request.session[SESSION_KEY] = timezone.now().isoformat()


def _checked_at(request: HttpRequest) -> datetime | None:
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is not None:
        return token.second_factor_at
    stored = request.session.get(SESSION_KEY)
    return parse_datetime(stored) if stored else None
