"""Citizens' one-time codes: six digits, five minutes, five tries, once.

The digits are derived from the row's id and the server's secret, so no code is ever stored or passed to a worker.
"""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from foundation.access.rate_limit import Limit, forget, take
from foundation.access.reach import elevated
from foundation.jobs.events import record

from .models import SignInCode, User

LIFETIME = timedelta(minutes=5)
MAX_TRIES = 5
NOBODY_ID = UUID(int=0)
CODES_PER_PERSON = Limit("sign-in-code", 6, 60 * 60)
"""Without a success between; with five tries each: 30 guesses an hour against 10^6 codes."""


def digits_of(code_id: UUID) -> str:
    """The six digits that belong to a code's row."""
    mac = hmac.new(settings.SECRET_KEY.encode(), b"sign-in-code:" + code_id.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(mac[:8]) % 1_000_000:06d}"


Purpose = SignInCode.Purpose


@transaction.atomic
def request_code(
    number: str, person_id: UUID | None, area_code: str, purpose: Purpose = Purpose.SIGN_IN
) -> SignInCode:
    """Makes a code for the person and one purpose and orders it sent; older codes of the person end.

    For an unknown number (person_id None) a row is made all the same, and nothing is sent: the answer must not tell.
    Raises TooManyTries above six codes an hour for one number. Event: accounts.code_requested.
    """
    take(CODES_PER_PERSON, str(person_id or number))
    now = timezone.now()
    with elevated():
        older = SignInCode.objects.filter(person_id=person_id or NOBODY_ID, used_at__isnull=True)
        older.filter(expires_at__gt=now).update(expires_at=now)
        code = SignInCode.objects.create(
            purpose=purpose, person_id=person_id, area_code=area_code, expires_at=now + LIFETIME
        )
    # The same work for a number that nobody has: the worker finds nobody to write to, and no clock can tell.
    record("accounts.code_requested", area_code=area_code, key=str(code.pk), code=code.pk)
    return code


@transaction.atomic
def redeem_code(code_id: UUID, digits: str, purpose: Purpose = Purpose.SIGN_IN) -> User | None:
    """The user whom a right code of this purpose belongs to (made at the first time), or None.

    Each call uses up one of five tries, also when many come at once: the count is a conditional update.
    """
    with elevated():
        person_id = _spend(code_id, digits, purpose)
    if person_id is None:
        return None
    forget(CODES_PER_PERSON, str(person_id))
    return _user_of(person_id)


def _spend(code_id: UUID, digits: str, purpose: Purpose) -> UUID | None:
    now = timezone.now()
    open_codes = SignInCode.objects.filter(
        pk=code_id, purpose=purpose, used_at__isnull=True, expires_at__gt=now, tries__lt=MAX_TRIES
    )
    if not open_codes.update(tries=F("tries") + 1):
        return None
    code = SignInCode.objects.select_for_update().get(pk=code_id)
    typed = "".join(character for character in digits if character.isdigit())
    if not hmac.compare_digest(digits_of(code_id), typed.ljust(6, "x")[:6] if len(typed) == 6 else "xxxxxx"):
        return None
    if code.person_id is None or code.used_at is not None:
        return None
    code.used_at = now
    code.save(update_fields=["used_at"])
    return code.person_id


def _user_of(person_id: UUID) -> User | None:
    user, _created = User.objects.get_or_create(
        person_id=person_id, defaults={"username": f"warga-{person_id}"}
    )
    return user if user.is_active else None
