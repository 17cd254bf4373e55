"""Staged rows beside the register: new, changed, unchanged, refused or another village's, in a few statements.

Numbers are looked up in all villages, for a number names one person and one family in the whole regency; nothing of
what another village keeps is taken from there but that it is there.
"""

import json
from typing import Any

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from citizens.models import ImportBatch, ImportRow
from foundation.access.reach import elevated

from .columns import REQUIRED, label_of

ACCEPTED = (ImportRow.Outcome.NEW, ImportRow.Outcome.CHANGED, ImportRow.Outcome.UNCHANGED)

_RESIDENTS_ELSEWHERE = """
SELECT s.nik FROM citizens_importrow s JOIN citizens_resident r ON r.nik = s.nik
WHERE s.batch_id = %(batch)s AND r.village_id <> %(village)s
"""
_FAMILIES_ELSEWHERE = """
SELECT DISTINCT s.family_number FROM citizens_importrow s JOIN citizens_family f ON f.number = s.family_number
WHERE s.batch_id = %(batch)s AND f.village_id <> %(village)s
"""

_LOCK = """
SELECT r.id FROM citizens_resident r WHERE r.id = ANY (ARRAY(
  SELECT s.resident_id FROM citizens_importrow s WHERE s.batch_id = %(batch)s))
ORDER BY r.id FOR UPDATE
"""

# A person without a NIK, in the file or in the register, is known by family, name and date of birth.
# Differences of capital and small letters are none: files mostly shout.
_COMPARE = """
WITH seen AS MATERIALIZED (
  SELECT s.id, s.faults, r.id AS resident_id, COALESCE(f.id, s.family_id) AS family_id, to_jsonb(r) AS was,
    s.data || CASE WHEN s.family_number IS NULL THEN '{}'::jsonb
              ELSE jsonb_build_object('family_id', COALESCE(f.id, s.family_id)) END AS data
  FROM citizens_importrow s
  LEFT JOIN citizens_family f ON f.number = s.family_number AND f.village_id = %(village)s
  LEFT JOIN LATERAL (
    SELECT x.* FROM citizens_resident x WHERE x.nik = s.nik AND x.village_id = %(village)s
    UNION ALL
    SELECT x.* FROM citizens_resident x
    WHERE x.family_id = f.id AND (s.nik IS NULL OR x.nik IS NULL) AND lower(x.name) = lower(s.name)
      AND x.birth_date = (s.data ->> 'birth_date')::date AND x.village_id = %(village)s
    LIMIT 1
  ) r ON true
  WHERE s.batch_id = %(batch)s
), judged AS MATERIALIZED (
  SELECT seen.id, seen.resident_id, seen.family_id, seen.data,
    CASE WHEN seen.resident_id IS NULL THEN '{}'::jsonb ELSE (
      SELECT COALESCE(jsonb_object_agg(d.key, jsonb_build_array(seen.was -> d.key, d.value)), '{}'::jsonb)
      FROM jsonb_each(seen.data) d WHERE seen.was -> d.key IS DISTINCT FROM d.value
        AND lower((seen.was -> d.key)::text) IS DISTINCT FROM lower(d.value::text)
    ) END AS changes,
    CASE WHEN seen.resident_id IS NULL THEN (
      SELECT COALESCE(jsonb_agg(m.value ORDER BY m.ordinality), '[]'::jsonb)
      FROM jsonb_array_elements(%(missing)s::jsonb) WITH ORDINALITY m
      WHERE NOT seen.data ? (m.value ->> 'key') AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(seen.faults) x WHERE x ->> 'column' = m.value ->> 'column')
    ) ELSE '[]'::jsonb END
    || CASE WHEN seen.resident_id IS NOT NULL AND seen.data ->> 'status' = '1' AND seen.was ->> 'status' IN ('2', '3')
       THEN %(gone)s::jsonb ELSE '[]'::jsonb END AS reasons
  FROM seen
)
UPDATE citizens_importrow s SET
  resident_id = COALESCE(j.resident_id, s.resident_id), family_id = j.family_id, data = j.data, changes = j.changes,
  family_changes = '{}'::jsonb,
  reasons = s.faults
    || CASE WHEN s.family_number = ANY (%(families)s) THEN %(family_elsewhere)s::jsonb ELSE '[]'::jsonb END
    || CASE WHEN s.nik = ANY (%(residents)s) THEN '[]'::jsonb ELSE j.reasons END,
  outcome = CASE WHEN s.nik = ANY (%(residents)s) AND s.faults = '[]'::jsonb THEN 'elsewhere'
    WHEN s.faults <> '[]'::jsonb OR j.reasons <> '[]'::jsonb OR s.family_number = ANY (%(families)s) THEN 'refused'
    WHEN j.resident_id IS NULL THEN 'new' WHEN j.changes = '{}'::jsonb THEN 'unchanged' ELSE 'changed' END
FROM judged j WHERE s.id = j.id
"""

# Two rows that mean one person of the register can't both be right.
_TWICE = """
UPDATE citizens_importrow s SET outcome = 'refused', reasons = s.reasons || %(twice)s::jsonb
WHERE s.batch_id = %(batch)s AND s.outcome IN ('changed', 'unchanged') AND s.resident_id = ANY (ARRAY(
  SELECT resident_id FROM citizens_importrow WHERE batch_id = %(batch)s GROUP BY resident_id HAVING count(*) > 1))
"""

