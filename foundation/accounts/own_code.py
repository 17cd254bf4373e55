"""Asking a citizen who is signed in for one more one-time code, before something of weight is handed out."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from foundation.access.middleware import actor_of
from foundation.access.rate_limit import Limit, take

from .codes import Purpose, redeem_code, request_code

PENDING_KEY, PASSED_KEY = "own_code", "own_code_at"
LASTS = timedelta(minutes=15)
GUESSES_PER_PERSON = Limit("own-code-guess", 30, 60 * 60)


def send(request: HttpRequest, purpose: Purpose) -> None:
    """Orders a code sent to the citizen's address in the register; TooManyTries above six an hour."""
    actor = actor_of(request)
    code = request_code("", actor.recipient_id, actor.home_area, purpose)
    request.session[PENDING_KEY] = str(code.pk)


def is_pending(request: HttpRequest) -> bool:
    """Whether a code was asked for in this session and not shown yet."""
    return PENDING_KEY in request.session


def confirm(request: HttpRequest, digits: str, purpose: Purpose) -> bool:
    """Whether these are the digits that were sent; remembered in the session for a quarter of an hour."""
    actor = actor_of(request)
    take(GUESSES_PER_PERSON, str(actor.recipient_id))
    pending = request.session.get(PENDING_KEY)
    user = redeem_code(UUID(pending), digits, purpose) if pending else None
    if user is None or user.pk != actor.account_id:
        return False
    del request.session[PENDING_KEY]
    request.session[PASSED_KEY] = {"purpose": purpose.value, "at": timezone.now().isoformat()}
    return True


def is_fresh(request: HttpRequest, purpose: Purpose) -> bool:
    """Whether a code for this purpose was shown in this session within the last quarter of an hour."""
    passed = request.session.get(PASSED_KEY) or {}
    at = parse_datetime(passed.get("at", "")) if passed.get("purpose") == purpose else None
    return at is not None and timezone.now() - at < LASTS
