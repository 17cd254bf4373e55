"""Who works with aid, and where their work lies."""

from django.db.models import QuerySet
from django.http import Http404

from foundation.access.roles import OFFICE_ROLES, Actor, Role
from villages.models import Region

READERS = (Role.SOCIAL_OFFICER, *OFFICE_ROLES)
"""Who sees by name, by address within the reach."""
WRITERS = (Role.SOCIAL_OFFICER,)


def area_of(actor: Actor, wanted: str) -> Region:
    """The area that was asked for, or the whole of the reach; Http404 for one out of reach or below a village."""
    reach = actor.codes(*READERS)[0]
    code = wanted or reach
    if not actor.reaches(code, *READERS):
        raise Http404
    region = Region.objects.filter(code=code, level__in=("regency", "district", "village")).first()
    if region is None:
        raise Http404
    return region


def areas_above(actor: Actor, area: Region) -> list[Region]:
    """The areas above one, within the reach, the highest first."""
    parts = area.code.split(".")
    codes = [".".join(parts[:count]) for count in range(1, len(parts))]
    return [
        region for region in Region.objects.filter(code__in=codes) if actor.reaches(region.code, *READERS)
    ]


def areas_below(area: Region) -> QuerySet[Region]:
    """The kecamatan or villages of an area, to choose from; nothing below a village."""
    return Region.objects.filter(parent=area, level__in=("district", "village"))
