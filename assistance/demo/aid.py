"""Invented welfare data and enrolments over an invented population, by a few statements as the owner of the tables.

Who is poor, who receives and who is forgotten follows from the families' ids, so the same population gives the same
aid. Of those entitled most receive; some do not (the gaps to be found), some receive without being entitled, and some
receive two that exclude each other.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from assistance.models import Enrolment, Programme, Welfare
from assistance.services.match import match_everybody
from assistance.services.outreach import hints_of_the_register

ENOUGH_FOR_HISTORY = 60_000
"""Up to so many enrolments, payments and an earlier statement of the welfare data are invented too."""


@dataclass(frozen=True)
class Share:
    """Of a hundred entitled so many receive, and of a thousand of the others so many as well."""

    entitled: int
    others: int


# In the order in which they come into being: later rules ask what a family receives already.
ROUNDS: tuple[dict[str, Share], ...] = (
    {"pkh": Share(72, 9), "sembako": Share(64, 12)},
    {
        "pbi-jkn": Share(34, 8),
        "pip": Share(55, 6),
        "blt-dd": Share(70, 10),
        "atensi-lansia": Share(30, 2),
        "aspd": Share(48, 1),
        "pkh-plus": Share(60, 1),
        "rutilahu": Share(12, 1),
        "rantang-kasih": Share(66, 0),
        "banyuwangi-cerdas": Share(25, 1),
        "paket-gizi": Share(45, 2),
        "paket-pangan": Share(50, 6),
    },
)

# A number from 0 to 999 out of an id and a word, the same each time.
_CHANCE = "(abs(hashtextextended({id}::text || {word}, 7)) %% 1000)"
_WELFARE = f"""
INSERT INTO assistance_welfare (id, family_id, village_id, area_code, decile, income, lost_livelihood, housing,
  unfit_house, electricity, farmland, source, valid_from, recorded_by_name, created_at)
SELECT md5(r.id::text || 'welfare')::uuid, r.id, r.village_id, r.area_code, r.decile,
  250000 * r.decile + 1000 * r.c2, r.c1 < CASE WHEN r.decile <= 4 THEN 90 ELSE 20 END,
  CASE WHEN r.c2 < 820 THEN 1 WHEN r.c2 < 890 THEN 2 ELSE 3 END, r.c3 < 300 / r.decile,
  CASE WHEN r.decile <= 3 THEN 450 WHEN r.decile <= 7 THEN 900 ELSE 1300 END,
  CASE WHEN r.c1 %% 3 = 0 THEN r.c3 * 12 ELSE 0 END,
  'DTSEN ' || to_char(%(since)s::date, 'YYYY-MM'), %(since)s, '', now()
FROM (
  SELECT f.*, ntile(10) OVER (ORDER BY {_CHANCE.format(id="f.id", word="'poor'")}
      + 3 * {_CHANCE.format(id="left(f.village_id, 8)", word="'place'")} / 10
      + 2 * {_CHANCE.format(id="f.village_id", word="'place'")} / 10
      + 60 * least(coalesce(h.education, 1), 8), f.id) AS decile,
    {_CHANCE.format(id="f.id", word="'a'")} AS c1, {_CHANCE.format(id="f.id", word="'b'")} AS c2,
    {_CHANCE.format(id="f.id", word="'c'")} AS c3
  FROM citizens_family f LEFT JOIN citizens_resident h ON h.id = f.head_id WHERE f.closed_on IS NULL) r
"""
# A year before, some families stood elsewhere: so there is something to compare.
_EARLIER = f"""
INSERT INTO assistance_welfare (id, family_id, village_id, area_code, decile, income, lost_livelihood, housing,
  unfit_house, electricity, farmland, source, valid_from, valid_until, recorded_by_name, created_at)
SELECT md5(w.family_id::text || 'earlier')::uuid, w.family_id, w.village_id, w.area_code,
  greatest(1, least(10, w.decile - CASE WHEN x.chance < 180 THEN 1 WHEN x.chance < 230 THEN 2
    WHEN x.chance > 900 THEN -1 ELSE 0 END)),
  w.income, w.lost_livelihood, w.housing, w.unfit_house, w.electricity, w.farmland,
  'DTSEN ' || to_char(w.valid_from - interval '1 year', 'YYYY-MM'), (w.valid_from - interval '1 year')::date,
  w.valid_from, '', now()
FROM assistance_welfare w CROSS JOIN LATERAL (SELECT {_CHANCE.format(id="w.family_id", word="'before'")} AS chance) x
"""
# The component is that of the first member who has one, as the programme's own list would name it.
_ENROL = f"""
INSERT INTO assistance_enrolment (id, programme_id, component, family_id, resident_id, village_id, area_code, starts_on,
  end_reason, card, source, recorded_by_name, created_at, updated_at)
SELECT md5(s.id::text || %(code)s)::uuid, o.id, '', s.family_id, s.resident_id, s.village_id, s.area_code,
  %(since)s::date - {_CHANCE.format(id="s.id", word="'since'")}::int, '',
  upper(left(%(code)s, 3)) || '-' || left(md5(s.id::text || %(code)s), 8), %(source)s, '', now(), now()
