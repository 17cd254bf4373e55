"""Whose name a village's or sub-district's letters bear, as accounts come and go."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from villages.models import Official, Region
from villages.queries import in_office, officials_of


@transaction.atomic
def official_take_office(
    region: Region, position: str, *, user_id: UUID, name: str, term_start: date, term_end: date | None
) -> Official:
    """The account signs in its holder's name and title from the first day to the last, both included.

    Who is recorded there already on the first day, under this account or by the same name without one, stays that
    official with the new last day: number and rank are kept. Else they are the village's to fill in.
    """
    known = officials_of(region.pk, position, user_id, name).filter(pk__in=in_office(term_start))
    official = known.exclude(prefix__in=dict(Official.DEPUTY_FORMS)).first() or Official(
        region=region,
        position=position,
        name=name,
        title=region.title_of(position),
        term_start=term_start,
    )
    official.user_id, official.term_end = user_id, term_end
    official.save()
    return official


@transaction.atomic
def official_end(official: Official) -> None:
    """Ends an official's term at once, as a role ends: yesterday was the last day. What was signed keeps its name.

    A term that began today or later is taken back whole; where somebody was asked to do something in it, it shrinks
    to its first day, without the account.
    """
    yesterday = timezone.localdate() - timedelta(days=1)
    if official.term_start <= yesterday:
        official.term_end = yesterday
        official.save(update_fields=["term_end"])
        return
    try:
        official.delete()
    except ProtectedError:
        official.term_end, official.user_id = official.term_start, None
        official.save(update_fields=["term_end", "user_id"])
