"""The figures of many standings, counted by what they have in common before the programmes are looked at."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("assistance.migrations.0002_walls_and_figures")

ADD_COVERAGE = """
INSERT INTO assistance_coverage AS c (village_id, programme_id, entitled, enrolled, gap, unentitled)
SELECT r.village_id, o.id,
  sum(r.n * (r.entitled >> o.bit & 1)), sum(r.n * (r.enrolled >> o.bit & 1)),
  sum(r.n * ((r.entitled & ~r.enrolled) >> o.bit & 1)), sum(r.n * ((r.enrolled & ~r.entitled) >> o.bit & 1))
FROM (SELECT village_id, entitled, enrolled, sum(n) AS n FROM ({rows}) e GROUP BY 1, 2, 3) r
  JOIN assistance_programme o ON (r.entitled | r.enrolled) >> o.bit & 1 = 1
GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (village_id, programme_id) DO UPDATE SET entitled = c.entitled + excluded.entitled,
  enrolled = c.enrolled + excluded.enrolled, gap = c.gap + excluded.gap, unentitled = c.unentitled + excluded.unentitled;
"""
ADD_FIGURES = """
INSERT INTO assistance_villagefigure AS f (village_id, measure, value)
SELECT r.village_id, m.measure, sum(r.n)
FROM (SELECT village_id, decile, clashes, bare, sum(n) AS n FROM ({rows}) e WHERE id = family_id GROUP BY 1, 2, 3, 4) r
  CROSS JOIN LATERAL (VALUES (0, true), (r.decile::int, r.decile IS NOT NULL), (11, r.clashes), (12, r.bare))
    m (measure, counts)
WHERE m.counts
GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (village_id, measure) DO UPDATE SET value = f.value + excluded.value;
"""


def grouped(rows: str) -> str:
    return ADD_COVERAGE.format(rows=rows) + ADD_FIGURES.format(rows=rows)


HEAD = "CREATE OR REPLACE FUNCTION {name} LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$"


def functions(adding) -> str:  # type: ignore[no-untyped-def]
    return f"""
{HEAD.format(name="assistance_count_standings() RETURNS trigger")}
BEGIN
  IF current_setting('app.matching', true) = 'everybody' THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN {adding(BEFORE.FRESH)}
  ELSIF TG_OP = 'DELETE' THEN {adding(BEFORE.STALE)}
  ELSE {adding(f"{BEFORE.FRESH} UNION ALL {BEFORE.STALE}")}
  END IF;
  RETURN NULL;
END $$;
{HEAD.format(name="assistance_recount() RETURNS void")}
BEGIN
  DELETE FROM assistance_coverage;
  DELETE FROM assistance_villagefigure;
  {adding("SELECT 1 AS n, * FROM assistance_standing")}
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assistance", "0013_outreach_behind_the_wall")]

    operations = [migrations.RunSQL(functions(grouped), functions(BEFORE.adding))]
