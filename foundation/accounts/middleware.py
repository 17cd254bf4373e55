"""Finds out who makes the request: a bearer token's user, or the session's."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from foundation.access.refusals import is_api, refuse
from foundation.access.roles import NOBODY, Actor

from .actors import actor_for
from .models import User
from .tokens import find_token

ENTERED_KEY, SEEN_KEY = "entered_at", "seen_at"
SEEN_EVERY_SECONDS = 60


class SignInMiddleware:
    """Sets request.actor (and request.user, request.api_token for programs)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        # Tokens of users are for the API alone; other addresses may have bearers of their own.
        if scheme.lower() == "bearer" and is_api(request):
            found = find_token(token.strip())
            if found is None:
                return refuse(request, 401)
            request.user = found.user
            request.api_token = found  # type: ignore[attr-defined]
            # A token can't be sent by a foreign page, so forgery protection has nothing to protect.
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
            request.actor = usable(found.user)  # type: ignore[attr-defined]
        else:
            request.actor = self._from_session(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def _from_session(self, request: HttpRequest) -> Actor:
        user = request.user
        if not isinstance(user, User):
            if SESSION_KEY in request.session:
                # The account was switched off; switching it on again opens no forgotten session.
                logout(request)
            return NOBODY
        now = timezone.now().timestamp()
        entered = request.session.setdefault(ENTERED_KEY, now)
        seen = request.session.get(SEEN_KEY, now)
        actor = usable(user)
        idle, old = now - seen > settings.SESSION_IDLE_SECONDS, now - entered > settings.SESSION_COOKIE_AGE
        if not actor.is_signed_in or idle or old:
            logout(request)
            return NOBODY
        if now - seen > SEEN_EVERY_SECONDS or SEEN_KEY not in request.session:
            request.session[SEEN_KEY] = now
        return actor


def usable(user: User) -> Actor:
    """The user's actor; demo accounts count for nobody outside demo mode."""
    return NOBODY if user.is_demo and not settings.DEMO else actor_for(user)
