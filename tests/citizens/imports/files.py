"""Population files as villages have them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from citizens.imports.columns import COLUMNS, OPENSID_COLUMNS
from citizens.nik import compose_kk_number, compose_nik
from tests.foundation.tabular.files import workbook

KK = compose_kk_number("351001", date(2013, 9, 1), 1)
OTHER_KK = compose_kk_number("351001", date(2013, 9, 2), 2)


def nik_of(born: date, sex: int = 1, serial: int = 1) -> str:
    """A NIK that fits date of birth and sex."""
    return compose_nik("351001", born, sex, serial)


def a_man(serial: int = 1, **cells: Any) -> dict[str, Any]:
    """The head of a family as a row of the OpenSID workbook, every code as it stands there."""
    born = date(1987, 3, 12)
    return {
        "alamat": "JALAN MELATI 5",
        "dusun": "KRAJAN",
        "rw": "001",
        "rt": "002",
        "nama": "SUGENG PRAYITNO",
        "no_kk": KK,
        "nik": nik_of(born, 1, serial),
        "sex": 1,
        "tempatlahir": "BANYUWANGI",
        "tanggallahir": "1987-03-12",
        "agama_id": 1,
        "pendidikan_kk_id": 5,
        "pendidikan_sedang_id": 18,
        "pekerjaan_id": 9,
        "status_kawin": 2,
        "kk_level": 1,
        "warganegara_id": 1,
        "nama_ayah": "SUKARDI",
        "nama_ibu": "SUMIATI",
        "golongan_darah_id": 13,
        "cacat_id": 7,
        "ktp_el": 2,
        "status_rekam": 8,
        "status_dasar": 1,
    } | cells


def a_wife(serial: int = 1, **cells: Any) -> dict[str, Any]:
    """His wife."""
    born = date(1990, 7, 1)
    return (
        a_man()
        | {
            "nama": "SULASTRI",
            "nik": nik_of(born, 2, serial),
            "sex": 2,
            "tanggallahir": "1990-07-01",
            "kk_level": 3,
        }
        | cells
    )


def a_child(**cells: Any) -> dict[str, Any]:
    """Their child, who has no NIK yet."""
    return (
        a_man()
        | {
            "nama": "DIMAS PRAYOGA",
            "nik": "0",
            "tanggallahir": "2015-06-09",
            "kk_level": 4,
            "status_kawin": 1,
            "pendidikan_kk_id": 1,
            "pekerjaan_id": 3,
        }
        | cells
    )


def opensid(*rows: dict[str, Any]) -> bytes:
    """The workbook of 43 columns, with its sheet of codes beside it."""
    table = [[row.get(column) for column in OPENSID_COLUMNS] for row in rows]
    codes = [["Kode Data"], ["Jenis Kelamin", 1, "LAKI-LAKI"]]
    return workbook(("Data Penduduk", [OPENSID_COLUMNS, *table]), ("Kode Data", codes))


def template(*rows: dict[str, Any]) -> bytes:
    """Our own template, filled in with rows named as OpenSID names them, its labels above."""
    return workbook(("Data", [[column.label for column in COLUMNS], *template_rows(rows)]))


def template_rows(rows: Iterable[dict[str, Any]]) -> Sequence[Sequence[Any]]:
    """Rows in the order of the template's columns."""
    return [[row.get(column.opensid) for column in COLUMNS] for row in rows]
