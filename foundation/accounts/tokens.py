"""Bearer tokens for programs: made from name and password, kept as digests."""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from .models import ApiToken, User

LIFETIME = timedelta(hours=12)


def issue_token(user: User) -> str:
    """Makes a token of 256 random bits, valid for 12 hours, and returns it; it can't be read again later."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(user=user, digest=digest_of(token), expires_at=timezone.now() + LIFETIME)
    return token


def find_token(token: str) -> ApiToken | None:
    """The unexpired token of an active user, or None."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=digest_of(token), expires_at__gt=timezone.now(), user__is_active=True)
        .first()
    )


def digest_of(token: str) -> str:
    """SHA-256; a slow hash adds nothing to 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
