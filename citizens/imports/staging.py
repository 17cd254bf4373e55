"""The rows of a file in a table of their own, a few thousand with each statement.

COPY is not possible into a table under row-level security; one statement over JSON comes near it.
"""

import json
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from citizens.models import ImportBatch, ImportRow

from .checks import CheckedRow

ROWS_AT_ONCE = 2_000
_INSERT = """
INSERT INTO citizens_importrow (batch_id, area_code, number, outcome, nik, family_number, name, resident_id, family_id,
  data, family_data, changes, family_changes, faults, reasons, notes)
SELECT %(batch)s, %(area)s, x.number, 'refused', x.data ->> 'nik', x.family ->> 'number',
  COALESCE(x.data ->> 'name', ''), x.resident_id, x.family_id, x.data, x.family, '{}', '{}', x.faults, x.faults, x.notes
FROM json_to_recordset(%(rows)s::json)
  AS x(number integer, resident_id uuid, family_id uuid, data jsonb, family jsonb, faults jsonb, notes jsonb)
"""


def stage_rows(batch: ImportBatch, rows: Iterable[CheckedRow]) -> None:
    """Replace the staged rows of a batch. Must be called inside a transaction that reaches the batch's village."""
    ImportRow.objects.filter(batch=batch).delete()
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while part := list(islice(waiting, ROWS_AT_ONCE)):
            content = json.dumps([_staged(row) for row in part], default=_plain, ensure_ascii=False)
            cursor.execute(_INSERT, {"batch": batch.pk, "area": batch.area_code, "rows": content})


def _staged(row: CheckedRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "resident_id": row.resident_id,
        "family_id": row.family_id,
        "data": row.values,
        "family": _family_data(row),
        "faults": row.faults,
        "notes": row.notes,
    }


def _family_data(row: CheckedRow) -> dict[str, Any]:
    if "number" not in row.family:
        return {}
    return row.family | ({"area_code": row.area_code} if row.area_code else {})


def _plain(value: date | UUID) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
