"""Whom each row means: by NIK, by KK number, else by name, birthday and address, with a score; a person decides."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from assistance.models import Delivery, DeliveryRow

LIKELY = 40
"""Below this likeness (of 100) nobody is suggested."""
MOST_CANDIDATES = 5

# A number decides, unless the name beside it is somebody else's: then a person looks.
_BY_NIK = """
UPDATE assistance_deliveryrow d SET resident_id = s.resident_id, family_id = s.family_id, score = s.likeness,
  outcome = CASE WHEN s.family_id IS NULL THEN 'refused' WHEN s.likeness >= %(likely)s THEN 'matched' ELSE 'open' END,
  reason = CASE WHEN s.family_id IS NULL THEN %(no_family)s WHEN s.status <> 1 THEN %(not_living)s
    WHEN s.likeness >= %(likely)s THEN '' ELSE %(other_name)s END
FROM (
  SELECT o.id, r.id AS resident_id, r.family_id, r.status,
    CASE WHEN o.name = '' THEN 100 ELSE round(100 * similarity(lower(r.name), lower(o.name)))::int END AS likeness
  FROM assistance_deliveryrow o JOIN citizens_resident r ON r.nik = o.nik
  WHERE o.delivery_id = %(delivery)s AND o.outcome = 'open' AND o.nik <> '') s
WHERE d.id = s.id
"""
_BY_KK = """
UPDATE assistance_deliveryrow d SET family_id = f.id, resident_id = NULL, score = 100, outcome = 'matched'
FROM citizens_family f
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'open' AND d.resident_id IS NULL AND d.kk <> '' AND f.number = d.kk
  AND %(families)s
"""
_BEST = """
UPDATE assistance_deliveryrow d SET resident_id = b.id, family_id = b.family_id, score = b.score, reason = %(decide)s
FROM (
  SELECT DISTINCT ON (o.id) o.id AS row_id, r.id, r.family_id, l.score
  FROM assistance_deliveryrow o
  JOIN citizens_resident r ON r.birth_date = o.birth_date AND r.status = 1 AND r.family_id IS NOT NULL
  JOIN citizens_family f ON f.id = r.family_id
  CROSS JOIN LATERAL (SELECT round(80 * similarity(lower(r.name), lower(o.name))
    + 20 * CASE WHEN o.address = '' THEN 0.5 ELSE word_similarity(lower(o.address), lower(f.address)) END)::int
    AS score) l
  WHERE o.delivery_id = %(delivery)s AND o.outcome = 'open' AND o.resident_id IS NULL AND o.name <> ''
    AND l.score >= %(likely)s
  ORDER BY o.id, l.score DESC, r.id) b
WHERE d.id = b.row_id
"""
_NOBODY = """
UPDATE assistance_deliveryrow SET outcome = 'refused', reason = %(nobody)s
WHERE delivery_id = %(delivery)s AND outcome = 'open' AND resident_id IS NULL AND family_id IS NULL
"""
_CANDIDATES = """
SELECT r.id, r.name, r.birth_date, r.village_id, f.address, round(100 * similarity(lower(r.name), lower(%(name)s)))::int
FROM citizens_resident r LEFT JOIN citizens_family f ON f.id = r.family_id
WHERE r.birth_date = %(birth_date)s AND r.status = 1 AND r.family_id IS NOT NULL
ORDER BY similarity(lower(r.name), lower(%(name)s)) DESC, r.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a row may mean."""

    resident_id: str
    name: str
    birth_date: Any
    village_id: str
    address: str
    score: int


def match_rows(delivery: Delivery, words: dict[str, str]) -> None:
    """Finds whom the open rows of a delivery mean. Args: words: the reasons that are written beside rows."""
    values: dict[str, Any] = {
        "delivery": delivery.pk,
        "likely": LIKELY,
        "families": delivery.programme is None or delivery.programme.is_for_families,
        **words,
    }
    with connection.cursor() as cursor:
        for statement in (_BY_NIK, _BY_KK, _BEST, _NOBODY):
            cursor.execute(statement, values)


def candidates_for(row: DeliveryRow) -> list[Candidate]:
    """Those with the same birthday whose names are the most alike."""
    if row.birth_date is None:
        return []
    values: dict[str, Any] = {"name": row.name, "birth_date": row.birth_date, "most": MOST_CANDIDATES}
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES, values)
        return [Candidate(str(found[0]), *found[1:]) for found in cursor.fetchall()]
