"""What a delivery brings, written into the tables in a few statements."""

from typing import Any

from django.db import connection

from assistance.models import Delivery

# A statement finds its place in time: the same day's is replaced, the one before ends, a later one stays.
_SAME_DAY_WELFARE = """
DELETE FROM assistance_welfare w USING assistance_deliveryrow d
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched' AND w.family_id = d.family_id AND w.valid_from = %(day)s
"""
_CLOSE_WELFARE = """
UPDATE assistance_welfare w SET valid_until = %(day)s FROM assistance_deliveryrow d
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched' AND w.family_id = d.family_id AND w.valid_from < %(day)s
  AND (w.valid_until IS NULL OR w.valid_until > %(day)s)
"""
_WELFARE = """
INSERT INTO assistance_welfare (id, family_id, village_id, area_code, decile, income, lost_livelihood, housing,
  unfit_house, electricity, farmland, source, valid_from, valid_until, recorded_by_name, created_at)
SELECT DISTINCT ON (f.id) gen_random_uuid(), f.id, f.village_id, f.area_code, (d.values ->> 'decile')::int,
  (d.values ->> 'income')::bigint, (d.values ->> 'lost_livelihood')::boolean, (d.values ->> 'housing')::int,
  (d.values ->> 'unfit_house')::boolean, (d.values ->> 'electricity')::int, (d.values ->> 'farmland')::int,
  %(source)s, %(day)s, (SELECT min(l.valid_from) FROM assistance_welfare l
    WHERE l.family_id = f.id AND l.valid_from > %(day)s), %(by)s, now()
FROM assistance_deliveryrow d JOIN citizens_family f ON f.id = d.family_id
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched' ORDER BY f.id, d.number
"""
# On a complete list whoever is not on it is no longer in the programme.
_END_OTHERS = """
UPDATE assistance_enrolment e SET ends_on = greatest(e.starts_on, %(day)s::date - 1), end_reason = %(ended)s,
  updated_at = now()
WHERE %(complete)s AND e.programme_id = %(programme)s AND e.ends_on IS NULL AND NOT EXISTS (
  SELECT FROM assistance_deliveryrow d WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched'
    AND d.family_id = e.family_id AND (%(families)s OR d.resident_id = e.resident_id))
"""
_ENROL = """
INSERT INTO assistance_enrolment (id, programme_id, component, family_id, resident_id, village_id, area_code, starts_on,
  end_reason, card, source, recorded_by_name, created_at, updated_at)
SELECT DISTINCT ON (f.id, x.resident_id, x.component) gen_random_uuid(), %(programme)s, x.component, f.id,
  x.resident_id,
  f.village_id, f.area_code, coalesce((d.values ->> 'starts_on')::date, %(day)s), '', coalesce(d.values ->> 'card', ''),
  %(source)s, %(by)s, now(), now()
FROM assistance_deliveryrow d JOIN citizens_family f ON f.id = d.family_id
CROSS JOIN LATERAL (SELECT CASE WHEN %(families)s THEN NULL ELSE d.resident_id END AS resident_id,
  coalesce(d.values ->> 'component', '') AS component) x
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched' AND (%(families)s OR d.resident_id IS NOT NULL)
ORDER BY f.id, x.resident_id, x.component, d.number
ON CONFLICT DO NOTHING
"""
_PAY = """
INSERT INTO assistance_disbursement AS p (id, enrolment_id, family_id, village_id, area_code, period, amount, status,
  paid_on, note, created_at)
SELECT DISTINCT ON (e.id, x.period) gen_random_uuid(), e.id, e.family_id, e.village_id, e.area_code, x.period,
  (d.values ->> 'amount')::bigint, x.status,
  CASE WHEN x.status = 'paid' THEN coalesce((d.values ->> 'paid_on')::date, x.period) END,
  coalesce(d.values ->> 'note', ''), now()
FROM assistance_deliveryrow d
JOIN assistance_enrolment e ON e.family_id = d.family_id AND e.programme_id = %(programme)s
  AND (%(families)s OR e.resident_id = d.resident_id)
CROSS JOIN LATERAL (SELECT (d.values ->> 'period')::date AS period, coalesce(d.values ->> 'status', 'paid') AS status) x
WHERE d.delivery_id = %(delivery)s AND d.outcome = 'matched' AND e.starts_on <= x.period
  AND (e.ends_on IS NULL OR e.ends_on >= x.period)
ORDER BY e.id, x.period, d.number
ON CONFLICT (enrolment_id, period) DO UPDATE SET amount = excluded.amount, status = excluded.status,
  paid_on = excluded.paid_on, note = excluded.note
"""
_STATEMENTS = {
    Delivery.Kind.WELFARE: (_SAME_DAY_WELFARE, _CLOSE_WELFARE, _WELFARE),
    Delivery.Kind.RECIPIENTS: (_END_OTHERS, _ENROL),
    Delivery.Kind.PAYMENTS: (_PAY,),
}


def write_rows(delivery: Delivery, ended: str) -> int:
    """Writes the matched rows of a delivery, in the caller's transaction. Returns how many were written.

    Args: ended: why an enrolment ends that a complete list does not have.
    """
    values: dict[str, Any] = {
        "delivery": delivery.pk,
        "day": delivery.valid_from,
        "source": delivery.source,
        "by": delivery.created_by_name,
        "programme": delivery.programme_id,
        "families": delivery.programme is None or delivery.programme.is_for_families,
        "complete": delivery.is_complete,
        "ended": ended,
    }
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[Delivery.Kind(delivery.kind)]:
            cursor.execute(statement, values)
        return int(cursor.rowcount)
