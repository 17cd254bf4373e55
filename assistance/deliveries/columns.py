"""The columns of each kind of file, what they may be called, and how their cells are read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance.models import Delivery, Disbursement
from citizens.imports.parsing import CellError, day, kk_number, nik, text, text_of, yes_or_no
from foundation.tabular.columns import DATE, DIGITS, INTEGER, TEXT, Column
from foundation.tabular.header import plain_label
from foundation.tabular.reading import Cell

Kind = Delivery.Kind
HOUSING = {"milik sendiri": 1, "sewa": 2, "kontrak": 2, "sewa/kontrak": 2, "menumpang": 3, "bebas sewa": 3}
PAYMENT = {
    "direncanakan": Disbursement.Status.PLANNED,
    "disalurkan": Disbursement.Status.PAID,
    "sudah disalurkan": Disbursement.Status.PAID,
    "gagal": Disbursement.Status.FAILED,
    "dikembalikan": Disbursement.Status.RETURNED,
}


@dataclass(frozen=True)
class DeliveryColumn:
    """A column: its key, its label in our template, other names for it, how it is read, an example."""

    key: str
    label: Promise
    read: Callable[[Cell], Any]
    example: str
    kind: str = TEXT
    others: tuple[str, ...] = ()


def whole(highest: int, lowest: int = 0) -> Callable[[Cell], int | None]:
    """A whole number in bounds; dots between thousands and "Rp" are dropped."""

    def parse(cell: Cell) -> int | None:
        written = text_of(cell).removeprefix("Rp").replace(".", "").replace(" ", "")
        if not written:
            return None
        if not written.isascii() or not written.isdigit() or not lowest <= int(written) <= highest:
            raise CellError(
                _("Isi angka bulat antara %(lowest)s dan %(highest)s.")
                % {"lowest": lowest, "highest": highest}
            )
        return int(written)

    return parse


def word(known: dict[str, Any]) -> Callable[[Cell], Any]:
    """One of some words."""

    def parse(cell: Cell) -> Any:
        written = text_of(cell).casefold()
        if written and written not in known:
            raise CellError(_("Tulis salah satu: %(words)s.") % {"words": ", ".join(known)})
        return known.get(written)

    return parse


def iso_day(cell: Cell) -> str | None:
    """A date as it is stored among values."""
    found = day(cell)
    return found.isoformat() if found else None


PERSON = (
    DeliveryColumn("nik", gettext_lazy("NIK"), nik, "3510010703870004", DIGITS, ("no nik", "nik ktp")),
    DeliveryColumn("kk", gettext_lazy("Nomor KK"), kk_number, "3510010105120001", DIGITS, ("no kk", "kk")),
    DeliveryColumn(
        "name", gettext_lazy("Nama"), text(100), "SUGENG PRAYITNO", TEXT, ("nama lengkap", "nama penerima")
    ),
    DeliveryColumn("birth_date", gettext_lazy("Tanggal lahir"), day, "07-03-1987", DATE, ("tgl lahir",)),
    DeliveryColumn("address", gettext_lazy("Alamat"), text(200), "Jalan Melati 5", TEXT, ("alamat lengkap",)),
)
_WELFARE = (
    DeliveryColumn(
        "decile", gettext_lazy("Desil"), whole(10, 1), "3", INTEGER, ("desil nasional", "desil dtsen")
    ),
    DeliveryColumn(
        "income", gettext_lazy("Penghasilan keluarga"), whole(10**10), "1200000", INTEGER, ("penghasilan",)
    ),
    DeliveryColumn("lost_livelihood", gettext_lazy("Kehilangan pekerjaan"), yes_or_no, "tidak"),
    DeliveryColumn("housing", gettext_lazy("Status rumah"), word(HOUSING), "milik sendiri"),
    DeliveryColumn("unfit_house", gettext_lazy("Rumah tidak layak huni"), yes_or_no, "ya", TEXT, ("rtlh",)),
    DeliveryColumn(
        "electricity", gettext_lazy("Daya listrik (VA)"), whole(100_000), "450", INTEGER, ("daya listrik",)
    ),
    DeliveryColumn("farmland", gettext_lazy("Luas lahan (m2)"), whole(10**7), "0", INTEGER, ("luas lahan",)),
)
_RECIPIENTS = (
    DeliveryColumn("component", gettext_lazy("Komponen"), text(40), ""),
    DeliveryColumn(
        "card", gettext_lazy("Nomor kepesertaan"), text(40), "PKH-0001", TEXT, ("no kepesertaan", "no kks")
    ),
    DeliveryColumn("starts_on", gettext_lazy("Sejak"), iso_day, "01-01-2026", DATE, ("mulai",)),
)
_PAYMENTS = (
    DeliveryColumn("period", gettext_lazy("Periode"), iso_day, "01-10-2026", DATE),
    DeliveryColumn("amount", gettext_lazy("Jumlah"), whole(10**10), "600000", INTEGER, ("nominal",)),
    DeliveryColumn("status", gettext_lazy("Keadaan"), word(PAYMENT), "disalurkan", TEXT, ("status",)),
    DeliveryColumn(
        "paid_on", gettext_lazy("Disalurkan pada"), iso_day, "10-10-2026", DATE, ("tanggal salur",)
    ),
    DeliveryColumn("note", gettext_lazy("Keterangan"), text(200), ""),
)
COLUMNS: dict[str, tuple[DeliveryColumn, ...]] = {
    Kind.WELFARE: (*PERSON, *_WELFARE),
    Kind.RECIPIENTS: (*PERSON, *_RECIPIENTS),
    Kind.PAYMENTS: (*PERSON, *_PAYMENTS),
}
REQUIRED = {Kind.WELFARE: "decile", Kind.PAYMENTS: "period"}
"""What a row of a kind must say besides whom it means."""


def names_of(kind: str) -> dict[str, str]:
    """What the columns of a kind may be called, as headings are compared."""
    names = {}
    for column in COLUMNS[kind]:
        for label in (str(column.label), column.key, *column.others):
            names[plain_label(label)] = column.key
    return names


def sheet_columns(kind: str) -> list[Column]:
    """The columns of our template."""
    return [Column(column.label, column.kind, 22) for column in COLUMNS[kind]]
