"""Changing what a village office says of itself."""

from collections.abc import Mapping
from datetime import time
from uuid import UUID

from django.db import transaction

from foundation.documents import storage
from villages.models import Official, OpeningHours, Region, VillageProfile


@transaction.atomic
def opening_hours_set(region_code: str, spans: Mapping[int, tuple[time, time]]) -> None:
    """Replaces the opening hours of a region; promises given before keep their time."""
    OpeningHours.objects.filter(region_id=region_code).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(region_id=region_code, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in spans.items()
    )


@transaction.atomic
def letterhead_save(profile: VillageProfile, arms: bytes | None) -> VillageProfile:
    """Writes what stands at the head of the next letters; those that are signed keep theirs.

    Args: arms: the clean content of new arms. Older arms stay stored, for the letters that bear them.
    """
    if arms is not None:
        profile.arms = storage.save(arms).path
    profile.save()
    return profile


@transaction.atomic
def official_save(official: Official, region: Region, user_id: UUID | None) -> Official:
    """Writes an official of the region and ties the account that signs in their name.

    Letters that are signed already keep the name they were signed with.
    """
    official.region = region
    official.user_id = user_id
    official.save()
    return official
