"""Letters to render in tests: people who do not exist, in ordinary and in awkward shapes."""

from typing import Any

from letters.catalogue.files import TypeField, TypeFile
from letters.rendering.snapshot import Snapshot

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
        "pengikut": "Ahmad Fauzi, 3510010302850001, suami\nAulia Putri Rahmawati, 3510016011260001, anak",
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


def answers(type_file: TypeFile, person: dict[str, str]) -> dict[str, Any]:
    """Return what the request of this type was filled in with."""
    given = ANSWERS[type_file.code]
    return {
        field.name: person if field.type == "resident" else given[field.name] for field in type_file.fields
    }


def awkward_answers(type_file: TypeFile, text: str) -> dict[str, Any]:
    """Return answers that all carry the same text, in every field that people may write freely in."""

    def answer(field: TypeField) -> Any:
        if field.type == "resident":
            return dict.fromkeys(ORDINARY_PERSON, text)
        return text if field.type in ("text", "textarea") else ANSWERS[type_file.code][field.name]

    return {field.name: answer(field) for field in type_file.fields}


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
                "kecamatan": "Pesanggaran",
                "kabupaten": "Banyuwangi",
                "provinsi": "Jawa Timur",
            },
            "pejabat": {"nama": "Sudarmaji, S.Sos.", "jabatan": "Kepala Desa Sarongan"},
            "surat": {"nomor": number, "tanggal": "23 November 2026", "berlaku_sampai": "21 Februari 2027"},
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
    }
    return {**made, **changes}  # type: ignore[typeddict-item,return-value]
