"""Agenda surat keluar (Permendagri 47/2016, A.7): every letter that went out, by itself."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access.guard import reachable
from foundation.access.roles import Actor
from foundation.tabular.columns import DATE, INTEGER, Column
from letters.models import RegisterEntry
from letters.queries.register import BOOK_READERS
from letters.verification import initials
from letters.workflow import State

from .books import Book, Period


def outgoing_entries(
    actor: Actor, village_code: str, period: Period, *, text: str = "", names: bool = True
) -> QuerySet[RegisterEntry]:
    """The numbers of outgoing letters of a period, in order.

    Args: village_code: empty for all in reach; text: part of a number, or of a name where `names` may be looked for.
    """
    rows = RegisterEntry.objects.select_related("village", "letter__request", "paper").defer(
        "letter__snapshot"
    )
    rows = reachable(rows, actor, *BOOK_READERS).filter(direction="out", year=period.year)
    if village_code:
        rows = rows.filter(village_id=village_code)
    if period.month:
        rows = rows.filter(date__month=period.month)
    if text:
        found = Q(number__icontains=text) | Q(letter__request__code__iexact=text)
        rows = rows.filter(found | Q(party__icontains=text) if names else found)
    return rows.order_by("village_id", "register", "sequence")


def entry_state(entry: RegisterEntry) -> tuple[str, str]:
    """How a number stands: its state's name for the sign beside it, and in words."""
    if entry.letter is not None:
        return entry.letter.state, str(State(entry.letter.state).label)
    if entry.owner == "paper":
        return "paper", _("Surat kertas")
    if entry.owner == "void":
        return "cancelled", _("Batal")
    return "draft", _("Dicadangkan")


def remarks(entry: RegisterEntry) -> str:
    """The column of remarks (keterangan)."""
    state, label = entry_state(entry)
    if state == "cancelled":
        return f"{label}: {entry.void_reason}"
    if state == "revoked" and entry.letter is not None:
        return f"{label}: {entry.letter.revocation_reason}"
    return "" if state in ("issued", "collected") else label


def shown_party(entry: RegisterEntry, whole: bool) -> str:
    """To whom, masked for whoever may not see holders."""
    return entry.party if whole else initials(entry.party)


def _row(entry: RegisterEntry, whole: bool) -> tuple[Any, ...]:
    day = entry.paper.date if entry.paper else entry.date
    return entry.sequence, entry.number, day, shown_party(entry, whole), entry.subject, remarks(entry)


OUTGOING = Book(
    slug="keluar",
    title=gettext_lazy("Buku Agenda Surat Keluar"),
    rule="Permendagri 47/2016, A.7",
    columns=(
        Column(gettext_lazy("Nomor urut"), INTEGER, 8),
        Column(gettext_lazy("Nomor surat"), width=34),
        Column(gettext_lazy("Tanggal surat"), DATE, 13),
        Column(gettext_lazy("Ditujukan kepada"), width=28),
        Column(gettext_lazy("Isi singkat"), width=34),
        Column(gettext_lazy("Keterangan"), width=24),
    ),
    entries=outgoing_entries,
    row=_row,
)
