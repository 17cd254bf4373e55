"""The column table: what a column of a file is called, who reads its cells, and which column of the register it fills.

A field that the register gets in future is imported by one more line here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citizens import code_lists
from citizens.code_lists import CodeList
from foundation.tabular.header import plain_label

from . import parsing
from .parsing import Parser

RESIDENT, FAMILY, PLACE = "resident", "family", "place"

_SEX = {"l": code_lists.MALE, "lk": code_lists.MALE, "laki": code_lists.MALE, "pria": code_lists.MALE}
_SEX |= {"p": code_lists.FEMALE, "pr": code_lists.FEMALE, "wanita": code_lists.FEMALE}
# Newer cards say whether a marriage is registered; the list of the register does not.
_MARITAL = {
    "kawin tercatat": code_lists.MARRIED,
    "kawin belum tercatat": code_lists.MARRIED,
    "kawin tidak tercatat": code_lists.MARRIED,
    "cerai hidup tercatat": code_lists.DIVORCED,
    "cerai hidup belum tercatat": code_lists.DIVORCED,
}
_CITIZENSHIP = {"indonesia": code_lists.INDONESIAN}
_BLOOD = {"tidak tahu": code_lists.BLOOD_GROUP_UNKNOWN, "x": code_lists.BLOOD_GROUP_UNKNOWN}
_DISABILITY = {"tidak ada": code_lists.NO_DISABILITY, "tidak": code_lists.NO_DISABILITY}


@dataclass(frozen=True)
class ImportColumn:
    """A column of a file.

    `key` is the column of the register in the database, `label` the heading in our template, `opensid` the heading in
    the population workbook of OpenSID, `also` what people call it otherwise. `required` is what a resident who is not
    in the register yet must have.
    """

    key: str
    label: str
    opensid: str
    parse: Parser
    target: str = RESIDENT
    required: bool = False
    also: tuple[str, ...] = ()
    codes: CodeList | None = None
    help: str | Promise = ""
    example: str = ""
    width: int = 18


COLUMNS: tuple[ImportColumn, ...] = (
    ImportColumn(
        "nik", "NIK", "nik", parsing.nik, also=("no ktp", "nomor induk kependudukan", "no nik"), width=20,
        help=_("16 angka, disimpan sebagai teks. Kosong bagi bayi atau pendatang yang belum punya NIK."),
        example="3510011203870001",
    ),
    ImportColumn(
        "name", "Nama lengkap", "nama", parsing.text(100), required=True, also=("nama penduduk",), width=30,
        help=_("Sesuai KTP atau KK, tanpa gelar."), example="SUGENG PRAYITNO",
    ),
    ImportColumn(
        "number", "Nomor KK", "no_kk", parsing.kk_number, FAMILY, width=20, also=("kk", "nomor kartu keluarga", "nokk"),
        help=_("16 angka, disimpan sebagai teks. Sama bagi semua anggota keluarga."), example="3510010105120001",
    ),
    ImportColumn(
        "relation", "Hubungan dalam keluarga", "kk_level", parsing.code(code_lists.RELATION), required=True,
        also=("hubungan keluarga", "shdk", "hubungan", "status hubungan dalam keluarga"), codes=code_lists.RELATION,
        help=_("Kode atau nama. Satu keluarga punya tepat satu kepala keluarga."), example="1", width=24,
    ),
    ImportColumn(
        "sex", "Jenis kelamin", "sex", parsing.code(code_lists.SEX, _SEX), required=True, also=("jk", "l/p", "kelamin"),
        codes=code_lists.SEX, help=_("Kode, nama, atau L/P."), example="1",
    ),
    ImportColumn(
        "birth_place", "Tempat lahir", "tempatlahir", parsing.text(60), required=True, example="BANYUWANGI",
        help=_("Kabupaten/kota atau tempat sesuai KTP."),
    ),
    ImportColumn(
        "birth_date", "Tanggal lahir", "tanggallahir", parsing.day, required=True, also=("tgl lahir", "tgllahir"),
        help=_("Hari, bulan, tahun: 17-08-1985, 17/8/1985, 1985-08-17, 17 Agustus 1985, atau sel tanggal."),
        example="12-03-1987",
    ),
    ImportColumn(
        "religion", "Agama", "agama_id", parsing.code(code_lists.RELIGION), required=True, codes=code_lists.RELIGION,
        help=_("Kode atau nama."), example="1",
    ),
    ImportColumn(
        "education", "Pendidikan", "pendidikan_kk_id", parsing.code(code_lists.EDUCATION), required=True,
        also=("pendidikan dalam kk", "pendidikan (dlm kk)", "pendidikan terakhir", "pendidikan kk"),
        codes=code_lists.EDUCATION, help=_("Pendidikan yang sudah tamat, sesuai KK. Kode atau nama."), example="5",
    ),
    ImportColumn(
        "occupation", "Pekerjaan", "pekerjaan_id", parsing.code(code_lists.OCCUPATION), required=True,
        codes=code_lists.OCCUPATION, help=_("Kode atau nama."), example="9",
    ),
    ImportColumn(
        "marital_status", "Status perkawinan", "status_kawin", parsing.code(code_lists.MARITAL_STATUS, _MARITAL),
        required=True, also=("status kawin", "kawin", "status nikah"), codes=code_lists.MARITAL_STATUS,
        help=_("Kode atau nama."), example="2",
    ),
    ImportColumn(
        "citizenship", "Kewarganegaraan", "warganegara_id", parsing.code(code_lists.CITIZENSHIP, _CITIZENSHIP),
        also=("warga negara", "warganegara"), codes=code_lists.CITIZENSHIP,
        help=_("Kode atau nama. Kosong berarti WNI."), example="1",
    ),
    ImportColumn(
        "father_name", "Nama ayah", "nama_ayah", parsing.text(100), example="SUKARDI", width=26,
        help=_("Boleh kosong."),
    ),
    ImportColumn(
        "mother_name", "Nama ibu", "nama_ibu", parsing.text(100), example="SUMIATI", width=26,
        help=_("Boleh kosong."),
    ),
    ImportColumn(
        "blood_group", "Golongan darah", "golongan_darah_id", parsing.code(code_lists.BLOOD_GROUP, _BLOOD),
        also=("gol darah", "goldar"), codes=code_lists.BLOOD_GROUP,
        help=_("Kode atau nama. Kosong berarti tidak tahu."), example="4",
    ),
    ImportColumn(
        "disability", "Disabilitas", "cacat_id", parsing.code(code_lists.DISABILITY, _DISABILITY), also=("cacat",),
        codes=code_lists.DISABILITY, help=_("Kode atau nama. Kosong berarti bukan penyandang disabilitas."),
        example="7",
    ),
    ImportColumn(
        "status", "Status dasar", "status_dasar", parsing.code(code_lists.STATUS), codes=code_lists.STATUS,
        help=_("Kode atau nama. Kosong berarti hidup dan menetap."), example="1",
    ),
    ImportColumn(
        "hamlet", "Dusun", "dusun", parsing.text(100), PLACE, required=True, also=("lingkungan", "nama dusun", "dukuh"),
        help=_("Nama dusun atau lingkungan. Yang belum ada akan dibuat saat impor diterapkan."), example="Krajan",
    ),
    ImportColumn(
        "rw", "RW", "rw", parsing.number_label, PLACE, required=True, example="001", width=8,
        help=_("Nomor RW, 1 sampai 3 angka."),
    ),
    ImportColumn(
        "rt", "RT", "rt", parsing.number_label, PLACE, required=True, example="002", width=8,
        help=_("Nomor RT, 1 sampai 3 angka."),
    ),
    ImportColumn(
        "current_education", "Pendidikan sekarang", "pendidikan_sedang_id", parsing.code(code_lists.CURRENT_EDUCATION),
        also=("pendidikan sedang ditempuh", "pendidikan (sdg ditempuh)"), codes=code_lists.CURRENT_EDUCATION,
        help=_("Pendidikan yang sedang ditempuh. Kode atau nama. Boleh kosong."), example="18", width=24,
    ),
    ImportColumn(
        "father_nik", "NIK ayah", "ayah_nik", parsing.nik, width=20, help=_("Boleh kosong. Disimpan sebagai teks."),
    ),
    ImportColumn(
        "mother_nik", "NIK ibu", "ibu_nik", parsing.nik, width=20, help=_("Boleh kosong. Disimpan sebagai teks."),
    ),
    ImportColumn(
        "insurance", "Jaminan kesehatan", "id_asuransi", parsing.code(code_lists.INSURANCE), also=("asuransi",),
        codes=code_lists.INSURANCE, help=_("Kode atau nama. Boleh kosong."), example="2", width=24,
    ),
    ImportColumn(
        "id_card", "Status KTP-el", "status_rekam", parsing.code(code_lists.ID_CARD), codes=code_lists.ID_CARD,
        help=_("Kode atau nama. Boleh kosong."), example="8",
    ),
    ImportColumn(
        "pregnant", "Sedang hamil", "hamil", parsing.yes_or_no, help=_("1 untuk ya, 2 untuk tidak. Boleh kosong."),
        also=("status hamil",),
    ),
    ImportColumn(
        "birth_certificate", "Nomor akta kelahiran", "akta_lahir", parsing.text(60), help=_("Boleh kosong."), width=24,
        also=("akta kelahiran",),
    ),
    ImportColumn(
        "marriage_certificate", "Nomor akta nikah", "akta_perkawinan", parsing.text(60), help=_("Boleh kosong."),
        also=("nomor buku nikah", "nomor akta perkawinan"), width=24,
    ),
    ImportColumn(
        "married_on", "Tanggal perkawinan", "tanggalperkawinan", parsing.day, help=_("Boleh kosong."),
    ),
    ImportColumn(
        "divorce_certificate", "Nomor akta perceraian", "akta_perceraian", parsing.text(60), help=_("Boleh kosong."),
        width=24,
    ),
    ImportColumn("divorced_on", "Tanggal perceraian", "tanggalperceraian", parsing.day, help=_("Boleh kosong.")),
    ImportColumn(
        "passport", "Nomor paspor", "dokumen_pasport", parsing.text(20), help=_("Hanya bagi warga negara asing."),
        also=("no paspor", "paspor"),
    ),
    ImportColumn(
        "passport_until", "Paspor berlaku sampai", "tanggal_akhir_paspor", parsing.day,
        help=_("Hanya bagi warga negara asing."), also=("tanggal akhir paspor",),
    ),
    ImportColumn(
        "stay_permit", "Nomor KITAS/KITAP", "dokumen_kitas", parsing.text(30), help=_("Hanya bagi warga negara asing."),
        also=("kitas",),
    ),
    ImportColumn(
        "address", "Alamat", "alamat", parsing.text(200), FAMILY, example="JALAN MELATI 5", width=34,
        also=("alamat kk", "alamat sesuai kk"), help=_("Alamat sesuai KK."),
    ),
    ImportColumn(
        "own_address", "Alamat sekarang", "alamat_sekarang", parsing.text(200), width=34,
        help=_("Hanya bila berbeda dari alamat KK."),
    ),
    ImportColumn(
        "latitude", "Lintang rumah", "lat", parsing.coordinate(90), FAMILY, also=("latitude",),
        help=_("Derajat, misalnya -8,599931. Isi bersama bujurnya."), example="-8,599931",
    ),
    ImportColumn(
        "longitude", "Bujur rumah", "lng", parsing.coordinate(180), FAMILY, also=("longitude", "long"),
        help=_("Derajat, misalnya 114,121211. Isi bersama lintangnya."), example="114,121211",
    ),
)  # fmt: skip

BY_KEY = {column.key: column for column in COLUMNS}
NAMES = {
    plain_label(name): column.key
    for column in COLUMNS
    for name in (column.label, column.opensid, *column.also)
}
"""What a heading may say, and the key of its column."""

OPENSID_COLUMNS = [
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pendidikan_sedang_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ayah_nik",
    "nama_ayah",
    "ibu_nik",
    "nama_ibu",
    "golongan_darah_id",
    "akta_lahir",
    "dokumen_pasport",
    "tanggal_akhir_paspor",
    "dokumen_kitas",
    "akta_perkawinan",
    "tanggalperkawinan",
    "akta_perceraian",
    "tanggalperceraian",
    "cacat_id",
    "cara_kb_id",
    "hamil",
    "ktp_el",
    "status_rekam",
    "alamat_sekarang",
    "status_dasar",
    "suku",
    "tag_id_card",
    "id_asuransi",
    "no_asuransi",
    "lat",
    "lng",
]
"""The 43 columns of the population workbook that villages have from OpenSID, in its order."""

REQUIRED = tuple(column.key for column in COLUMNS if column.required and column.target == RESIDENT)
OPENSID_MARK = {plain_label(name) for name in ("kk_level", "pendidikan_kk_id", "status_dasar", "agama_id")}
SHEETS = ("Data", "Data Penduduk")


def label_of(key: str) -> str:
    """Return what a column is called for people; the key itself for one that no file fills."""
    return BY_KEY[key].label if key in BY_KEY else key
