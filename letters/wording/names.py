"""The closed sets that a body may draw on: names of placeholders, and columns of tables."""

from collections.abc import Iterable
from dataclasses import dataclass

PERSON_NAMES = (
    "nama",
    "nik",
    "no_kk",
    "tempat_tanggal_lahir",
    "tempat_lahir",
    "tanggal_lahir",
    "jenis_kelamin",
    "agama",
    "status_perkawinan",
    "pekerjaan",
    "pendidikan",
    "kewarganegaraan",
    "golongan_darah",
    "alamat",
    "umur",
    "hubungan",
    "kepala_keluarga",
    "nama_ayah",
    "nama_ibu",
)
OFFICE_NAMES = (
    "desa.sebutan",
    "desa.nama",
    "desa.alamat",
    "desa.kecamatan",
    "desa.kabupaten",
    "desa.provinsi",
    "pejabat.nama",
    "pejabat.jabatan",
    "pejabat.nip",
    "surat.nomor",
    "surat.tanggal",
    "surat.hari",
    "surat.tahun",
    "surat.berlaku_sampai",
)
LIST_TYPES = frozenset({"family", "people", "table"})
"""Types of fields whose answer is a list of rows; a body prints them with `@tabel`."""
DERIVED_NAMES = {
    "money": ("terbilang",),
    "number": ("terbilang",),
    "date": ("hari",),
    "family": ("jumlah", "jumlah_terbilang"),
    "people": ("jumlah", "jumlah_terbilang"),
    "table": ("jumlah", "jumlah_terbilang"),
}
"""What can be said of an answer beside the answer itself, by the field's type: `{isian.gaji.terbilang}`."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heads in both languages, its share of the width, and how it is asked."""

    label: str
    english: str
    width: int
    kind: str = "text"
    max_length: int = 100


COLUMNS = {
    "nama": Column("Nama", "Name", 24),
    "nik": Column("NIK", "National ID Number", 25, "nik"),
    "tempat_lahir": Column("Tempat lahir", "Place of birth", 13, max_length=60),
    "tanggal_lahir": Column("Tanggal lahir", "Date of birth", 15, "date"),
    "tempat_tanggal_lahir": Column("Tempat, tanggal lahir", "Place and date of birth", 25),
    "umur": Column("Umur", "Age", 9, max_length=20),
    "jenis_kelamin": Column("Jenis kelamin", "Sex", 12, "sex"),
    "agama": Column("Agama", "Religion", 10, max_length=40),
    "status_perkawinan": Column("Status perkawinan", "Marital status", 13, max_length=40),
    "pendidikan": Column("Pendidikan", "Education", 14, max_length=60),
    "pekerjaan": Column("Pekerjaan", "Occupation", 16, max_length=60),
    "alamat": Column("Alamat", "Address", 24, max_length=200),
    "hubungan": Column("Hubungan", "Relationship", 16, max_length=60),
    "jabatan": Column("Jabatan", "Position", 18, max_length=80),
    "pangkat": Column("Pangkat/golongan", "Rank", 15, max_length=60),
    "instansi": Column("Instansi", "Institution", 20),
    "telepon": Column("Nomor telepon", "Telephone", 14, max_length=20),
    "bagian": Column("Bagian", "Share", 12, max_length=60),
    "barang": Column("Nama barang", "Item", 24),
    "jenis": Column("Jenis", "Kind", 16),
    "ciri": Column("Ciri-ciri", "Description", 24, max_length=200),
    "jumlah": Column("Jumlah", "Quantity", 10, max_length=20),
    "satuan": Column("Satuan", "Unit", 10, max_length=20),
    "nilai": Column("Nilai", "Value", 16, "money"),
    "uraian": Column("Uraian", "Particulars", 34, max_length=200),
    "hari_tanggal": Column("Hari, tanggal", "Date", 20, max_length=60),
    "waktu": Column("Waktu", "Time", 14, max_length=40),
    "tempat": Column("Tempat", "Place", 20),
    "semula": Column("Semula", "Before", 20, max_length=150),
    "menjadi": Column("Menjadi", "After", 20, max_length=150),
    "dokumen": Column("Dokumen", "Document", 20),
    "nomor": Column("Nomor", "Number", 18, max_length=60),
    "keterangan": Column("Keterangan", "Remarks", 18, max_length=150),
}
"""Every column that a table may have. Members of a family fill those that the register knows."""
PRINTED_COLUMNS = {
    "no": Column("No.", "No.", 7),
    "tanda_tangan": Column("Tanda tangan", "Signature", 22),
}
"""Columns that a letter draws without asking: a running number, and room to sign."""
FAMILY_COLUMNS = tuple(name for name in COLUMNS if name in PERSON_NAMES)


def allowed_names(fields: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return all placeholder names that a letter type with these fields (name, type) may use."""
    names = {f"pemohon.{name}" for name in PERSON_NAMES} | set(OFFICE_NAMES)
    for name, kind in fields:
        if kind == "resident":
            names |= {f"isian.{name}.{part}" for part in PERSON_NAMES}
        else:
            names |= {f"isian.{name}", *(f"isian.{name}.{part}" for part in DERIVED_NAMES.get(kind, ()))}
    return frozenset(names)


def column(name: str) -> Column:
    """Return a table's column by its name; KeyError for one that is not in the closed list."""
    return PRINTED_COLUMNS[name] if name in PRINTED_COLUMNS else COLUMNS[name]
