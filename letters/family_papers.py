"""Letters of a family, for pages of applications that know no letters."""

from uuid import UUID

from django.utils import timezone

from citizens.family_papers import FamilyPaper
from foundation.access.reach import elevated

from .models import Letter

LATEST = 10


def letters_of_family(family_id: UUID, kinds: str) -> list[FamilyPaper]:
    """The issued letters whose kind's code begins so, the newest first; beyond the reach of whoever looks.

    Who may see them is decided by the page that asks: the social office sees that a letter of need was issued and
    when, never the letter.
    """
    with elevated():
        rows = list(
            Letter.objects.filter(
                family_id=family_id,
                request__type_version__letter_type__code__startswith=kinds,
                issued_at__isnull=False,
            )
            .select_related("request__type_version")
            .order_by("-issued_on")[:LATEST]
        )
    today = timezone.localdate()
    return [
        FamilyPaper(
            title=letter.request.type_version.name,
            number=letter.number,
            issued_on=letter.issued_on,
            is_valid=letter.revoked_at is None
            and letter.replaced_by_id is None
            and (letter.valid_until is None or letter.valid_until >= today),
        )
        for letter in rows
    ]
