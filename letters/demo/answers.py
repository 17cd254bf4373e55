"""Plausible answers to what a kind of letter asks."""

from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone

from citizens.models import Resident
from citizens.queries import family_members
from letters.models import LetterTypeVersion
from letters.wording import COLUMNS

BY_NAME: dict[str, list[str]] = {
    "keperluan": [
        "Melamar pekerjaan",
        "Pengajuan kredit usaha rakyat",
        "Pendaftaran sekolah",
        "Persyaratan administrasi",
    ],
    "diajukan_kepada": ["RSUD Blambangan", "SMP Negeri 1 Pesanggaran", "Bank Jatim Cabang Banyuwangi"],
    "untuk_siapa": ["Diri sendiri", "Anak kandung"],
    "dasar_data": ["Data Terpadu Sosial Ekonomi Nasional, desil 2"],
    "nama_usaha": ["Warung Barokah", "Toko Sumber Rejeki", "Bengkel Karya Jaya", "Kripik Pisang Bu Sri"],
    "jenis_usaha": ["Perdagangan kelontong", "Warung makan", "Bengkel sepeda motor", "Olahan pisang"],
    "barang": ["Dompet berisi KTP dan SIM C", "Buku tabungan", "STNK sepeda motor"],
    "rincian": ["Warna hitam, atas nama pemohon."],
    "tempat_kehilangan": ["Pasar Desa Sarongan", "Jalan raya Jajag–Pesanggaran"],
    "tempat_lahir": ["Puskesmas Pesanggaran", "RSUD Genteng"],
    "tempat_meninggal": ["Rumah sendiri", "RSUD Blambangan"],
    "penyebab": ["Sakit biasa / tua"],
    "nama_anak": ["Aisyah Putri Ramadhani", "Muhammad Fajar Hidayat"],
    "alamat_tujuan": ["Jalan Ahmad Yani 12, Kelurahan Taman Baru, Kecamatan Banyuwangi"],
    "alasan": ["Mengikuti pekerjaan"],
}
BY_TYPE: dict[str, str] = {
    "text": "Keperluan administrasi",
    "textarea": "Sesuai keterangan pemohon.",
    "address": "Dusun Krajan RT 002 RW 001",
}


def answers_for(version: LetterTypeVersion, resident: Resident, rng: Random) -> dict[str, Any]:
    """Values for every required field and some others, as a form would post them."""
    return {
        spec["name"]: _answer(spec, resident, rng)
        for spec in version.fields
        if spec["required"] or spec["type"] in ("money", "choice")
    }


def _answer(spec: dict[str, Any], resident: Resident, rng: Random) -> Any:
    kind = spec["type"]
    if kind == "choice":
        return rng.choice(spec["choices"])
    if kind == "yesno":
        return "yes"
    if kind == "date":
        return (
            timezone.localdate() - timedelta(days=rng.randint(1, 20) if spec.get("past_only") else 0)
        ).isoformat()
    if kind == "time":
        return f"{rng.randint(5, 21):02d}:{rng.choice(['00', '15', '30', '45'])}"
    if kind == "money":
        return str(max(rng.randint(6, 30) * 100_000, spec.get("min", 0)))
    if kind == "number":
        lowest = spec.get("min", 1)
        return str(rng.randint(lowest, min(spec.get("max", lowest + 4), max(lowest + 4, lowest * 10))))
    if kind == "resident":
        return str((_another(resident) if spec.get("not_applicant") else resident).pk)
    if kind == "family":
        members = [
            member for member in family_members(resident) if spec.get("with_applicant") or member != resident
        ]
        return [str(member.pk) for member in members]
    if kind in ("people", "table"):
        return [
            {name: _cell(name, rng) for name in spec["columns"]} for _row in range(max(spec.get("min", 1), 1))
        ]
    text = rng.choice(BY_NAME[spec["name"]]) if spec["name"] in BY_NAME else BY_TYPE[kind]
    return text[: spec.get("max_length", 200)]


def _another(resident: Resident) -> Resident:
    """Somebody of the family, or else of the village."""
    family = [member for member in family_members(resident) if member != resident]
    neighbours = Resident.objects.filter(village_id=resident.village_id).exclude(pk=resident.pk)
    return family[0] if family else neighbours.order_by("pk")[0]


def _cell(name: str, rng: Random) -> str:
    """One cell of a row; a number of identity is left out, for the people are invented."""
    if name == "nama":
        return rng.choice(["Slamet Riyadi", "Siti Aminah"])
    words = {"nik": "", "date": "1990-05-12", "money": "1500000", "sex": "Laki-laki"}
    return words.get(COLUMNS[name].kind, "Sesuai dokumen"[: COLUMNS[name].max_length])
