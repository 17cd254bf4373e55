"""Reads of regions and of what a village office is."""

from datetime import date
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from django.utils import timezone

from .models import Official, Region, VillageProfile


def in_office(day: date | None = None) -> QuerySet[Official]:
    """Officials whose term covers the day (today)."""
    moment = day or timezone.localdate()
    return Official.objects.filter(Q(term_end__isnull=True) | Q(term_end__gte=moment), term_start__lte=moment)


def officials_of(region_code: str, position: str, user_id: UUID, name: str) -> QuerySet[Official]:
    """All that an account holds or held in that position; an entry without account is known by the name."""
    whose = Q(user_id=user_id) | Q(user_id__isnull=True, name__iexact=name)
    return Official.objects.filter(whose, region_id=region_code, position=position)


def official_of(region: Region, user_id: UUID | None) -> Official | None:
    """The office that a user holds today in the region; one in which they sign as or for the head goes first."""
    if user_id is None:
        return None
    signs_first = Case(When(position=Official.Position.HEAD, then=0), default=1)
    return in_office().filter(region=region, user_id=user_id).order_by(signs_first, "-term_start").first()


def holder_of(region: Region, position: str) -> Official | None:
    """Who holds the position in the region today: an acting one before the one who is away, never by mandate."""
    rows = in_office().filter(region=region, position=position).exclude(prefix__in=("a.n.", "u.b."))
    return rows.order_by("-term_start").first()


def profile_of(village_code: str) -> VillageProfile | None:
    """What the village office prints on its letters."""
    return VillageProfile.objects.filter(region_id=village_code).first()


def codes_above(region_code: str) -> list[str]:
    """The code, and those of every region that it lies in."""
    parts = region_code.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def regions_above(region_code: str) -> dict[str, Region]:
    """The region of the code and all above it that are known, by level."""
    return {region.level: region for region in Region.objects.filter(code__in=codes_above(region_code))}


def ancestor(region_code: str, level: str) -> Region | None:
    """The region of the given level that a code lies in."""
    return Region.objects.filter(code__in=codes_above(region_code), level=level).first()


def first_village(code: str) -> Region:
    """The village of this code, or the first one below it; Region.DoesNotExist where there is none."""
    villages = Region.objects.filter(level=Region.Level.VILLAGE)
    return villages.filter(Q(code=code) | Q(code__startswith=f"{code}.")).earliest("code")
