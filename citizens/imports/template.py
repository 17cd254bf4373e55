"""Our own template: a sheet to fill in, how to fill it in, the official codes, and an example."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from foundation.tabular.columns import DATE, DIGITS, INTEGER, Column
from foundation.tabular.writing import Sheet, write_xlsx

from .columns import COLUMNS, ImportColumn

_NUMBERS = frozenset({"nik", "number", "rw", "rt"})
# A family for the example: the columns that differ from the head's row.
_WIFE = {
    "nik": "3510014107900002", "name": "SULASTRI", "relation": "3", "sex": "2", "birth_date": "01-07-1990",
    "occupation": "2", "father_name": "MISNAN", "mother_name": "TUMINI",
}  # fmt: skip
_CHILD = {
    "nik": "", "name": "DIMAS PRAYOGA", "relation": "4", "birth_date": "09-06-2015", "education": "1",
    "occupation": "3", "marital_status": "1", "father_name": "SUGENG PRAYITNO", "mother_name": "SULASTRI",
    "blood_group": "",
}  # fmt: skip


def template_workbook() -> bytes:
    """Return the template as .xlsx, with the sheets Data, Petunjuk, Kode and Contoh."""
    data = data_columns()
    example = {column.key: column.example for column in COLUMNS}
    rows = [[row[column.key] for column in COLUMNS] for row in (example, example | _WIFE, example | _CHILD)]
    return write_xlsx(
        Sheet("Data", data, []),
        Sheet("Petunjuk", _GUIDE, list(_guide()), title=_("Cara mengisi lembar Data"), notes=_notes()),
        Sheet("Kode", _CODES, list(_codes())),
        Sheet("Contoh", data, rows),
    )


def data_columns() -> list[Column]:
    """Return the columns of the sheet to fill in, in the order in which the export writes them too."""
    return [Column(column.label, kind_of(column), column.width) for column in COLUMNS]


def kind_of(column: ImportColumn) -> str:
    """Return what a column's cells are, for writing."""
    if column.key in _NUMBERS:
        return DIGITS
    return DATE if column.key == "birth_date" else "text"


_GUIDE = [
    Column("Kolom", width=26),
    Column("Wajib", width=22),
    Column("Cara mengisi", width=70),
    Column("Contoh", width=26),
]
_CODES = [Column("Kolom", width=26), Column("Kode", INTEGER, 8), Column("Nama", width=60)]


def _guide() -> Iterator[list[Any]]:
    for column in COLUMNS:
        yield [
            column.label,
            _("ya, bagi warga baru") if column.required else _("tidak"),
            str(column.help),
            column.example,
        ]


def _codes() -> Iterator[list[Any]]:
    for column in COLUMNS:
        if column.codes is not None:
            for code, label in zip(column.codes.codes, column.codes.labels, strict=True):
                yield [column.label, code, label]


def _notes() -> list[str]:
    return [
        _(
            "Isi satu orang pada satu baris di lembar Data. Urutan kolom bebas; kolom yang tidak perlu boleh dihapus."
        ),
        _("NIK dan nomor KK harus berupa teks. Excel membuang angka terakhir bila sel berupa angka."),
        _("Sel kosong tidak mengubah data warga yang sudah tercatat."),
        _("Lembar Contoh memperlihatkan satu keluarga. Lembar Kode memuat semua kode resmi."),
    ]
