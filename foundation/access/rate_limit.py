"""Limits on how often something may be tried, shared by all web processes through PostgreSQL."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from .models import RateCount


class TooManyTries(Exception):
    """The limit is used up; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too many tries, again in {retry_after} s")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limit:
    """At most `count` tries in `seconds`."""

    name: str
    count: int
    seconds: int


def take(limit: Limit, subject: str) -> None:
    """Counts one try of the subject (an address, an account; hashed here) and raises TooManyTries above the limit."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO access_ratecount AS r (key, window_start, count) VALUES (%(key)s, clock_timestamp(), 1)
            ON CONFLICT (key) DO UPDATE SET
              count = CASE WHEN r.window_start < clock_timestamp() - make_interval(secs => %(seconds)s)
                      THEN 1 ELSE r.count + 1 END,
              window_start = CASE WHEN r.window_start < clock_timestamp() - make_interval(secs => %(seconds)s)
                             THEN clock_timestamp() ELSE r.window_start END
            RETURNING count,
              ceil(extract(epoch FROM window_start - clock_timestamp()) + %(seconds)s)
            """,
            {"key": _key(limit, subject), "seconds": limit.seconds},
        )
        count, remaining = cursor.fetchone()
    if count > limit.count:
        raise TooManyTries(max(1, int(remaining)))


def give_back(limit: Limit, subject: str) -> None:
    """Takes one try off again, where only those that failed are to count."""
    RateCount.objects.filter(key=_key(limit, subject), count__gt=0).update(count=F("count") - 1)


def forget(limit: Limit, subject: str) -> None:
    """Starts the subject's count anew, e.g. after a successful sign-in."""
    RateCount.objects.filter(key=_key(limit, subject)).delete()


def _key(limit: Limit, subject: str) -> str:
    return f"{limit.name}:{hashlib.sha256(subject.encode()).hexdigest()[:32]}"


def client_address(request: HttpRequest) -> str:
    """The caller's network address; a forwarded one counts only behind a proxy named in TRUSTED_PROXIES."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and address in settings.TRUSTED_PROXIES:
        return str(forwarded.rsplit(",", 1)[-1].strip())
    return str(address)
