"""The wording of letters: a closed grammar, with no template engine in it.

A body is text in blocks that blank lines part:

    An ordinary paragraph, with {pemohon.nama} filled in and **this** in bold.

    # A heading of a part

    | Nama | {pemohon.nama} |
    | NIK | {pemohon.nik} |

    - an item of a list

    1. an item of a numbered list

    ^ a line in the middle

    @kepada
    Yth. {isian.kepada}

    @tabel isian.pengikut: no, nama, nik, hubungan

    @tanda-tangan
    | Yang membuat pernyataan | {pemohon.nama} | meterai |

    @tembusan
    {isian.tembusan}

    @lampiran mendatar
    Lampiran Surat Nomor {surat.nomor}

A placeholder is a dotted name from a closed set (`allowed_names`), a table's columns come from a closed list
(`COLUMNS`). Everything else in braces is refused when a letter type is read, and what a value brings along - braces,
angle brackets, asterisks - is text and stays text. A paragraph, row or item whose placeholders are all empty is left
out, so that a type can ask for things that not everybody has.
"""

from letters.wording.filling import ROWS, SigningPlace, clean, fill, fill_places
from letters.wording.grammar import (
    AddressBlock,
    Attachment,
    Block,
    Centred,
    Copies,
    DataTable,
    Heading,
    ItemList,
    Paragraph,
    RowTable,
    SignHere,
    UnknownPlaceholder,
    WordingError,
    check,
    parse,
    placeholders,
    tables,
)
from letters.wording.names import (
    COLUMNS,
    DERIVED_NAMES,
    FAMILY_COLUMNS,
    LIST_TYPES,
    OFFICE_NAMES,
    PERSON_NAMES,
    PRINTED_COLUMNS,
    Column,
    allowed_names,
    column,
)

__all__ = [
    "COLUMNS",
    "DERIVED_NAMES",
    "FAMILY_COLUMNS",
    "LIST_TYPES",
    "OFFICE_NAMES",
    "PERSON_NAMES",
    "PRINTED_COLUMNS",
    "ROWS",
    "AddressBlock",
    "Attachment",
    "Block",
    "Centred",
    "Column",
    "Copies",
    "DataTable",
    "Heading",
    "ItemList",
    "Paragraph",
    "RowTable",
    "SignHere",
    "SigningPlace",
    "UnknownPlaceholder",
    "WordingError",
    "allowed_names",
    "check",
    "clean",
    "column",
    "fill",
    "fill_places",
    "parse",
    "placeholders",
    "tables",
]
