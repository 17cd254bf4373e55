"""Letters as registers and pages show them."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from foundation.access.guard import get_reachable, reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role, within
from letters.models import Letter, RegisterCounter, Request
from letters.workflow import TRANSITIONS, State

LETTER_READERS = (*OFFICE_ROLES, Role.SUBDISTRICT)
REGISTER_READERS = (*OFFICE_ROLES, Role.AUDITOR)


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    """Letters that the actor may open; the sub-district's are those that it countersigns."""
    rows = Letter.objects.select_related("village", "request__type_version", "request__resident")
    if actor.is_citizen:
        return reachable(rows, actor)
    countersigned = Q(request__type_version__steps__contains=["countersign"])
    from_above = within(actor.codes(Role.SUBDISTRICT)) & countersigned
    return rows.filter(within(actor.codes(*OFFICE_ROLES)) | from_above)


def visible_letter(actor: Actor, letter_id: UUID | str) -> Letter:
    """One letter that the actor may open; Http404 alike for out of reach and unknown."""
    return get_reachable(visible_letters(actor), actor, letter_id)


def has_numbers_in_year(village_code: str, year: int) -> bool:
    """Whether the village has given numbers in the year: to letters, on paper or to what came in."""
    return RegisterCounter.objects.filter(village_id=village_code, year=year).exists()


def open_replacement(letter: Letter) -> Request | None:
    """The request whose letter may still take this one's place; refused, cancelled or declined it never will."""
    gone = (State.REJECTED, State.CANCELLED, State.REVOKED)
    return letter.replacements.exclude(state__in=gone).first()


def may_be_replaced(letter: Letter) -> bool:
    """Whether the letter still counts, and nobody is replacing it."""
    return letter.request.state in TRANSITIONS["replace"].sources and open_replacement(letter) is None


def expiring(rows: QuerySet[Letter], *, since: date, until: date) -> QuerySet[Letter]:
    """Those of the letters that still count and whose validity ends on one of the days, the soonest first."""
    counts = Q(revoked_at__isnull=True, replaced_by__isnull=True, issued_at__isnull=False)
    return rows.filter(counts, valid_until__range=(since, until)).order_by("valid_until", "id")


def register_entries(actor: Actor, *, year: int, village_code: str = "", text: str = "") -> QuerySet[Letter]:
    """The register of outgoing letters (agenda surat keluar, Permendagri 47/2016 A.7) of a year, newest first."""
    rows = reachable(
        Letter.objects.select_related("village", "request__type_version"), actor, *REGISTER_READERS
    )
    rows = rows.filter(year=year)
    if village_code:
        rows = rows.filter(village_id=village_code)
    if text:
        found = Q(number__icontains=text) | Q(request__code__iexact=text)
        if actor.has(*OFFICE_ROLES):
            # Who sees holders masked must not find them by name either.
            found |= Q(request__resident__name__icontains=text)
        rows = rows.filter(found)
    return rows.order_by("village_id", "-sequence")
