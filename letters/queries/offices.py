"""The village for which an officer writes the office's own letters."""

from foundation.access.roles import OFFICE_ROLES, Actor
from villages.models import Region


def office_village(actor: Actor, code: str = "") -> Region | None:
    """The village of this code where the actor works in its office; without a code, the first such village.

    None when the actor works in no village's office, or not in this one.
    """
    if actor.is_citizen:
        return None
    codes = sorted(actor.codes(*OFFICE_ROLES))
    if code:
        codes = [code] if actor.reaches(code, *OFFICE_ROLES) else []
    return Region.objects.filter(code__in=codes, level=Region.Level.VILLAGE).order_by("code").first()
