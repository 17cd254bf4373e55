"""The staged rows of an import into the register: regions, families, residents, heads, and what was there before."""

import json
from datetime import datetime
from typing import Any

from django.db import connection

from citizens.models import Family, ImportBatch, ImportRow, Resident
from villages.models import Region

from .comparison import ACCEPTED
from .unkept import FAMILIES_CHANGED, execute_unkept


class RegionsChanged(Exception):
    """A code that the import planned for a new dusun now belongs to another one."""


def _columns(model: type[Family] | type[Resident]) -> str:
    return ", ".join(str(field.column) for field in model._meta.concrete_fields if field.column != "id")


RESIDENT_COLUMNS, FAMILY_COLUMNS = _columns(Resident), _columns(Family)

# Kept before anything is written: what is changed as it was, and nothing for what is made. A family is kept also where
# only its head may change, the family that somebody leaves included.
_KEEP = """
INSERT INTO citizens_importchange (batch_id, area_code, kind, row_id, before)
SELECT %(batch)s, %(village)s, 'family', touched.id, to_jsonb(f)
FROM (
  SELECT s.family_id AS id FROM citizens_importrow s
  WHERE s.batch_id = %(batch)s AND s.outcome IN ('new', 'changed') AND s.family_id IS NOT NULL
    AND (s.family_changes <> '{}'::jsonb OR s.changes ?| ARRAY['relation', 'family_id', 'status']
         OR (s.outcome = 'new' AND s.data ->> 'relation' = '1'))
  UNION
  SELECT r.family_id FROM citizens_importrow s JOIN citizens_resident r ON r.id = s.resident_id
  WHERE s.batch_id = %(batch)s AND s.outcome = 'changed' AND r.family_id IS NOT NULL
    AND s.changes ?| ARRAY['relation', 'family_id', 'status']
) touched LEFT JOIN citizens_family f ON f.id = touched.id
UNION ALL
SELECT s.batch_id, s.area_code, 'resident', s.resident_id, to_jsonb(r)
FROM citizens_importrow s LEFT JOIN citizens_resident r ON r.id = s.resident_id
WHERE s.batch_id = %(batch)s AND (s.outcome = 'new' OR (s.outcome = 'changed' AND s.changes <> '{}'::jsonb))
"""

# A new family lies where its first accepted row says; one whose rows say nothing lies in the village.
_NEW_FAMILIES = f"""
INSERT INTO citizens_family (id, {FAMILY_COLUMNS})
SELECT DISTINCT ON (s.family_id) s.family_id, {", ".join(f"n.{column}" for column in FAMILY_COLUMNS.split(", "))}
FROM citizens_importrow s, jsonb_populate_record(
  NULL::citizens_family, %(family_defaults)s::jsonb || %(stamp)s::jsonb || s.family_data) n
WHERE s.batch_id = %(batch)s AND s.outcome IN ('new', 'changed') AND s.family_number IS NOT NULL
  AND NOT EXISTS (SELECT FROM citizens_family f WHERE f.id = s.family_id)
ORDER BY s.family_id, (s.family_changes <> '{{}}'::jsonb) DESC, s.number
"""  # noqa: S608 - names of the model's own columns
# Who lives in a family that had been closed opens it again.
_CHANGED_FAMILIES = f"""
UPDATE citizens_family f SET ({FAMILY_COLUMNS}) = (
  SELECT {FAMILY_COLUMNS} FROM jsonb_populate_record(f, %(stamp)s::jsonb || '{{"closed_on": null}}' || (
    SELECT jsonb_object_agg(c.key, c.value -> 1) FROM jsonb_each(s.family_changes) c)))
FROM citizens_importrow s
WHERE s.batch_id = %(batch)s AND s.outcome = 'changed' AND s.family_changes <> '{{}}'::jsonb AND f.id = s.family_id
  AND f.updated_at <> %(now)s
"""  # noqa: S608 - as above

