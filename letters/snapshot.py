"""The frozen data that a letter is made from."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from citizens.formatting import long_date, print_values
from citizens.models import Resident
from foundation.access.roles import Actor
from villages.models import Official, Region, VillageProfile
from villages.queries import ancestor, official_of

from .models import Letter, LetterTypeVersion, Request
from .print_values import printed_fields
from .rendering.snapshot import Snapshot, SnapshotLetterhead, SnapshotSignatory

SHORT_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, O, 1, I, L or U: codes are read aloud and typed."""


def build_snapshot(
    request: Request, letter: Letter, official: Official, profile: VillageProfile | None
) -> dict[str, Any]:
    """Everything that the letter prints, as plain JSON, at the moment of its signature."""
    village = request.village
    version = request.type_version
    resident = Resident.objects.select_related("family").get(pk=request.resident_id)
    body_values = _values(village, resident, version, request.data, official)
    body_values["surat"] = {
        "nomor": letter.number,
        "tanggal": long_date(letter.issued_on),
        "berlaku_sampai": long_date(letter.valid_until) if letter.valid_until else "",
    }
    snapshot: Snapshot = {
        "type": {
            "code": version.letter_type.code,
            "name": version.name,
            "version": version.number,
            "classification": version.classification,
            "title": version.name,
        },
        "body": version.body,
        "paper": "F4",
        "values": body_values,
        "letterhead": letterhead_of(village, profile),
        "number": letter.number,
        "place": village.name,
        "date": long_date(letter.issued_on),
        "signatory": signatory_lines(official, village),
        "countersignatory": None,
        "verification": {
            "url": f"{settings.BASE_URL}/v/{letter.token}/",
            "code": grouped_code(letter.short_code),
        },
        "language": "id",
        "valid_until": long_date(letter.valid_until) if letter.valid_until else None,
    }
    return dict(snapshot)


def grouped_code(code: str) -> str:
    """A short code in groups of four: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def letterhead_of(village: Region, profile: VillageProfile | None) -> SnapshotLetterhead:
    """The lines of the village's letterhead (kop surat)."""
    regency = ancestor(village.pk, Region.Level.REGENCY)
    district = ancestor(village.pk, Region.Level.DISTRICT)
    address = profile.address if profile else ""
    contact = [
        part
        for part in (
            f"Telepon {profile.phone}" if profile and profile.phone else "",
            f"Surel {profile.email}" if profile and profile.email else "",
            profile.website if profile else "",
            f"Kode Pos {village.postal_code}"
            if village.postal_code and village.postal_code not in address
            else "",
        )
        if part
    ]
    return {
        "regency": f"PEMERINTAH {regency.name.upper()}" if regency else "",
        "district": f"KECAMATAN {district.name.upper()}" if district else "",
        "office": f"KELURAHAN {village.name.upper()}"
        if village.is_kelurahan
        else f"DESA {village.name.upper()}",
        "address": address,
        "contact": " · ".join(contact),
        "arms": profile.arms if profile else "",
    }


def signatory_lines(official: Official, region: Region) -> SnapshotSignatory:
    """The lines above and below a signature: "Kepala Desa Sarongan", or "Plt. Kepala Desa Sarongan"."""
    title = f"{official.prefix} {official.title}".strip()
    heading = title if region.name.lower() in title.lower() else f"{title} {region.name}"
    return {"heading": [heading], "name": official.name, "nip": official.nip, "rank": official.rank}


def countersignatory_of(request: Request, actor: Actor, at: datetime) -> SnapshotSignatory | None:
    """The camat's part of the letter: "Mengetahui, Camat Pesanggaran"."""
    district = ancestor(request.village_id, Region.Level.DISTRICT)
    if district is None:
        return None
    official = official_of(district, actor.user_id)
    lines: SnapshotSignatory
    if official is None:
        lines = {"heading": [f"Camat {district.name}"], "name": actor.name, "nip": "", "rank": ""}
    else:
        lines = signatory_lines(official, district)
    lines["heading"] = ["Mengetahui,", *lines["heading"]]
    lines["date"] = long_date(at.astimezone(ZoneInfo(request.village.time_zone)).date())
    return lines


def _values(
    village: Region, resident: Resident, version: LetterTypeVersion, data: dict[str, Any], official: Official
) -> dict[str, Any]:
    names = {
        level: ancestor(village.pk, level)
        for level in (Region.Level.DISTRICT, Region.Level.REGENCY, Region.Level.PROVINCE)
    }
    return {
        "pemohon": print_values(resident),
        "isian": printed_fields(version.fields, data),
        "desa": {
            "sebutan": village.official_title,
            "kecamatan": _bare(names[Region.Level.DISTRICT]),
            "kabupaten": _bare(names[Region.Level.REGENCY]),
            "provinsi": _bare(names[Region.Level.PROVINCE]),
        },
        "pejabat": {"nama": official.name, "jabatan": signatory_lines(official, village)["heading"][0]},
    }


def _bare(region: Region | None) -> str:
    """The name without its kind: "Banyuwangi" of "Kabupaten Banyuwangi"."""
    if region is None:
        return ""
    for kind in ("Kabupaten ", "Kota ", "Provinsi ", "Kecamatan "):
        if region.name.startswith(kind):
            return region.name[len(kind) :]
    return region.name
