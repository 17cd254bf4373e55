"""Buku ekspedisi (Permendagri 47/2016, A.8): which letter went to whom, when, and who took it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from foundation.access.roles import Actor, within
from foundation.tabular.columns import DATE, INTEGER, Column
from letters.models import Handover
from letters.queries.register import BOOK_READERS
from letters.verification import initials

from .books import Book, Period


def delivery_entries(actor: Actor, village_code: str, period: Period) -> QuerySet[Handover]:
    """The deliveries of a period, in order."""
    rows = Handover.objects.select_related("entry").filter(
        within(actor.codes(*BOOK_READERS), "entry__area_code"),
        entry__village_id=village_code,
        sent_on__year=period.year,
    )
    if period.month:
        rows = rows.filter(sent_on__month=period.month)
    return rows.order_by("sent_on", "id")


def _row(handover: Handover, whole: bool) -> tuple[Any, ...]:
    entry = handover.entry
    receiver = handover.receiver if whole else initials(handover.receiver)
    signed = "✓" if handover.signature else ""
    remark = " · ".join(
        part for part in (str(handover.get_way_display()), handover.relation, handover.note) if part
    )
    return (
        None,
        handover.sent_on,
        entry.number,
        entry.date,
        entry.subject,
        entry.party if whole else initials(entry.party),
        receiver,
        signed,
        remark,
    )


DELIVERIES = Book(
    slug="ekspedisi",
    title=gettext_lazy("Buku Ekspedisi"),
    rule="Permendagri 47/2016, A.8",
    columns=(
        Column(gettext_lazy("Nomor urut"), INTEGER, 7),
        Column(gettext_lazy("Tanggal kirim"), DATE, 12),
        Column(gettext_lazy("Nomor surat"), width=30),
        Column(gettext_lazy("Tanggal surat"), DATE, 12),
        Column(gettext_lazy("Isi singkat"), width=28),
        Column(gettext_lazy("Ditujukan kepada"), width=24),
        Column(gettext_lazy("Nama penerima"), width=22),
        Column(gettext_lazy("Tanda tangan"), width=9),
        Column(gettext_lazy("Keterangan"), width=24),
    ),
    entries=delivery_entries,
    row=_row,
)