# Heads who no longer are come first: a family never has two, not between two statements either.
_CHANGED_RESIDENTS = f"""
UPDATE citizens_resident r SET ({RESIDENT_COLUMNS}) = (
  SELECT {RESIDENT_COLUMNS} FROM jsonb_populate_record(r, %(stamp)s::jsonb || (
    SELECT jsonb_object_agg(c.key, c.value -> 1) FROM jsonb_each(s.changes) c)))
FROM citizens_importrow s
WHERE s.batch_id = %(batch)s AND s.outcome = 'changed' AND s.changes <> '{{}}'::jsonb AND r.id = s.resident_id
  AND r.id = ANY (ARRAY(
    SELECT c.resident_id FROM citizens_importrow c WHERE c.batch_id = %(batch)s AND c.outcome = 'changed'))
  AND r.updated_at <> %(now)s AND (NOT %(stepping_down)s OR (r.relation = 1 AND r.status = 1 AND (
    COALESCE(s.changes -> 'relation' ->> 1, '1') <> '1' OR COALESCE(s.changes -> 'status' ->> 1, '1') <> '1')))
"""  # noqa: S608 - as above
_NEW_RESIDENTS = f"""
INSERT INTO citizens_resident (id, {RESIDENT_COLUMNS})
SELECT s.resident_id, {", ".join(f"n.{column}" for column in RESIDENT_COLUMNS.split(", "))}
FROM citizens_importrow s, jsonb_populate_record(
  NULL::citizens_resident, %(defaults)s::jsonb || %(stamp)s::jsonb || s.data) n
WHERE s.batch_id = %(batch)s AND s.outcome = 'new'
"""  # noqa: S608 - as above

# Lists of ids and not joins: of rows that this very transaction wrote the planner knows nothing.
_NO_HEAD = """
UPDATE citizens_family f SET head_id = NULL WHERE f.head_id IS NOT NULL AND f.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k WHERE k.batch_id = %(batch)s AND k.kind = 'family'))
"""
_HEADS = """
UPDATE citizens_family f SET updated_at = %(now)s, head_id = (
  SELECT r.id FROM citizens_resident r WHERE r.family_id = f.id AND r.relation = 1 AND r.status = 1)
WHERE f.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k
  WHERE k.batch_id = %(batch)s AND k.kind = 'family' AND (k.before IS NULL) = %(is_new)s))
"""


def apply_rows(batch: ImportBatch, now: datetime) -> None:
    """Write the accepted rows of a compared batch into the register, each touched row dated `now`.

    Must be called inside the transaction that compared and locked them and that reaches the batch's village.

    Raises:
        RegionsChanged: a dusun that was planned has got another code meanwhile.
    """
    _make_regions(batch)
    values: dict[str, Any] = {"batch": batch.pk, "village": batch.village_id, "now": now}
    values["stamp"] = f'{{"updated_at": "{now.isoformat()}"}}'
    values["defaults"] = _defaults(Resident, batch, now)
    values["family_defaults"] = _defaults(Family, batch, now)
    with connection.cursor() as cursor:
        for statement in (_KEEP, _NEW_FAMILIES, _CHANGED_FAMILIES, _NO_HEAD):
            cursor.execute(statement, values)
        for stepping_down in (True, False):
            cursor.execute(_CHANGED_RESIDENTS, values | {"stepping_down": stepping_down})
        cursor.execute(_NEW_RESIDENTS, values)
        cursor.execute(_HEADS, values | {"is_new": False})
        # That a new family had no head for a moment is no history.
        execute_unkept((_HEADS,), values | {"is_new": True}, FAMILIES_CHANGED)
        # A broken reference shows here and not at the commit, where nobody could tell why.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _make_regions(batch: ImportBatch) -> None:
    """Make the planned regions that accepted rows lie in, and note their codes on the batch."""
    rows = ImportRow.objects.filter(batch=batch, outcome__in=ACCEPTED).exclude(
        outcome=ImportRow.Outcome.UNCHANGED
    )
    lived_in = {code for code in rows.values_list("data__area_code", flat=True).distinct() if code}
    planned = [
        plan
        for plan in batch.new_regions
        if any(code == plan["code"] or code.startswith(plan["code"] + ".") for code in lived_in)
    ]
    there = dict(
        Region.objects.filter(code__in=[plan["code"] for plan in planned]).values_list("code", "name")
    )
    if any(there.get(plan["code"], plan["name"]).casefold() != plan["name"].casefold() for plan in planned):
        raise RegionsChanged
    missing = [plan for plan in planned if plan["code"] not in there]
    Region.objects.bulk_create(
        Region(code=plan["code"], name=plan["name"], level=plan["level"], parent_id=plan["parent"])
        for plan in missing
    )
    batch.made_regions = [plan["code"] for plan in missing]


def _defaults(model: type[Family] | type[Resident], batch: ImportBatch, now: datetime) -> str:
    """What a new row has of which no file speaks, as the model has it; in the village until told otherwise."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    defaults = {field.column: field.get_default() for field in fields}
    own = {"village_id": batch.village_id, "area_code": batch.area_code, "created_at": now.isoformat()}
    return json.dumps(defaults | own)
