"""Taking an applied import back, as long as nothing was built on it."""

from typing import Any
from uuid import UUID

from django.db import connection

from citizens.models import Family, ImportBatch, ImportChange, Resident
from foundation.access.roles import within
from foundation.accounts.models import User
from villages.models import Region

from .applying import FAMILY_COLUMNS, RESIDENT_COLUMNS
from .unkept import FAMILIES_DELETED, RESIDENTS_DELETED, execute_unkept

NAMED_AT_MOST = 10

_CHANGED_SINCE = """
SELECT COALESCE(r.name, k.before ->> 'name', '') FROM citizens_importchange k
LEFT JOIN citizens_resident r ON r.id = k.row_id
WHERE k.batch_id = %(batch)s AND k.kind = 'resident' AND (r.id IS NULL OR r.updated_at > %(applied)s)
UNION
SELECT COALESCE(h.name, %(a_family)s) FROM citizens_importchange k
LEFT JOIN citizens_family f ON f.id = k.row_id LEFT JOIN citizens_resident h ON h.id = f.head_id
WHERE k.batch_id = %(batch)s AND k.kind = 'family' AND (f.id IS NULL OR f.updated_at > %(applied)s)
UNION
SELECT r.name FROM citizens_resident r WHERE r.id = ANY (ARRAY(
  SELECT m.id FROM citizens_resident m WHERE m.family_id = ANY (ARRAY(
    SELECT k.row_id FROM citizens_importchange k
    WHERE k.batch_id = %(batch)s AND k.kind = 'family' AND k.before IS NULL))
  EXCEPT
  SELECT x.row_id FROM citizens_importchange x WHERE x.batch_id = %(batch)s AND x.kind = 'resident'))
"""

# Whatever refers to residents or families, from whichever application: the database knows. The register's own rows are
# looked at above.
_REFERENCES = """
SELECT c.conrelid::regclass::text, quote_ident(a.attname), c.confrelid::regclass::text, quote_ident(m.attname)
FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
LEFT JOIN pg_attribute m
  ON m.attrelid = c.conrelid AND m.attname IN ('created_at', 'recorded_at') AND NOT m.attisdropped
WHERE c.contype = 'f' AND c.confrelid IN ('citizens_resident'::regclass, 'citizens_family'::regclass)
  AND c.conrelid NOT IN ('citizens_resident'::regclass, 'citizens_family'::regclass)
ORDER BY 1, 2
"""

_LOCK = """
SELECT r.id FROM citizens_resident r WHERE r.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k WHERE k.batch_id = %(batch)s AND k.kind = 'resident'))
ORDER BY r.id FOR UPDATE
"""
_NO_HEAD = """
UPDATE citizens_family f SET head_id = NULL WHERE f.head_id IS NOT NULL AND f.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k WHERE k.batch_id = %(batch)s AND k.kind = 'family'))
"""
_OLD_RESIDENTS = f"""
UPDATE citizens_resident r SET ({RESIDENT_COLUMNS}) = (
  SELECT {RESIDENT_COLUMNS} FROM jsonb_populate_record(NULL::citizens_resident, k.before))
FROM citizens_importchange k
WHERE k.batch_id = %(batch)s AND k.kind = 'resident' AND k.before IS NOT NULL AND r.id = k.row_id
  AND r.updated_at = %(applied)s AND (NOT %(stepping_down)s OR (r.relation = 1 AND r.status = 1
    AND (k.before ->> 'relation' <> '1' OR k.before ->> 'status' <> '1')))
"""  # noqa: S608 - names of the model's own columns
_NEW_RESIDENTS = """
DELETE FROM citizens_resident r WHERE r.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k
  WHERE k.batch_id = %(batch)s AND k.kind = 'resident' AND k.before IS NULL))
"""
_OLD_FAMILIES = f"""
UPDATE citizens_family f SET ({FAMILY_COLUMNS}) = (
  SELECT {FAMILY_COLUMNS} FROM jsonb_populate_record(NULL::citizens_family, k.before))
FROM citizens_importchange k
WHERE k.batch_id = %(batch)s AND k.kind = 'family' AND k.before IS NOT NULL AND f.id = k.row_id
"""  # noqa: S608 - as above
_NEW_FAMILIES = """
DELETE FROM citizens_family f WHERE f.id = ANY (ARRAY(
  SELECT k.row_id FROM citizens_importchange k
  WHERE k.batch_id = %(batch)s AND k.kind = 'family' AND k.before IS NULL))
"""


