"""Agenda surat masuk (Permendagri 47/2016, A.7): every letter that came in."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from foundation.access.guard import reachable
from foundation.access.roles import Actor
from foundation.tabular.columns import DATE, INTEGER, Column
from letters.models import IncomingLetter, RegisterEntry
from letters.queries.register import BOOK_READERS
from letters.verification import initials

from .books import Book, Period


def incoming_entries(actor: Actor, village_code: str, period: Period) -> QuerySet[RegisterEntry]:
    """The agenda numbers of letters that came in during a period, in order."""
    rows = RegisterEntry.objects.select_related("incoming")
    rows = reachable(rows, actor, *BOOK_READERS).filter(
        direction="in", year=period.year, village_id=village_code
    )
    if period.month:
        rows = rows.filter(date__month=period.month)
    return rows.prefetch_related("incoming__dispositions__tasks").order_by("register", "sequence")


def _row(entry: RegisterEntry, whole: bool) -> tuple[Any, ...]:
    letter: IncomingLetter | None = entry.incoming
    if letter is None:
        return (entry.sequence, entry.date, *[""] * 5)
    secret = letter.secrecy != IncomingLetter.Secrecy.ORDINARY
    tasks = [task for disposition in letter.dispositions.all() for task in disposition.tasks.all()]
    passed_on = ", ".join(dict.fromkeys(task.name for task in tasks))
    # The book lies open in the office; what is secret stands on the letter's own page.
    subject = f"({letter.get_secrecy_display()})" if secret else letter.subject
    return (
        entry.sequence,
        letter.received_on,
        letter.sender_number,
        letter.date,
        letter.sender if whole else initials(letter.sender),
        subject,
        passed_on if whole else "",
    )


INCOMING_BOOK = Book(
    slug="masuk",
    title=gettext_lazy("Buku Agenda Surat Masuk"),
    rule="Permendagri 47/2016, A.7",
    columns=(
        Column(gettext_lazy("Nomor urut"), INTEGER, 8),
        Column(gettext_lazy("Tanggal terima"), DATE, 13),
        Column(gettext_lazy("Nomor surat"), width=26),
        Column(gettext_lazy("Tanggal surat"), DATE, 13),
        Column(gettext_lazy("Pengirim"), width=28),
        Column(gettext_lazy("Isi singkat"), width=36),
        Column(gettext_lazy("Keterangan"), width=26),
    ),
    entries=incoming_entries,
    row=_row,
)
