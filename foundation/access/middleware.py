"""Deny by default: checks the route's rule and runs the view in a transaction limited to the actor's reach."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from .pressed_once import press_begin, press_end
from .rate_limit import TooManyTries
from .reach import set_actor_reach
from .refusals import is_api, refuse
from .roles import NOBODY, Actor
from .rules import Rule, rule_of
from .security_log import log_denied

# PostgreSQL's lock_not_available, query_canceled and deadlock_detected: nothing was changed, a second try is safe.
BUSY = frozenset({"55P03", "57014", "40P01"})
RETRY_SECONDS = 2


class AccessMiddleware:
    """Serves a view only under its rule; a view without one answers as if it did not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if actor_of(request).is_signed_in and "Cache-Control" not in response:
            # A shared computer in a village office keeps nothing personal behind the back button.
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse:
        """Answers the request: the view's response, or the refusal."""
        rule = rule_of(view)
        actor = actor_of(request)
        if rule is None:
            return refuse(request, 404)
        if not rule.admits(request.method or "GET", actor.roles, signed_in=actor.is_signed_in):
            return self._denied(request, actor)
        try:
            return self._answer(request, view, rule, actor, args, kwargs)
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", "") not in BUSY:
                raise
            return refuse(request, 503, retry_after=RETRY_SECONDS, detail=str(_("Silakan coba sekali lagi.")))
        except TooManyTries as error:
            return refuse(
                request, 429, retry_after=error.retry_after, detail=str(_("Silakan coba lagi nanti."))
            )

    def _answer(
        self, request: HttpRequest, view: Callable[..., Any], rule: Rule, actor: Actor, args: Any, kwargs: Any
    ) -> HttpResponse:
        if not rule.transaction:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            set_actor_reach(actor)
            pressed = press_begin(request, actor)
            if pressed is not None and pressed.target:
                return HttpResponseRedirect(pressed.target)
            response = view(request, *args, **kwargs)
            # Rendering may still read rows, so it belongs inside the transaction.
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif pressed is not None:
                press_end(pressed, response)
        return response

    def _denied(self, request: HttpRequest, actor: Actor) -> HttpResponse:
        log_denied(request, actor)
        if actor.is_signed_in:
            return refuse(request, 403)
        if is_api(request):
            return refuse(request, 401)
        return HttpResponseRedirect(
            f"{resolve_url('sign_in')}?{urlencode({'next': request.get_full_path()})}"
        )


def actor_of(request: HttpRequest) -> Actor:
    """Who makes the request, as the sign-in middleware found; nobody before it ran."""
    return getattr(request, "actor", NOBODY)
