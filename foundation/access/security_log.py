"""Security events: who tried what, without personal numbers."""

import logging

from django.http import HttpRequest

from .rate_limit import client_address
from .roles import Actor

logger = logging.getLogger("smartkampung.security")


def log_denied(request: HttpRequest, actor: Actor) -> None:
    """Notes a refused call of a function."""
    logger.warning(
        "access denied user=%s roles=%s method=%s path=%s from=%s",
        actor.user_id or "-",
        ",".join(sorted(actor.roles)) or "-",
        request.method,
        _one_line(request.path),
        client_address(request),
    )


def log_sign_in(request: HttpRequest, *, outcome: str, user_id: object = None) -> None:
    """Notes a sign-in that worked or failed; never the name or number that was typed."""
    logger.info("sign-in %s user=%s from=%s", outcome, user_id or "-", client_address(request))


def log_password_change(request: HttpRequest, *, user_id: object) -> None:
    """Notes that somebody changed the own password."""
    logger.info("password changed user=%s from=%s", user_id, client_address(request))


def _one_line(text: str) -> str:
    return text.replace("\n", "\\n").replace("\r", "\\r")[:200]
