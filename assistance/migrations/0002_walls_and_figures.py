"""Who sees which rows of aid, and the figures that triggers keep beside them.

A statement that changes standings adds the difference to the figures of its villages. The matching of everybody says
so (`app.matching`), and counts anew once at its end.
"""

from django.db import migrations

from foundation.access.row_security import protect

PEOPLE = "(SELECT app_everywhere()) OR app_reaches_people(area_code) OR family_id = app_family()"
TABLES = ("welfare", "enrolment", "disbursement", "standing")

ADD_COVERAGE = """
INSERT INTO assistance_coverage AS c (village_id, programme_id, entitled, enrolled, gap, unentitled)
SELECT r.village_id, o.id,
  sum(r.n * (r.entitled >> o.bit & 1)), sum(r.n * (r.enrolled >> o.bit & 1)),
  sum(r.n * ((r.entitled & ~r.enrolled) >> o.bit & 1)), sum(r.n * ((r.enrolled & ~r.entitled) >> o.bit & 1))
FROM ({rows}) r JOIN assistance_programme o ON (r.entitled | r.enrolled) >> o.bit & 1 = 1
GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (village_id, programme_id) DO UPDATE SET entitled = c.entitled + excluded.entitled,
  enrolled = c.enrolled + excluded.enrolled, gap = c.gap + excluded.gap, unentitled = c.unentitled + excluded.unentitled;
"""
ADD_FIGURES = """
INSERT INTO assistance_villagefigure AS f (village_id, measure, value)
SELECT r.village_id, m.measure, sum(r.n)
FROM ({rows}) r CROSS JOIN LATERAL (VALUES (0, true), (r.decile::int, r.decile IS NOT NULL), (11, r.clashes),
  (12, r.bare)) m (measure, counts)
WHERE r.id = r.family_id AND m.counts
GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (village_id, measure) DO UPDATE SET value = f.value + excluded.value;
"""


def adding(rows: str) -> str:
    return ADD_COVERAGE.format(rows=rows) + ADD_FIGURES.format(rows=rows)


FRESH, STALE = "SELECT 1 AS n, * FROM fresh", "SELECT -1 AS n, * FROM stale"
FUNCTIONS = f"""
CREATE FUNCTION assistance_count_standings() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('app.matching', true) = 'everybody' THEN RETURN NULL; END IF;
  IF TG_OP = 'INSERT' THEN {adding(FRESH)}
  ELSIF TG_OP = 'DELETE' THEN {adding(STALE)}
  ELSE {adding(f"{FRESH} UNION ALL {STALE}")}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER count_new AFTER INSERT ON assistance_standing REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION assistance_count_standings();
CREATE TRIGGER count_changed AFTER UPDATE ON assistance_standing REFERENCING OLD TABLE AS stale NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION assistance_count_standings();
CREATE TRIGGER count_gone AFTER DELETE ON assistance_standing REFERENCING OLD TABLE AS stale
  FOR EACH STATEMENT EXECUTE FUNCTION assistance_count_standings();
CREATE FUNCTION assistance_recount() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM assistance_coverage;
  DELETE FROM assistance_villagefigure;
  {adding("SELECT 1 AS n, * FROM assistance_standing")}
END $$;
"""
DROP = """
DROP FUNCTION assistance_recount();
DROP FUNCTION assistance_count_standings() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("assistance", "0001_initial")]

    operations = [
        *(protect(f"assistance_{table}", PEOPLE) for table in TABLES),
        migrations.RunSQL(FUNCTIONS, DROP),
    ]
