"""Which letters a village serves."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from foundation.access.roles import Actor
from letters.models import LetterType, LetterTypeVersion

from .requests import visible_requests

LATELY, MOST_LATELY = timedelta(days=90), 6


def offered_versions(village_code: str | None = None) -> QuerySet[LetterTypeVersion]:
    """The newest version of each kind that is served: the district's, and those of the village when one is named."""
    newest = LetterTypeVersion.objects.filter(letter_type=OuterRef("pk")).order_by("-number").values("pk")[:1]
    kinds = LetterType.objects.filter(is_active=True)
    if village_code is None:
        kinds = kinds.filter(village__isnull=True)
    else:
        kinds = kinds.filter(Q(village__isnull=True) | Q(village_id=village_code))
        kinds = kinds.exclude(switched_off_in=village_code)
        # A village's own kind takes the place of the district's with the same code.
        own = LetterType.objects.filter(code=OuterRef("code"), village_id=village_code, is_active=True)
        kinds = kinds.exclude(Q(village__isnull=True) & Exists(own.filter(versions__isnull=False)))
    wanted = kinds.annotate(newest=Subquery(newest)).values("newest")
    return (
        LetterTypeVersion.objects.select_related("letter_type")
        .filter(pk__in=wanted)
        .order_by("group", "name")
    )


def current_version(type_code: str, village_code: str | None = None) -> LetterTypeVersion | None:
    """The version of a kind that a new request uses; a village's own kind goes before the district's."""
    return (
        offered_versions(village_code)
        .filter(letter_type__code=type_code)
        .order_by("letter_type__village_id")
        .first()
    )


def catalogue_groups(
    village_code: str | None, audience: str, text: str = ""
) -> list[tuple[str, list[LetterTypeVersion]]]:
    """Kinds by heading; with a text those alone that have each of its words in name, code, heading or description."""
    words = text.casefold().split()
    versions = [
        version
        for version in offered_versions(village_code)
        if audience in version.audience and all(word in _described(version) for word in words)
    ]
    return [(group, list(members)) for group, members in groupby(versions, key=lambda version: version.group)]


def asked_lately(actor: Actor, audience: str) -> list[LetterTypeVersion]:
    """The kinds most asked for in the last three months among the requests that the actor sees, most first."""
    kinds = (
        visible_requests(actor)
        .filter(created_at__gte=timezone.now() - LATELY)
        .order_by()
        .values_list("type_version__letter_type")
        .annotate(asked=Count("id"))
        .order_by("-asked")
        .values_list("type_version__letter_type", flat=True)[:MOST_LATELY]
    )
    order = {kind: place for place, kind in enumerate(kinds)}
    village = actor.home_area[:13] or None
    served = [v for v in offered_versions(village).filter(letter_type__in=order) if audience in v.audience]
    return sorted(served, key=lambda version: order[version.letter_type_id])


def _described(version: LetterTypeVersion) -> str:
    return f"{version.name} {version.letter_type.code} {version.group} {version.description}".casefold()
