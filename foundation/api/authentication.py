"""The API's callers: found by the sign-in middleware, from a bearer token or from the session."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from foundation.accounts.models import User


class SignedInAuthentication(SessionAuthentication):
    """Takes the user that the middleware found; a session must also prove that the page was ours (CSRF)."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        user = getattr(request._request, "user", None)
        if not isinstance(user, User):
            return None
        token = getattr(request._request, "api_token", None)
        if token is None:
            self.enforce_csrf(request)
        return user, token

    def authenticate_header(self, request: Request) -> str:
        """What a caller without credentials is told to send."""
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):
    """How the schema names it."""

    target_class = SignedInAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
