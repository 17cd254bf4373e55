"""Figures of the population, kept current by triggers, and the two questions that pages put to them."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.access.row_security import protect

# Traits as PopulationCount.Trait numbers them. Months of birth are kept by village, the others by dusun.
TRAITS = """LATERAL (VALUES
    (1, r.village_id, (extract(year FROM r.birth_date) * 12 + extract(month FROM r.birth_date) - 1)::int),
    (2, left(r.area_code, 16), r.religion::int), (3, left(r.area_code, 16), r.education::int),
    (4, left(r.area_code, 16), r.occupation::int), (5, left(r.area_code, 16), r.marital_status::int)
  ) cell (trait, area, value)"""
COLUMNS = "village_id, area_code, trait, value, sex, people"
PERSON = "village_id, area_code, sex, birth_date, religion, education, occupation, marital_status"


def counting(name: str, sources: str, cells: str, columns: str) -> str:
    """A trigger function that adds what a statement changed, and folds a village at each five hundredth row of it."""
    return f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  full_village text;
BEGIN
  FOR full_village IN
    WITH added AS (
      INSERT INTO citizens_populationcount ({COLUMNS})
      SELECT r.village_id, cell.area, cell.trait, cell.value, {columns}, sum(r.n) FROM ({sources}) r, {cells}
      GROUP BY 1, 2, 3, 4, 5 HAVING sum(r.n) <> 0 RETURNING id, village_id)
    SELECT DISTINCT village_id FROM added WHERE id % 500 = 0
  LOOP
    PERFORM citizens_fold_population(full_village);
  END LOOP;
  RETURN NULL;
END $$;
"""


FAMILY_CELL = "LATERAL (VALUES (6, left(r.area_code, 16), 0)) cell (trait, area, value)"
PEOPLE_NOW, PEOPLE_BEFORE = (
    f"SELECT {sign} AS n, {PERSON} FROM {rows} WHERE status = 1"
    for sign, rows in ((1, "written"), (-1, "erased"))
)
FAMILIES_NOW, FAMILIES_BEFORE = (
    f"SELECT {sign} AS n, village_id, area_code FROM {rows} WHERE closed_on IS NULL"
    for sign, rows in ((1, "written"), (-1, "erased"))
)
WAYS = (
    ("insert", "{now}", "NEW TABLE AS written"),
    ("update", "{now} UNION ALL {before}", "NEW TABLE AS written OLD TABLE AS erased"),
    ("delete", "{before}", "OLD TABLE AS erased"),
)
TABLES = (
    ("citizens_resident", "people", PEOPLE_NOW, PEOPLE_BEFORE, TRAITS, "r.sex"),
    ("citizens_family", "families", FAMILIES_NOW, FAMILIES_BEFORE, FAMILY_CELL, "0"),
)


def triggers() -> str:
    statements = []
    for table, counted, now, before, cells, sex in TABLES:
        for way, sources, rows in WAYS:
            name = f"citizens_count_{counted}_{way}"
            statements.append(counting(name, sources.format(now=now, before=before), cells, sex))
            statements.append(
                f"CREATE TRIGGER count_{way} AFTER {way.upper()} ON {table} REFERENCING {rows}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
            )
    return "\n".join(statements)


def without_triggers() -> str:
    return "\n".join(
        f"DROP TRIGGER count_{way} ON {table}; DROP FUNCTION citizens_count_{counted}_{way}();"
        for table, counted, *_ in TABLES
        for way, *_ in WAYS
    )


FOLD = f"""
CREATE FUNCTION citizens_fold_population(village text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Whoever comes second would fold what is being folded.
  IF pg_try_advisory_xact_lock(hashtext('population'), hashtext(village)) THEN
    WITH gone AS (DELETE FROM citizens_populationcount c WHERE c.village_id = village RETURNING c.*)
    INSERT INTO citizens_populationcount ({COLUMNS})
    SELECT village_id, area_code, trait, value, sex, sum(people) FROM gone GROUP BY 1, 2, 3, 4, 5
    HAVING sum(people) <> 0;
  END IF;
END $$;
"""
RECOUNT = f"""
CREATE FUNCTION citizens_recount_population() RETURNS void LANGUAGE sql AS $$
  TRUNCATE citizens_populationcount;
  INSERT INTO citizens_populationcount ({COLUMNS})
  SELECT r.village_id, cell.area, cell.trait, cell.value, r.sex, count(*) FROM citizens_resident r, {TRAITS}
  WHERE r.status = 1 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 3
  ;
  INSERT INTO citizens_populationcount ({COLUMNS})
  SELECT r.village_id, cell.area, cell.trait, cell.value, 0, count(*) FROM citizens_family r, {FAMILY_CELL}
  WHERE r.closed_on IS NULL GROUP BY 1, 2, 3, 4, 5;
$$;
SELECT citizens_recount_population();
"""
# They ask for the reach once and not for each row; figures are for whoever reaches the whole area.
READ = """
CREATE FUNCTION citizens_population(area text)
RETURNS TABLE (trait smallint, value integer, sex smallint, people bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_reaches(area) THEN
    RETURN QUERY SELECT c.trait, c.value, c.sex, sum(c.people) FROM citizens_populationcount c
      WHERE starts_with(c.village_id || '.', area || '.') GROUP BY 1, 2, 3 HAVING sum(c.people) <> 0;
  END IF;
END $$;
CREATE FUNCTION citizens_population_parts(area text)
RETURNS TABLE (part text, men bigint, women bigint, families bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF app_reaches(area) THEN
    -- Of the traits that are kept by dusun one is enough: everybody has exactly one.
    RETURN QUERY SELECT left(c.area_code, length(area) + CASE WHEN length(area) > 8 THEN 3
        WHEN length(area) > 5 THEN 5 ELSE 3 END),
      coalesce(sum(c.people) FILTER (WHERE c.trait = 5 AND c.sex = 1), 0),
      coalesce(sum(c.people) FILTER (WHERE c.trait = 5 AND c.sex = 2), 0),
      coalesce(sum(c.people) FILTER (WHERE c.trait = 6), 0)
      FROM citizens_populationcount c
      WHERE starts_with(c.village_id || '.', area || '.') AND c.trait IN (5, 6) GROUP BY 1 ORDER BY 1;
  END IF;
END $$;
"""
UNREAD = """
DROP FUNCTION citizens_population_parts(text);
DROP FUNCTION citizens_population(text);
DROP FUNCTION citizens_recount_population();
DROP FUNCTION citizens_fold_population(text);
"""


class Migration(migrations.Migration):
    dependencies = [("citizens", "0006_name_words"), ("villages", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PopulationCount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("area_code", models.CharField(max_length=32, verbose_name="dusun, atau desa")),
                (
                    "trait",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "bulan lahir"),
                            (2, "agama"),
                            (3, "pendidikan"),
                            (4, "pekerjaan"),
                            (5, "status perkawinan"),
                            (6, "keluarga"),
                        ]
                    ),
                ),
                ("value", models.IntegerField()),
                ("sex", models.PositiveSmallIntegerField()),
                ("people", models.IntegerField()),
                (
                    "village",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.region",
                    ),
                ),
            ],
            options={
                "verbose_name": "angka penduduk",
                "indexes": [models.Index(fields=["village", "trait"], name="population_count_village")],
            },
        ),
        protect("citizens_populationcount"),
        migrations.RunSQL(FOLD + RECOUNT + READ, UNREAD),
        migrations.RunSQL(triggers(), without_triggers()),
    ]
