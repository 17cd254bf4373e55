"""Signing in: name and password, then the second factor; or a one-time code."""

from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import HttpRequest
from django.utils import timezone

from foundation.access.middleware import actor_of
from foundation.access.rate_limit import Limit, client_address, forget, give_back, take
from foundation.access.security_log import log_password_change, log_sign_in

from . import second_factor, step_up
from .middleware import ENTERED_KEY, SEEN_KEY, usable
from .models import User
from .own_password import own_password_set

PENDING_KEY, SHOWN_KEY = "pending_user", "second_factor_shown_by"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# A pair of account and address: nobody can lock another person out from elsewhere.
TRIES_PER_PAIR = Limit("password-pair", 10, 15 * 60)
# Many officers of one office share an address; only what fails counts.
TRIES_PER_ADDRESS = Limit("password-address", 300, 15 * 60)


def check_password(request: HttpRequest, username: str, password: str) -> User | None:
    """The officer with this name and password, or None. Raises TooManyTries above the limits."""
    address = client_address(request)
    pair = f"{username.lower()}|{address}"
    take(TRIES_PER_ADDRESS, address)
    take(TRIES_PER_PAIR, pair)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, User) or not usable(user).is_signed_in:
        log_sign_in(request, outcome="refused")
        return None
    forget(TRIES_PER_PAIR, pair)
    give_back(TRIES_PER_ADDRESS, address)
    return user


def begin(request: HttpRequest, user: User) -> None:
    """Remembers an officer whose password was right; the session is not signed in yet."""
    request.session.cycle_key()
    request.session[PENDING_KEY] = str(user.pk)


def pending_user(request: HttpRequest) -> User | None:
    """The officer who still owes the second factor."""
    user_id = request.session.get(PENDING_KEY)
    return User.objects.filter(pk=user_id, is_active=True).first() if user_id else None


def complete(request: HttpRequest, user: User, code: str) -> None:
    """Signs the officer in when the second factor is right; raises WrongCode or TooManyTries.

    Who was given a password by somebody else chooses an own one first (`must_choose`).
    """
    second_factor.verify(user, code)
    if user.must_change_password:
        request.session.cycle_key()
        request.session[SHOWN_KEY] = str(user.pk)
        return
    _enter(request, user)
    step_up.remember(request)


def must_choose(request: HttpRequest) -> User | None:
    """The officer who showed both factors and still has to choose a password of their own."""
    user = pending_user(request)
    shown = user is not None and request.session.get(SHOWN_KEY) == str(user.pk)
    return user if shown else None


def choose_password(request: HttpRequest, user: User, password: str) -> None:
    """Keeps the officer's own password and signs them in."""
    own_password_set(user, password)
    _enter(request, user)
    step_up.remember(request)


def signed_in_user(request: HttpRequest) -> User:
    """The account of whoever makes the request."""
    return User.objects.get(pk=actor_of(request).account_id)


def change_password(request: HttpRequest, user: User, password: str) -> None:
    """Keeps a new password of an officer who is signed in: this session stays, under a new key; all others end."""
    own_password_set(user, password)
    update_session_auth_hash(request, user)
    log_password_change(request, user_id=user.pk)


def enter_citizen(request: HttpRequest, user: User) -> None:
    """Signs a citizen in whose one-time code was right."""
    _enter(request, user)


def _enter(request: HttpRequest, user: User) -> None:
    request.session.pop(PENDING_KEY, None)
    request.session.pop(SHOWN_KEY, None)
    login(request, user, backend=BACKEND)
    request.session[ENTERED_KEY] = timezone.now().timestamp()
    request.session.pop(SEEN_KEY, None)
    log_sign_in(request, outcome="accepted", user_id=user.pk)
