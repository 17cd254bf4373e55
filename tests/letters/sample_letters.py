"""Letters to render in tests: people who do not exist, in ordinary and in awkward shapes."""

from typing import Any

from letters.catalogue.files import TypeField, TypeFile
from letters.rendering.snapshot import Snapshot
from letters.wording import DERIVED_NAMES, LIST_TYPES, ROWS

ORDINARY_PERSON = {
    "nama": "Siti Nur Aisyah",
    "nik": "3510014507880003",
    "no_kk": "3510010101100007",
    "tempat_tanggal_lahir": "Banyuwangi, 5 Juli 1988",
    "jenis_kelamin": "Perempuan",
    "agama": "Islam",
    "status_perkawinan": "Kawin",
    "pekerjaan": "Petani/Pekebun",
    "pendidikan": "SLTA/Sederajat",
    "kewarganegaraan": "WNI",
    "alamat": "Dusun Krajan RT 003 RW 002, Desa Sarongan, Kecamatan Pesanggaran",
    "umur": "38 tahun",
    "tempat_lahir": "Banyuwangi",
    "tanggal_lahir": "5 Juli 1988",
    "golongan_darah": "O",
    "hubungan": "Istri",
    "kepala_keluarga": "Ahmad Fauzi",
    "nama_ayah": "Slamet",
    "nama_ibu": "Sumiati",
}
LONG_NAME = "Raden Ayu Ni'matul Ma'rifatush Sholihah D'Angelo-Prawirodirjo"
LONG_ADDRESS = (
    "Perumahan Griya Permata Blambangan Indah Blok CC-17 Nomor 125 Gang Mawar Melati Tengah, Dusun Krajan Kulon "
    "RT 012 RW 009, Desa Sarongan, Kecamatan Pesanggaran, Kabupaten Banyuwangi, Provinsi Jawa Timur 68488"
)
AWKWARD_PERSON = {
    **ORDINARY_PERSON,
    "nama": LONG_NAME,
    "alamat": LONG_ADDRESS,
    "pekerjaan": "Anggota DPRD Kabupaten/Kota & Wiraswasta <lain-lain>",
    "tempat_tanggal_lahir": "Kotawaringin Timur (dahulu Sampit), 29 Februari 1988",
}

ANSWERS: dict[str, dict[str, str]] = {
    "sktm": {
        "keperluan": "Kesehatan",
        "diajukan_kepada": "RSUD Blambangan Banyuwangi",
        "jumlah_tanggungan": "4",
        "untuk_siapa": "",
        "penghasilan": "Rp900.000,00",
        "dasar_data": "DTSEN desil 2",
    },
    "domisili": {
        "keperluan": "Membuka rekening Bank Jatim",
        "alamat_domisili": "",
        "tinggal_sejak": "3 Maret 2015",
        "status_tempat_tinggal": "Milik sendiri",
    },
    "usaha": {
        "nama_usaha": "Warung Bu Siti",
        "jenis_usaha": "Warung kelontong",
        "alamat_usaha": "Dusun Krajan RT 003 RW 002",
        "sejak": "2016",
        "tenaga_kerja": "2",
        "omzet": "Rp12.500.000,00",
        "keperluan": "Mengajukan Kredit Usaha Rakyat",
    },
    "skck": {"keperluan": "Melamar pekerjaan", "diajukan_kepada": "Kepolisian Sektor (Polsek)"},
    "belum-menikah": {"keperluan": "Melamar pekerjaan", "nama_orang_tua": "Slamet dan Sumiati"},
    "penghasilan": {
        "penghasilan": "Rp2.500.000,00 (dua juta lima ratus ribu rupiah)",
        "sumber_penghasilan": "Bertani padi dan semangka",
        "keperluan": "Mengajukan beasiswa KIP Kuliah",
        "jumlah_tanggungan": "3",
        "nama_anak": "Rizky Ramadhani",
        "sekolah": "Politeknik Negeri Banyuwangi",
    },
    "kehilangan": {
        "barang": "STNK sepeda motor",
        "rincian": "Nomor polisi P 1234 XY, Honda Beat warna hitam",
        "tanggal_kehilangan": "20 November 2026",
        "tempat_kehilangan": "Sekitar Pasar Pesanggaran",
        "keterangan": "",
    },
    "kelahiran": {
        "nama_anak": "Aulia Putri Rahmawati",
        "jenis_kelamin": "Perempuan",
        "tanggal_lahir": "Jumat, 20 November 2026",
        "jam_lahir": "04.15 WIB",
        "tempat_lahir": "Puskesmas Pesanggaran, Banyuwangi",
        "jenis_kelahiran": "Tunggal",
        "anak_ke": "2",
        "berat": "3.150",
        "panjang": "49",
        "penolong": "Bidan atau perawat",
        "nama_ayah": "Ahmad Fauzi",
        "nik_ayah": "3510010302850001",
        "pekerjaan_ayah": "Nelayan/Perikanan",
        "hubungan_pelapor": "Ibu",
    },
    "kematian": {
        "tanggal_meninggal": "Sabtu, 21 November 2026",
        "jam_meninggal": "21.40 WIB",
        "tempat_meninggal": "Rumah, Dusun Krajan RT 003 RW 002",
        "sebab": "Sakit atau usia lanjut",
        "yang_menerangkan": "Keluarga",
        "tempat_pemakaman": "TPU Dusun Krajan",
        "hubungan_pelapor": "Anak",
    },
    "pindah": {
        "alasan": "Pekerjaan",
        "alamat_tujuan": "Jalan Raya Darmo Nomor 15 RT 004 RW 001",
        "desa_tujuan": "Keputran",
        "kecamatan_tujuan": "Tegalsari",
        "kabupaten_tujuan": "Kota Surabaya",
        "provinsi_tujuan": "Jawa Timur",
        "jenis_kepindahan": "Kepala keluarga dan sebagian anggota keluarga",
        "kk_yang_tinggal": "Nomor KK tetap",
        "tanggal_pindah": "1 Desember 2026",
    },
}
COUNTERSIGNATORY = {
    "heading": ["Mengetahui,", "Camat Pesanggaran"],
    "name": "Drs. Bambang Prasetyo, M.Si.",
    "nip": "19700812 199503 1 002",
    "rank": "Pembina Tingkat I",
    "number": "400.9.14/0112/35.10.01/2026",
    "date": "24 November 2026",
}


