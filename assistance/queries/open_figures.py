"""Figures of aid that everybody may see: by area and programme, without anybody who could be told from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from assistance.models import Disbursement, Programme
from foundation.access.reach import elevated
from foundation.access.roles import within
from villages.models import Region

from .coverage import figures_by_programme

FEWEST = 5
"""Fewer people or families than these are told as "fewer than five" (k-anonymity)."""
PERIODS = 6


@dataclass(frozen=True)
class OpenLine:
    """How many receive a programme; None where they are fewer than five but some."""

    programme: Programme
    recipients: int | None


@dataclass(frozen=True)
class OpenPayment:
    """What was paid out of a programme for a period; None where fewer than five received."""

    programme: Programme
    period: date
    recipients: int | None
    amount: int | None


def open_lines(area: Region) -> list[OpenLine]:
    """The programmes of an area that stand open, with how many receive them."""
    return [
        OpenLine(programme, _told(figures.enrolled))
        for programme, figures in figures_by_programme([area.code])
    ]


def open_payments(area: Region) -> list[OpenPayment]:
    """What was paid out in an area, the latest periods first."""
    paid = Q(status=Disbursement.Status.PAID)
    with elevated():
        rows = (
            Disbursement.objects.filter(within([area.code]), paid)
            .values("enrolment__programme", "period")
            .annotate(recipients=Count("id"), total=Sum("amount"))
            .order_by("-period", "enrolment__programme__bit")
        )
        found = list(rows[: PERIODS * 20])
    periods = _latest([row["period"] for row in found])
    programmes = Programme.objects.in_bulk([row["enrolment__programme"] for row in found])
    return [
        OpenPayment(
            programmes[row["enrolment__programme"]],
            row["period"],
            _told(row["recipients"]),
            row["total"] if row["recipients"] >= FEWEST else None,
        )
        for row in found
        if row["period"] in periods
    ]


def _latest(periods: Sequence[date]) -> set[date]:
    return set(sorted(set(periods), reverse=True)[:PERIODS])


def _told(count: int) -> int | None:
    return None if 0 < count < FEWEST else count