FROM assistance_standing s JOIN assistance_programme o ON o.code = %(code)s
WHERE (s.resident_id IS NULL) = (o.unit = 'family')
  AND {_CHANCE.format(id="s.id", word="%(code)s")} < CASE
    WHEN s.entitled >> o.bit & 1 = 1 THEN 10 * %(entitled)s WHEN coalesce(s.decile, 5) <= 8 THEN %(others)s ELSE 0 END
"""
_COMPONENTS = """
UPDATE assistance_enrolment e SET component = m.component
FROM (
  SELECT DISTINCT ON (p.family_id) p.family_id, CASE WHEN p.pregnant THEN 'ibu-hamil'
    WHEN p.birth_date > %(day)s::date - interval '7 years' THEN 'usia-dini' WHEN p.current_education = 4 THEN 'sd'
    WHEN p.current_education = 6 THEN 'smp' WHEN p.current_education = 7 THEN 'sma'
    WHEN p.birth_date <= %(day)s::date - interval '60 years' THEN 'lansia'
    WHEN p.disability <> 7 THEN 'disabilitas' END AS component
  FROM citizens_resident p WHERE p.status = 1 AND p.family_id IN (
    SELECT family_id FROM assistance_enrolment JOIN assistance_programme o ON o.id = programme_id WHERE o.code = 'pkh')
  ORDER BY 1, 2 NULLS LAST) m, assistance_programme o
WHERE e.family_id = m.family_id AND o.id = e.programme_id AND o.code = 'pkh' AND m.component IS NOT NULL
"""
_PAY = f"""
INSERT INTO assistance_disbursement (id, enrolment_id, family_id, village_id, area_code, period, amount, status,
  paid_on, note, created_at)
SELECT md5(e.id::text || m.period::text)::uuid, e.id, e.family_id, e.village_id, e.area_code, m.period,
  coalesce(t.amount, (SELECT (c ->> 'amount')::bigint FROM jsonb_array_elements(t.components) c
    WHERE c ->> 'code' = e.component)),
  CASE WHEN m.number = 0 AND x.chance < 400 THEN 'planned' WHEN x.chance %% 50 = 0 THEN 'failed' ELSE 'paid' END,
  CASE WHEN m.number = 0 AND x.chance < 400 OR x.chance %% 50 = 0 THEN NULL ELSE m.period + 9 END,
  CASE WHEN x.chance %% 50 = 0 AND NOT (m.number = 0 AND x.chance < 400) THEN 'Rekening tidak aktif' ELSE '' END, now()
FROM assistance_enrolment e
JOIN assistance_terms t ON t.programme_id = e.programme_id AND t.state = 'published' AND t.valid_from <= %(day)s
  AND (t.valid_until IS NULL OR t.valid_until >= %(day)s)
CROSS JOIN LATERAL (VALUES (0), (1), (2)) n (number)
CROSS JOIN LATERAL (SELECT n.number, (date_trunc(CASE t.period WHEN 'once' THEN 'year' ELSE t.period END,
  %(day)s::timestamp) - n.number * ('1 ' || CASE t.period WHEN 'quarter' THEN 'month' WHEN 'once' THEN 'year'
  ELSE t.period END)::interval * CASE t.period WHEN 'quarter' THEN 3 ELSE 1 END)::date AS period) m
CROSS JOIN LATERAL (SELECT {_CHANCE.format(id="e.id", word="m.period")} AS chance) x
WHERE e.starts_on <= m.period AND (t.period <> 'once' OR n.number = 0)
"""


@dataclass(frozen=True)
class SeededAid:
    """What a run wrote; nothing when there was aid already."""

    welfare: int = 0
    enrolments: int = 0
    disbursements: int = 0


def seed_aid(today: date | None = None) -> SeededAid:
    """Invents welfare data, enrolments and payments for all families there are; nothing where any are recorded.

    One transaction; must run as the owner of the tables. Programmes must be loaded.
    """
    if Welfare.objects.exists() or Enrolment.objects.exists() or not Programme.objects.exists():
        return SeededAid()
    day = today or timezone.localdate()
    since = date(day.year if day.month > 3 else day.year - 1, 1, 1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_WELFARE, {"since": since})
        welfare = cursor.rowcount
        cursor.execute("ANALYZE assistance_welfare, citizens_family, citizens_resident")
        enrolments = 0
        for number, shares in enumerate(ROUNDS):
            match_everybody(day)
            for code, share in shares.items():
                values = {"entitled": share.entitled, "others": share.others}
                source = "SK penetapan" if number else "SIKS-NG"
                cursor.execute(_ENROL, {"code": code, "since": since, "source": source, **values})
                enrolments += cursor.rowcount
            cursor.execute("ANALYZE assistance_enrolment, assistance_standing")
        cursor.execute(_COMPONENTS, {"day": day})
        paid = 0
        if enrolments <= ENOUGH_FOR_HISTORY:
            cursor.execute(_PAY, {"day": day})
            paid = cursor.rowcount
            cursor.execute(_EARLIER, {})
        match_everybody(day)
        hints_of_the_register(day)
    return SeededAid(welfare, enrolments, paid)