WORDS = {
    "number": "3",
    "money": "Rp1.500.000,00",
    "date": "12 Maret 2025",
    "time": "08.30 WIB",
    "yesno": "Ya",
    "text": "Isian contoh",
    "textarea": "Keterangan contoh yang agak panjang",
    "address": "Dusun Krajan RT 003 RW 002",
}
DERIVED = {"terbilang": "tiga", "hari": "Rabu", "jumlah_terbilang": "tiga"}


def answers(type_file: TypeFile, person: dict[str, str], rows: int = 3) -> dict[str, Any]:
    """Return what the request of this type was filled in with; lists have so many rows."""
    made: dict[str, Any] = {}
    for field in type_file.fields:
        made |= _answer(field, type_file.code, person, rows)
    return made


def _answer(field: TypeField, code: str, person: dict[str, str], rows: int) -> dict[str, Any]:
    derived = {
        f"{field.name}.{part}": DERIVED.get(part, str(rows)) for part in DERIVED_NAMES.get(field.type, ())
    }
    if field.type == "resident":
        return {field.name: person}
    if field.type in LIST_TYPES:
        rows = min(rows, field.max or rows)
        columns = field.columns or tuple(person)
        listed = [{name: _cell(person, name, number) for name in columns} for number in range(1, rows + 1)]
        return {field.name: "Isian contoh", f"{field.name}.{ROWS}": listed, **derived}
    given = ANSWERS.get(code, {}).get(field.name)
    if given is None:
        given = field.choices[0] if field.choices else WORDS[field.type]
    return {field.name: given, **derived}


def _cell(person: dict[str, str], name: str, number: int) -> str:
    value = person.get(name, name)
    return f"{value[:-1]}{number}" if name == "nik" else f"{value} {number}"


def awkward_answers(type_file: TypeFile, text: str) -> dict[str, Any]:
    """Return answers that all carry the same text, in every field that people may write freely in."""

    hostile = dict.fromkeys(ORDINARY_PERSON, text)
    made = answers(type_file, hostile, rows=2)
    for field in type_file.fields:
        if field.type in ("text", "textarea", "address"):
            made[field.name] = text
        elif field.type in LIST_TYPES:
            # A cell is of human length, as the form holds it.
            columns = field.columns or tuple(hostile)
            made[f"{field.name}.{ROWS}"] = [dict.fromkeys(columns, text[:200])] * 2
    return made


def snapshot(type_file: TypeFile, **changes: Any) -> Snapshot:
    """Return the snapshot of a letter of Desa Sarongan; `changes` replace its top-level parts."""
    number = f"{type_file.classification}/007/35.10.01.2001/XI/2026"
    made: dict[str, Any] = {
        "type": {
            "code": type_file.code,
            "name": type_file.name,
            "version": 1,
            "classification": type_file.classification,
            "title": type_file.name.upper(),
        },
        "body": type_file.body,
        "paper": "F4",
        "values": {
            "pemohon": ORDINARY_PERSON,
            "isian": answers(type_file, ORDINARY_PERSON),
            "desa": {
                "sebutan": "Desa Sarongan",
                "nama": "Sarongan",
                "alamat": "Jalan Sukamade Nomor 12",
                "kecamatan": "Pesanggaran",
                "kabupaten": "Banyuwangi",
                "provinsi": "Jawa Timur",
            },
            "pejabat": {"nama": "Sudarmaji, S.Sos.", "jabatan": "Kepala Desa Sarongan", "nip": ""},
            "surat": {
                "nomor": number,
                "tanggal": "23 November 2026",
                "hari": "Senin",
                "tahun": "2026",
                "berlaku_sampai": "21 Februari 2027",
            },
        },
        "letterhead": {
            "regency": "PEMERINTAH KABUPATEN BANYUWANGI",
            "district": "KECAMATAN PESANGGARAN",
            "office": "DESA SARONGAN",
            "address": "Jalan Sukamade Nomor 12, Sarongan, Pesanggaran, Banyuwangi 68488",
            "contact": "Telepon (0333) 000000 · Surel desa@sarongan.invalid",
            "arms": "",
        },
        "number": number,
        "place": "Sarongan",
        "date": "23 November 2026",
        "signatory": {
            "heading": ["Kepala Desa Sarongan"],
            "name": "SUDARMAJI, S.Sos.",
            "nip": "",
            "rank": "",
        },
        "countersignatory": COUNTERSIGNATORY if "countersign" in type_file.steps else None,
        "verification": {
            "url": "https://surat.banyuwangikab.invalid/v/5XHk0f2cQbKPrX3yNf8gWg/",
            "code": "ABCD-EFGH-JKLM",
        },
        "language": "id",
        "valid_until": "21 Februari 2027",
        "across": type_file.across,
        "layout": type_file.layout,
        "acknowledges": type_file.acknowledges,
    }
    if type_file.body_en:
        made["english"] = {
            "title": type_file.name_en,
            "body": type_file.body_en,
            "values": made["values"],
            "date": "23 November 2026",
            "heading": ["Head of Sarongan Village"],
        }
    return {**made, **changes}  # type: ignore[typeddict-item,return-value]