# Heads of the file beside the head that the register has: another one, who by this very file stays head there. Step by
# step, because of rows that were written just now the planner knows nothing.
_SECOND_HEADS = """
WITH heads AS MATERIALIZED (
  SELECT s.id, s.family_id, s.resident_id FROM citizens_importrow s
  WHERE s.batch_id = %(batch)s AND s.outcome IN ('new', 'changed', 'unchanged') AND s.family_number IS NOT NULL
    AND COALESCE((s.data ->> 'status')::int, 1) = 1
    AND COALESCE((s.data ->> 'relation')::int,
                 (SELECT x.relation FROM citizens_resident x WHERE x.id = s.resident_id)) = 1
), rivals AS MATERIALIZED (
  SELECT h.id, h.family_id, h.resident_id, (
    SELECT r.id FROM citizens_resident r WHERE r.family_id = h.family_id AND r.relation = 1 AND r.status = 1
  ) AS rival_id FROM heads h
)
UPDATE citizens_importrow s SET outcome = 'refused', reasons = s.reasons || %(second_head)s::jsonb
WHERE s.id = ANY (ARRAY(
  SELECT v.id FROM rivals v WHERE v.rival_id <> v.resident_id AND NOT EXISTS (
    SELECT FROM citizens_importrow t
    WHERE t.batch_id = %(batch)s AND t.resident_id = v.rival_id AND t.outcome IN ('changed', 'unchanged')
      AND (COALESCE((t.data ->> 'relation')::int, 1) <> 1 OR COALESCE((t.data ->> 'status')::int, 1) <> 1
           OR (t.family_number IS NOT NULL AND t.family_id <> v.family_id)))))
"""

# A family's address and place are what the row of its head says, or the first row where no head is listed.
_FAMILIES = """
WITH spokesmen AS (
  SELECT DISTINCT ON (s.family_id) s.id, s.family_id, s.family_data FROM citizens_importrow s
  WHERE s.batch_id = %(batch)s AND s.outcome IN ('new', 'changed', 'unchanged') AND s.family_number IS NOT NULL
  ORDER BY s.family_id, (s.data ->> 'relation' = '1') DESC NULLS LAST, s.number
), compared AS (
  SELECT p.id, (
    SELECT COALESCE(jsonb_object_agg(d.key, jsonb_build_array(to_jsonb(f) -> d.key, d.value)), '{}'::jsonb)
    FROM jsonb_each(p.family_data) d WHERE to_jsonb(f) -> d.key IS DISTINCT FROM d.value
      AND lower((to_jsonb(f) -> d.key)::text) IS DISTINCT FROM lower(d.value::text)
  ) AS changes
  FROM spokesmen p LEFT JOIN citizens_family f ON f.id = p.family_id
)
UPDATE citizens_importrow s SET family_changes = c.changes,
  outcome = CASE WHEN s.outcome = 'unchanged' THEN 'changed' ELSE s.outcome END
FROM compared c WHERE s.id = c.id AND c.changes <> '{}'::jsonb
"""


def compare(batch: ImportBatch, *, lock: bool = False) -> dict[str, int]:
    """Judge each staged row of a batch by the register as it is now; return how many there are of each outcome.

    Must be called inside a transaction that reaches the batch's village. With `lock` the residents that the rows
    mean stay locked to its end, so that what was compared is what is changed.
    """
    values: dict[str, Any] = {"batch": batch.pk, "village": batch.village_id}
    with elevated():
        values["residents"] = _column(_RESIDENTS_ELSEWHERE, values)
        values["families"] = _column(_FAMILIES_ELSEWHERE, values)
    values |= _words()
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(_LOCK, values)
        for statement in (_COMPARE, _TWICE, _SECOND_HEADS, _FAMILIES):
            cursor.execute(statement, values)
    counted = ImportRow.objects.filter(batch=batch).values_list("outcome").annotate(Count("id")).order_by()
    return dict(counted)


def _words() -> dict[str, str]:
    """The reasons that the register gives, as JSON."""
    required = [*REQUIRED, "area_code"]
    missing = [
        {
            "key": key,
            "column": label_of("hamlet" if key == "area_code" else key),
            "text": _("Wajib diisi: orang ini belum ada di data desa."),
        }
        for key in required
    ]
    return {
        "missing": json.dumps(missing),
        "gone": _reason(
            "status", _("Di data desa tercatat meninggal atau pindah. Perbaiki lewat halaman warganya.")
        ),
        "family_elsewhere": _reason("number", _("Nomor KK ini tercatat di desa lain.")),
        "twice": _reason("name", _("Baris lain memuat orang yang sama. Sisakan satu.")),
        "second_head": _reason(
            "relation",
            _(
                "Di data desa keluarga ini sudah punya kepala keluarga lain, dan berkas ini tidak mengubahnya."
            ),
        ),
    }


def _reason(key: str, text: str) -> str:
    return json.dumps([{"column": label_of(key), "text": text}])


def _column(statement: str, values: dict[str, Any]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
