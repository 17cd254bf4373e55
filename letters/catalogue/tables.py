"""Letter types as tables of a type file: what the editor's drafts keep, and what villages hand to one another."""

from dataclasses import fields
from typing import Any

import tomli_w

from letters.models import LetterTypeVersion

from .kinds import TypeFile

_COLUMNS = {"short": "description"}
"""Where a version's column has another name than the file's key."""
FIRST_BODY = """\
Yang bertanda tangan di bawah ini, {pejabat.jabatan}, Kecamatan {desa.kecamatan}, Kabupaten {desa.kabupaten}, \
menerangkan dengan sebenarnya bahwa:

| Nama | **{pemohon.nama}** |
| NIK | {pemohon.nik} |
| Tempat, tanggal lahir | {pemohon.tempat_tanggal_lahir} |
| Jenis kelamin | {pemohon.jenis_kelamin} |
| Pekerjaan | {pemohon.pekerjaan} |
| Alamat | {pemohon.alamat} |

Tulis di sini apa yang diterangkan.

Demikian surat keterangan ini dibuat dengan sebenarnya untuk dapat dipergunakan sebagaimana mestinya.
"""


def first_table(*, code: str, name: str, classification: str) -> dict[str, Any]:
    """A new kind of letter that is whole already: about the applicant, checked, initialled and signed."""
    return {
        "code": code,
        "name": name,
        "short": f"{name}.",
        "group": "Lain-lain",
        "classification": classification,
        "service_minutes": 30,
        "audience": ["citizen", "counter"],
        "steps": ["check", "initial", "sign"],
        "fields": [],
        "documents": [],
        "body": FIRST_BODY,
    }


def table_of(version: LetterTypeVersion) -> dict[str, Any]:
    """A published version as the table that would publish it again."""
    table: dict[str, Any] = {"code": version.letter_type.code}
    for part in fields(TypeFile):
        if part.name != "code":
            value = getattr(version, _COLUMNS.get(part.name, part.name))
            if value is not None and value != part.default:
                table[part.name] = value
    return table


def as_toml(table: dict[str, Any]) -> str:
    """The table as the text of a type file."""
    # What stands in a table before its lists of tables belongs to it; TOML reads what follows as the list's.
    plain = {key: value for key, value in table.items() if key not in ("fields", "documents")}
    lists = {key: table[key] for key in ("fields", "documents") if table.get(key)}
    return tomli_w.dumps({**plain, **lists}, multiline_strings=True)
