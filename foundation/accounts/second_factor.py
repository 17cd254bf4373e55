"""Officers' second factor: time-based codes, each good for one sign-in, fresh for 15 minutes."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import pyotp
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from foundation.access.rate_limit import Limit, forget, take

from .models import SecondFactor, User

STEP_SECONDS = 30
ISSUER = "Smart Kampung"
TRIES = Limit("second-factor", 10, 15 * 60)


class WrongCode(Exception):
    """The code doesn't fit, or it was used already."""


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def enrol(user: User, secret: str | None = None) -> str:
    """Gives the user a new, still unconfirmed secret (base32) and returns it."""
    secret = secret or pyotp.random_base32()
    SecondFactor.objects.update_or_create(
        user=user,
        defaults={
            "secret": _cipher().encrypt(secret.encode()).decode(),
            "confirmed_at": None,
            "last_step": 0,
        },
    )
    return secret


def pending_factor(user: User) -> SecondFactor:
    """The user's unconfirmed factor, made when there is none yet; the secret stays while it is being set up."""
    factor = SecondFactor.objects.filter(user=user).first()
    if factor is None:
        enrol(user)
        factor = SecondFactor.objects.get(user=user)
    return factor


def secret_of(factor: SecondFactor) -> str:
    """The base32 secret in clear."""
    return _cipher().decrypt(factor.secret.encode()).decode()


def provisioning_uri(user: User, secret: str) -> str:
    """The otpauth:// address that authenticator applications read."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)


def is_confirmed(user: User) -> bool:
    """Whether the user has a second factor in use."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def verify(user: User, code: str, *, again: bool = False) -> None:
    """Accepts the user's present code (one step of clock drift either way) and marks it used.

    Args: again: a code that was used already counts once more.

    Locks the factor's row. Raises WrongCode, or TooManyTries after ten tries in a quarter of an hour.
    """
    # Outside the transaction below, which a wrong code rolls back: the try has to stay counted.
    take(TRIES, str(user.pk))
    _accept(user, code, again=again)
    forget(TRIES, str(user.pk))


@transaction.atomic
def _accept(user: User, code: str, *, again: bool) -> None:
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    digits = "".join(character for character in code if character.isdigit())
    if factor is None or len(digits) != 6:
        raise WrongCode
    moment = timezone.now()
    step = _matching_step(secret_of(factor), digits, moment)
    reusable = again or settings.SECOND_FACTOR_CODE_REUSABLE
    if step is None or (step <= factor.last_step and not reusable):
        raise WrongCode
    factor.last_step = max(step, factor.last_step)
    factor.confirmed_at = factor.confirmed_at or moment
    factor.save(update_fields=["last_step", "confirmed_at"])


def _matching_step(secret: str, digits: str, moment: datetime) -> int | None:
    now = int(moment.timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(generator.generate_otp(step), digits):
            return step
    return None


def is_fresh(verified_at: datetime | None) -> bool:
    """Whether a check made at that time still counts."""
    if verified_at is None:
        return False
    return timezone.now() - verified_at < timedelta(seconds=settings.SECOND_FACTOR_FRESH_SECONDS)
