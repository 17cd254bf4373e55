"""Whether families rise out of their decile (dampak): the same families in two statements of the welfare data."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from assistance.models import Programme, Welfare
from foundation.access.roles import within
from villages.models import Region

POOR = 4
"""Up to this decile a family counts as poor (desil 1–4)."""
LATEST = 24
_MOVES = """
SELECT a.decile, b.decile, e.family_id IS NOT NULL, count(*)
FROM assistance_welfare a
JOIN assistance_welfare b ON b.family_id = a.family_id AND b.decile IS NOT NULL
  AND b.valid_from <= %(until)s AND (b.valid_until IS NULL OR b.valid_until > %(until)s)
LEFT JOIN (
  SELECT DISTINCT family_id FROM assistance_enrolment
  WHERE starts_on <= %(until)s AND (ends_on IS NULL OR ends_on >= %(since)s)
    AND (%(programme)s::uuid IS NULL OR programme_id = %(programme)s)) e ON e.family_id = a.family_id
WHERE a.decile IS NOT NULL AND a.valid_from <= %(since)s AND (a.valid_until IS NULL OR a.valid_until > %(since)s)
  AND (a.village_id = %(area)s OR a.village_id ^@ %(below)s)
GROUP BY 1, 2, 3
"""


@dataclass
class Movement:
    """What became of the families that stood in one decile: how many there were, rose, stayed, fell, left poverty."""

    decile: int
    families: int = 0
    rose: int = 0
    same: int = 0
    fell: int = 0
    left: int = 0

    def add(self, after: int, families: int) -> None:
        """Counts families that stand in a decile afterwards."""
        self.families += families
        self.rose += families if after > self.decile else 0
        self.same += families if after == self.decile else 0
        self.fell += families if after < self.decile else 0
        self.left += families if self.decile <= POOR < after else 0

    def share(self, count: int) -> int | None:
        """So many of a hundred; None where there are no families."""
        return round(100 * count / self.families) if self.families else None


def statement_days(area: Region) -> list[date]:
    """The days from which statements of the welfare data hold in an area, the newest first."""
    rows = Welfare.objects.filter(within([area.code]))
    return list(rows.order_by("-valid_from").values_list("valid_from", flat=True).distinct()[:LATEST])


def movements(
    area: Region, since: date, until: date, programme: Programme | None = None
) -> tuple[list[Movement], list[Movement]]:
    """What became of families between two days: those that received the programme (or any) in between, and the others.

    A list has ten movements, by the decile on the first day. Families without a decile on either day are left out.
    """
    values = {
        "since": since,
        "until": until,
        "programme": programme.pk if programme else None,
        "area": area.code,
        "below": area.code + ".",
    }
    received, others = ([Movement(decile) for decile in range(1, 11)] for _ in range(2))
    with connection.cursor() as cursor:
        cursor.execute(_MOVES, values)
        for before, after, has_received, families in cursor.fetchall():
            (received if has_received else others)[before - 1].add(after, families)
    return received, others
