"""Which letters a village serves."""

from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from letters.models import LetterType, LetterTypeVersion


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
    village_code: str | None, audience: str | None = None
) -> list[tuple[str, list[LetterTypeVersion]]]:
    """Kinds by heading, for the catalogue's page."""
    versions = [v for v in offered_versions(village_code) if audience is None or audience in v.audience]
    return [(group, list(members)) for group, members in groupby(versions, key=lambda version: version.group)]
