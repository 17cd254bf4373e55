"""Letters whose validity ends soon: the holder is told in time to ask for a new one."""

from datetime import timedelta

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from foundation.access.reach import EVERYWHERE, working_in
from foundation.jobs.events import record
from foundation.jobs.models import Event
from letters.models import Letter
from letters.queries.letters import expiring

NOTICE = timedelta(days=14)
EVENT = "letter.expires_soon"
AT_ONCE = 2000
# Looked at from a day before, so that a day on which nothing ran is made up for.
LATE = timedelta(days=3)


def announce_expiring() -> int:
    """Records each letter that ends within two weeks, once; returns how many were new. Event: letter.expires_soon.

    A letter valid for less than that from its beginning is not announced: its holder has just got it.
    """
    today = timezone.localdate()
    with working_in(EVERYWHERE):
        told = Event.objects.filter(name=EVENT, key=Cast(OuterRef("pk"), CharField()))
        rows = expiring(Letter.objects.all(), since=today + NOTICE - LATE, until=today + NOTICE)
        letters = list(
            rows.filter(~Exists(told), issued_on__lt=today).values_list("pk", "village_id", "request_id")[
                :AT_ONCE
            ]
        )
        for letter_id, village, request_id in letters:
            record("letter.expires_soon", key=str(letter_id), area_code=village, request=request_id)
    return len(letters)
