"""Asking for the second factor again before a deed of weight (signing, revoking, exporting)."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from . import second_factor
from .models import ApiToken, User

SESSION_KEY = "second_factor_at"


class SecondFactorRequired(Exception):
    """No fresh check, and no code was given."""


def needs_code(request: HttpRequest) -> bool:
    """Whether the next deed of weight asks for a code."""
    return not second_factor.is_fresh(_checked_at(request))


def require(request: HttpRequest, code: str) -> None:
    """Passes when the last check in this sign-in is fresh; else checks the code and remembers the check.

    A code that is given although none is needed must still be well-formed to a program's mind: it is not looked at.
    Raises SecondFactorRequired without a code, WrongCode for a wrong one, TooManyTries above the limit.
    """
    if not needs_code(request):
        return
    if not code:
        raise SecondFactorRequired
    user = request.user
    assert isinstance(user, User)
    second_factor.verify(user, code)
    remember(request)


def remember(request: HttpRequest) -> None:
    """Notes in the session or on the token that the second factor was shown just now."""
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is not None:
        token.second_factor_at = timezone.now()
        token.save(update_fields=["second_factor_at"])
    else:
        request.session[SESSION_KEY] = timezone.now().isoformat()


def _checked_at(request: HttpRequest):  # type: ignore[no-untyped-def]
    token: ApiToken | None = getattr(request, "api_token", None)
    if token is not None:
        return token.second_factor_at
    stored = request.session.get(SESSION_KEY)
    return parse_datetime(stored) if stored else None