class BuiltUpon(Exception):
    """Something was built on the import; `names` are people whom that concerns, the first few."""

    def __init__(self, names: list[str]) -> None:
        """Keep the names."""
        super().__init__(f"{len(names)} people")
        self.names = names


def undo_rows(batch: ImportBatch) -> None:
    """Bring the register back to what it was before the batch.

    Must be called inside a transaction that reaches the batch's village.

    Raises:
        BuiltUpon: a row was changed after the import, or something refers to it that came later.
    """
    values = {"batch": batch.pk, "applied": batch.applied_at, "a_family": "Keluarga"}
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, values)
    names = _changed_since(values) or _referred_to(batch) or _signed_in(batch)
    if names:
        raise BuiltUpon(sorted(names)[:NAMED_AT_MOST])
    with connection.cursor() as cursor:
        cursor.execute(_NO_HEAD, values)
        for stepping_down in (True, False):
            cursor.execute(_OLD_RESIDENTS, values | {"stepping_down": stepping_down})
        # Of rows that nobody has built on nothing is kept: the import is what tells of them.
        execute_unkept(
            (_NEW_RESIDENTS, _OLD_FAMILIES, _NEW_FAMILIES), values, RESIDENTS_DELETED, FAMILIES_DELETED
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _drop_regions(batch)


def _changed_since(values: dict[str, Any]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED_SINCE, values)
        return {row[0] for row in cursor.fetchall()}


def _referred_to(batch: ImportBatch) -> set[str]:
    """Names of those to whom something refers: of the new ones anything at all, of the others what came later."""
    with connection.cursor() as cursor:
        cursor.execute(_REFERENCES)
        references = cursor.fetchall()
        found: set[str] = set()
        for table, column, target, moment in references:
            kind = (
                ImportChange.Kind.RESIDENT if target == Resident._meta.db_table else ImportChange.Kind.FAMILY
            )
            later = f"OR t.{moment} > %(applied)s" if moment else ""
            cursor.execute(
                f"SELECT DISTINCT k.row_id FROM {table} t JOIN citizens_importchange k ON k.row_id = t.{column}"  # noqa: S608
                f" WHERE k.batch_id = %(batch)s AND k.kind = %(kind)s AND (k.before IS NULL {later})"
                f" LIMIT {NAMED_AT_MOST}",
                {"batch": batch.pk, "kind": kind, "applied": batch.applied_at},
            )
            found |= _names(kind, [row[0] for row in cursor.fetchall()])
        return found


def _names(kind: str, ids: list[UUID]) -> set[str]:
    if kind == ImportChange.Kind.RESIDENT:
        return set(Resident.objects.filter(pk__in=ids).values_list("name", flat=True))
    families = Family.objects.filter(pk__in=ids).select_related("head")
    return {family.head.name if family.head else "Keluarga" for family in families}


def _signed_in(batch: ImportBatch) -> set[str]:
    """Names of the new ones who have an account by now."""
    made = batch.changes.filter(kind=ImportChange.Kind.RESIDENT, before__isnull=True)
    accounts = User.objects.filter(person_id__in=made.values("row_id"))
    ids = accounts.values_list("person_id", flat=True)[:NAMED_AT_MOST]
    people = Resident.objects.filter(pk__in=[pk for pk in ids if pk is not None])
    return set(people.values_list("name", flat=True))


def _drop_regions(batch: ImportBatch) -> None:
    """Drop the regions that the import made, the finest first, where nobody lives by now."""
    for code in sorted(batch.made_regions, key=len, reverse=True):
        lived_in = any(
            model.objects.filter(village_id=batch.village_id).filter(within([code])).exists()
            for model in (Resident, Family)
        )
        if not lived_in and not Region.objects.filter(parent_id=code).exists():
            Region.objects.filter(code=code).delete()
