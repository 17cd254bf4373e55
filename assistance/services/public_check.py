"""The check that anybody may make without an account: whether a person's family is on the lists, and no more.

Who asks must know three things that stand on one's own papers, and gets one of two answers. A number that nobody has,
a wrong birthday, and a family without aid get the same answer after the same work, so nothing can be fished for.
"""

import hashlib
import logging
from datetime import date
from hmac import compare_digest
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from assistance.models import Enrolment, Lure
from citizens import code_lists
from citizens.models import Resident
from foundation.access.rate_limit import Limit, TooManyTries, take
from foundation.access.reach import elevated

logger = logging.getLogger("smartkampung.security")

BY_NUMBER = Limit("aid-check-number", 5, 3600)
BY_ADDRESS = Limit("aid-check-address", 20, 3600)
KNOWN_DIGITS = 4


def is_listed(nik: str, born: date, family_digits: str, *, address: str) -> bool:
    """Whether the family of the person receives any aid this year; False also for whatever does not fit together.

    Args: nik: 16 digits; family_digits: the last four of the KK number; address: the caller's network address.
    Raises TooManyTries; a number that was laid out as a lure is told to those who watch the log.
    """
    try:
        take(BY_ADDRESS, address)
        take(BY_NUMBER, nik)
    except TooManyTries:
        logger.warning("aid check: limit used up from=%s", address)
        raise
    today = timezone.localdate()
    with elevated():
        if Lure.objects.filter(digest=digest_of(nik)).exists():
            logger.error("aid check: a lure was asked for from=%s", address)
        person = Resident.objects.select_related("family").filter(nik=nik, status=code_lists.ALIVE).first()
        number = (person.family.number if person and person.family else None) or "0" * 16
        fits = compare_digest(number[-KNOWN_DIGITS:].encode(), family_digits.encode())
        fits &= person is not None and person.birth_date == born
        # The same question either way.
        family = person.family_id if person is not None and person.family_id else uuid4()
        running = Q(ends_on__isnull=True) | Q(ends_on__gte=today.replace(month=1, day=1))
        receives = Enrolment.objects.filter(running, family_id=family, starts_on__lte=today).exists()
    return bool(fits and receives)


def digest_of(nik: str) -> str:
    """The fingerprint under which a lure is kept."""
    return hashlib.sha256(nik.encode()).hexdigest()
