"""What the question answers, written into the standings: only what is different from before."""

from datetime import date

from django.db import connection

from .question import COLUMNS, EVERYBODY, Question, Scope

_VALUES = ("village_id", "area_code", "entitled", "enrolled", "decile", "clashes", "bare", "family_id")
_WRITE = f"""
WITH matched AS MATERIALIZED ({{question}}),
different AS MATERIALIZED (
  SELECT k.id AS known, {", ".join(f"m.{name}" for name in COLUMNS.split(", "))}
  FROM matched m FULL JOIN (SELECT * FROM assistance_standing s WHERE true{{scope}}) k ON k.id = m.id
  WHERE ({", ".join(f"m.{name}" for name in ("id", *_VALUES))})
    IS DISTINCT FROM ({", ".join(f"k.{name}" for name in ("id", *_VALUES))})),
gone AS (
  DELETE FROM assistance_standing s USING different d WHERE d.id IS NULL AND s.id = d.known RETURNING s.id),
written AS (
  INSERT INTO assistance_standing AS s ({COLUMNS})
  SELECT {COLUMNS} FROM different WHERE id IS NOT NULL ORDER BY id
  ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in (*_VALUES, "resident_id"))}
  RETURNING s.id)
SELECT (SELECT count(*) FROM written) + (SELECT count(*) FROM gone)
"""


_KEEP = """
DELETE FROM assistance_monthlycoverage WHERE month = %(month)s;
INSERT INTO assistance_monthlycoverage (month, village_id, programme_id, measure, entitled, enrolled,
  gap, unentitled, value)
SELECT %(month)s, village_id, programme_id, NULL, entitled, enrolled, gap, unentitled, 0 FROM assistance_coverage
UNION ALL SELECT %(month)s, village_id, NULL, measure, 0, 0, 0, 0, value FROM assistance_villagefigure
"""


def keep_month(month: date) -> None:
    """Keeps the present figures as those of a month (its first day), over earlier ones of the same month."""
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, {"month": month})


def write_standings(question: Question, scope: Scope) -> int:
    """Brings the standings of the scope to what the question answers. Returns how many rows were different.

    Must be called inside a transaction that reaches the scope.
    """
    condition = scope.condition("s", "family_id")
    statement = _WRITE.format(question=question.sql, scope=condition)
    with connection.cursor() as cursor:
        cursor.execute(statement, question.values)
        return int(cursor.fetchone()[0])


def write_everybody(question: Question) -> int:
    """As write_standings, of everybody: the figures are counted anew once instead of with each row."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '256MB'")
        # The estimates of counted groups are poor; of everybody, hashing is always right.
        cursor.execute("SET LOCAL enable_mergejoin = off")
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute("SELECT set_config('app.matching', 'everybody', true)")
        changed = write_standings(question, EVERYBODY)
        cursor.execute("SELECT assistance_recount()")
        cursor.execute("SELECT set_config('app.matching', '', true)")
        for setting in ("work_mem", "enable_mergejoin", "enable_nestloop"):
            cursor.execute(
                "SELECT set_config(%s, boot_val, true) FROM pg_settings WHERE name = %s", [setting] * 2
            )
    return changed
