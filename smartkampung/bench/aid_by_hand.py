"""The matching of everybody as an expert would write it by hand, for the programmes and terms that the product ships.

One pass over people, grouped by family, dates as constants, each programme's rule once; it writes the same rows.
"""

from django.utils import timezone

from assistance.models import Programme

from .ground import Ground

COLUMNS = "id, family_id, resident_id, village_id, area_code, entitled, enrolled, decile, clashes, bare"
ROWS = """
CREATE TEMP TABLE by_hand ON COMMIT DROP AS
WITH e AS MATERIALIZED (
  SELECT e.family_id, e.resident_id, e.programme_id, e.component, o.code, 1::bigint << o.bit AS mask,
    o.unit = 'person' AS personal
  FROM assistance_enrolment e JOIN assistance_programme o ON o.id = e.programme_id
  WHERE e.starts_on <= %(day)s AND (e.ends_on IS NULL OR e.ends_on >= %(day)s)),
a AS (SELECT family_id, bool_or(code = 'pkh') AS pkh, bool_or(code = 'sembako') AS sembako,
  bool_or(code = 'blt-dd') AS blt, coalesce(bit_or(mask) FILTER (WHERE NOT personal), 0) AS enrolled
  FROM e GROUP BY 1),
c AS (
  SELECT DISTINCT e.family_id FROM e JOIN assistance_exclusion x ON x.first_id = e.programme_id
    AND x.first_component IN ('', e.component) AND x.valid_from <= %(day)s
    AND (x.valid_until IS NULL OR x.valid_until >= %(day)s)
  JOIN e s ON s.family_id = e.family_id AND s.programme_id = x.second_id
    AND x.second_component IN ('', s.component)),
b AS MATERIALIZED (
  SELECT f.id, f.village_id, f.area_code, f.closed_on, w.decile, w.unfit_house, w.housing, w.lost_livelihood,
    coalesce(a.pkh, false) AS pkh, coalesce(a.sembako, false) AS sembako, coalesce(a.blt, false) AS blt,
    coalesce(a.enrolled, 0) AS enrolled, a.family_id IS NULL AS receives_nothing
  FROM citizens_family f LEFT JOIN a ON a.family_id = f.id
  LEFT JOIN assistance_welfare w ON w.family_id = f.id AND w.valid_from <= %(day)s
    AND (w.valid_until IS NULL OR w.valid_until > %(day)s)
  WHERE f.closed_on IS NULL OR a.family_id IS NOT NULL),
g AS (
  SELECT family_id, count(*) AS members, bool_or(pregnant) AS pregnant, bool_or(birth_date > %(y7)s) AS small,
    bool_or(birth_date > %(y2)s) AS baby,
    bool_or(current_education IN (4, 6, 7) AND birth_date > %(y22)s) AS pupil, bool_or(birth_date <= %(y60)s) AS old,
    bool_or(disability <> 7) AS disabled, bool_or(chronically_ill) AS ill
  FROM citizens_resident p JOIN b ON b.id = p.family_id WHERE p.status = 1 AND (b.decile <= 5 OR b.pkh) GROUP BY 1),
h AS MATERIALIZED (
  SELECT b.*, g.*, v.kind, c.family_id IS NOT NULL AS clashes, b.closed_on IS NULL AND g.members > 0 AS open
  FROM b LEFT JOIN g ON g.family_id = b.id LEFT JOIN c ON c.family_id = b.id
  JOIN villages_region v ON v.code = b.village_id),
j AS (
  SELECT p.id, p.family_id,
    CASE WHEN decile <= 5 AND coalesce(insurance NOT IN (3, 99), true) THEN %(pbi-jkn)s ELSE 0 END
    | CASE WHEN current_education IN (4, 6, 7) AND birth_date <= %(y6)s AND birth_date > %(y22)s
        AND (decile <= 4 OR pkh) THEN %(pip)s ELSE 0 END
    | CASE WHEN birth_date <= %(y60)s AND members <= 2 AND decile <= 3 THEN %(atensi-lansia)s ELSE 0 END
    | CASE WHEN disability <> 7 AND decile <= 4 THEN %(aspd)s ELSE 0 END
    | CASE WHEN birth_date <= %(y70)s AND pkh THEN %(pkh-plus)s ELSE 0 END
    | CASE WHEN birth_date <= %(y60)s AND members = 1 AND decile <= 2 THEN %(rantang-kasih)s ELSE 0 END
    | CASE WHEN current_education IN (8, 9, 10, 11) AND birth_date > %(y26)s AND decile <= 4
        THEN %(banyuwangi-cerdas)s ELSE 0 END AS entitled
  FROM citizens_resident p JOIN h ON h.id = p.family_id WHERE p.status = 1 AND open AND (decile <= 5 OR pkh)),
i AS MATERIALIZED (
  SELECT coalesce(j.id, r.resident_id) AS id, coalesce(j.family_id, r.family_id) AS family_id,
    coalesce(j.entitled, 0) AS entitled, coalesce(r.enrolled, 0) AS enrolled
  FROM (SELECT * FROM j WHERE entitled <> 0) j FULL JOIN (
    SELECT resident_id, any_value(family_id) AS family_id, bit_or(mask) AS enrolled FROM e
    WHERE personal AND resident_id IS NOT NULL GROUP BY 1) r ON r.resident_id = j.id),
t AS (
  SELECT h.*, CASE WHEN NOT coalesce(open, false) THEN 0 ELSE
    CASE WHEN decile <= 4 AND (pregnant OR small OR pupil OR old OR disabled) THEN %(pkh)s ELSE 0 END
    | CASE WHEN decile <= 5 THEN %(sembako)s ELSE 0 END
    | CASE WHEN kind = 'desa' AND decile <= 4 AND NOT pkh AND NOT sembako
        AND (decile <= 1 OR lost_livelihood OR ill OR disabled OR members = 1 AND old) THEN %(blt-dd)s ELSE 0 END
    | CASE WHEN unfit_house AND housing = 1 AND decile <= 4 THEN %(rutilahu)s ELSE 0 END
    | CASE WHEN decile <= 4 AND (pregnant OR baby) THEN %(paket-gizi)s ELSE 0 END
    | CASE WHEN decile <= 3 AND NOT sembako AND NOT blt THEN %(paket-pangan)s ELSE 0 END END AS entitled FROM h)
SELECT t.id, t.id AS family_id, NULL::uuid AS resident_id, village_id, area_code, t.entitled, enrolled, decile, clashes,
  receives_nothing AND (t.entitled <> 0 OR n.family_id IS NOT NULL) AS bare
FROM t LEFT JOIN (SELECT DISTINCT family_id FROM i WHERE entitled <> 0) n ON n.family_id = t.id
UNION ALL
SELECT i.id, i.family_id, i.id, h.village_id, h.area_code, i.entitled, i.enrolled, NULL, false, false
FROM i JOIN h ON h.id = i.family_id
"""
DIFFERENT = f"""
SELECT (SELECT count(*) FROM (SELECT {COLUMNS} FROM by_hand EXCEPT SELECT {COLUMNS} FROM assistance_standing) x)
  + (SELECT count(*) FROM (SELECT {COLUMNS} FROM assistance_standing EXCEPT SELECT {COLUMNS} FROM by_hand) x)
"""
SETTINGS = ("work_mem = '256MB'", "enable_mergejoin = off", "enable_nestloop = off")


def write_by_hand(ground: Ground, *, compare: bool = False) -> int:
    """Writes the rows into a table that goes away; with `compare`, says how many differ from the standings."""
    day = timezone.localdate()
    years = {f"y{n}": day.replace(year=day.year - n) for n in (2, 6, 7, 22, 26, 60, 70)}
    masks = {code: 1 << bit for code, bit in Programme.objects.values_list("code", "bit")}
    with ground.as_owner() as cursor:
        cursor.execute("BEGIN")
        for setting in SETTINGS:
            cursor.execute(f"SET LOCAL {setting}")
        cursor.execute(ROWS, {"day": day, **years, **masks})
        if not compare:
            return 0
        cursor.execute(DIFFERENT)
        return int(cursor.fetchone()[0])
