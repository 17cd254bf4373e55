"""Who signs in the head's place, and for which days."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.role_terms import end_role, give_role
from villages.models import Official, Region


@transaction.atomic
def deputy_name(
    region: Region,
    *,
    user_id: UUID,
    name: str,
    prefix: str,
    title: str,
    mandate: str,
    term_start: date,
    term_end: date,
    nip: str = "",
    rank: str = "",
) -> Official:
    """The head names a deputy: on letters in the form of the prefix, with the head's power within the days.

    Args: prefix: "Plh.", "a.n." or "u.b." (Permendagri 1/2023); title: the deputy's own; mandate: number of the
    written order. The caller has asked for the second factor and made sure that the head acts.
    """
    deputy = Official.objects.create(
        region=region,
        position=Official.Position.HEAD,
        user_id=user_id,
        name=name,
        prefix=prefix,
        # A Plh. signs in the head's office, the others in their own.
        title=region.head_title if prefix == "Plh." else title,
        mandate=mandate,
        term_start=term_start,
        term_end=term_end,
        nip=nip,
        rank=rank,
    )
    give_role(user_id, Role.HEAD, region.pk, valid_from=term_start, valid_until=term_end)
    return deputy


@transaction.atomic
def deputy_end(deputy: Official) -> None:
    """Ends the deputy's power at once; what was signed keeps its name."""
    if deputy.user_id is None:
        return
    end_role(deputy.user_id, Role.HEAD, deputy.region_id, valid_from=deputy.term_start)
    deputy.term_end = max(deputy.term_start, min(deputy.term_end or date.max, timezone.localdate()))
    deputy.user_id = None
    deputy.save(update_fields=["term_end", "user_id"])
