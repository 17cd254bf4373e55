"""One person recorded twice: the same day of birth and sex, much the same name, and no other mother.

In full only within the reach; beyond it the answer is a number, told to both villages alike.
"""

from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from foundation.access.reach import elevated

from . import code_lists
from .models import Resident

ALIKE = 0.5
"""How alike two names must be, by their trigrams: one wrong or missing letter in a short name still passes."""
MOST = 200

# The pairs of one village; whoever was called by both a mother's name and another mother's is not the same person.
_PAIRS = """
SELECT a.id, b.id FROM citizens_resident a
JOIN citizens_resident b
  ON b.birth_date = a.birth_date AND b.sex = a.sex AND b.village_id = a.village_id AND b.id > a.id
WHERE a.village_id = ANY (%s) AND a.status <> %s AND b.status <> %s
  AND similarity(lower(a.name), lower(b.name)) >= %s
  AND (a.mother_name = '' OR b.mother_name = '' OR similarity(lower(a.mother_name), lower(b.mother_name)) >= %s)
ORDER BY similarity(lower(a.name), lower(b.name)) DESC, a.id LIMIT %s
"""


def likely_pairs(villages: list[str]) -> list[tuple[Resident, Resident]]:
    """Pairs of records in these villages that may be one person, the likeliest first; row security narrows them."""
    invalid = code_lists.INVALID
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [villages, invalid, invalid, ALIKE, ALIKE, MOST])
        pairs: list[tuple[UUID, UUID]] = cursor.fetchall()
    wanted = {pk for pair in pairs for pk in pair}
    people = {row.pk: row for row in Resident.objects.filter(pk__in=wanted).select_related("family")}
    return [(people[one], people[other]) for one, other in pairs if one in people and other in people]


def likely_same(resident: Resident) -> list[Resident]:
    """Other records of the same village that may be this person, the likeliest first."""
    return list(_alike(resident).filter(village_id=resident.village_id).select_related("family")[:MOST])


def count_elsewhere(resident: Resident) -> int:
    """How many records of other villages may be this person; nothing more is told of them."""
    with elevated():
        return _alike(resident).exclude(village_id=resident.village_id).count()


def _alike(resident: Resident) -> QuerySet[Resident]:
    rows = Resident.objects.filter(birth_date=resident.birth_date, sex=resident.sex).exclude(pk=resident.pk)
    rows = rows.exclude(status=code_lists.INVALID)
    rows = rows.annotate(alike=TrigramSimilarity(Lower("name"), resident.name.lower()))
    if resident.mother_name:
        mother = TrigramSimilarity(Lower("mother_name"), resident.mother_name.lower())
        rows = rows.annotate(mother=mother).filter(Q(mother_name="") | Q(mother__gte=ALIKE))
    return rows.filter(alike__gte=ALIKE).order_by("-alike", "id")
