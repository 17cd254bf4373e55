"""The frozen data that a letter is made from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from citizens.english import english_date
from citizens.formatting import long_date
from citizens.models import Resident
from foundation.access.roles import Actor
from villages.models import Official, Region, VillageProfile
from villages.queries import ancestor, official_of, regions_above

from .catalogue.kinds import ENGLISH_FIELD
from .models import Letter, LetterTypeVersion, Request
from .print_values import printed_fields, resident_values, weekday
from .rendering.snapshot import Snapshot, SnapshotEnglish, SnapshotLetterhead, SnapshotSignatory

People = Mapping[str, Resident]
Regions = Mapping[str, Region]
"""A village and what lies above it, by level."""

USUAL_MARGINS = [12, 20, 25]
"""Top, right and left in millimetres, as the stylesheet has them."""
BY_MANDATE = ("a.n.", "u.b.")
SHORT_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0, O, 1, I, L or U: codes are read aloud and typed."""


def build_snapshot(
    request: Request,
    letter: Letter,
    official: Official,
    profile: VillageProfile | None,
    people: People | None = None,
) -> Snapshot:
    """Everything that the letter prints, as plain JSON, at the moment of its signature.

    Args: people: the residents of a sample by id, who stand in no register.
    """
    village = request.village
    version = request.type_version
    resident = _resident(request, people)
    above = regions_above(village.pk)
    values = _values(request, resident, official, profile, above, people)
    values["surat"] = _letter_values(letter)
    snapshot: Snapshot = {
        "type": {
            "code": version.letter_type.code,
            "name": version.name,
            "version": version.number,
            "classification": version.classification,
            "title": version.name,
        },
        "body": version.body,
        "paper": (profile.paper if profile else "") or version.paper,
        "values": values,
        "letterhead": _letterhead(village, profile, above),
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
        "across": version.across,
        "layout": version.layout,
        "acknowledges": version.acknowledges,
    }
    if wants_english(version, request.data):
        snapshot["english"] = _english(letter, request, resident, official, values, people)
    return snapshot


def wants_english(version: LetterTypeVersion, data: dict[str, Any]) -> bool:
    """Whether the letter has its page in English: the type has one, and the applicant, where asked, wished for it."""
    return bool(version.body_en) and (version.field(ENGLISH_FIELD) is None or bool(data.get(ENGLISH_FIELD)))


def grouped_code(code: str) -> str:
    """A short code in groups of four: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def letterhead_of(village: Region, profile: VillageProfile | None) -> SnapshotLetterhead:
    """The lines of the village's letterhead (kop surat)."""
    return _letterhead(village, profile, regions_above(village.pk))


def _letterhead(village: Region, profile: VillageProfile | None, above: Regions) -> SnapshotLetterhead:
    regency, district = above.get(Region.Level.REGENCY), above.get(Region.Level.DISTRICT)
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
    letterhead: SnapshotLetterhead = {
        "regency": f"PEMERINTAH {regency.name.upper()}" if regency else "",
        "district": f"KECAMATAN {district.name.upper()}" if district else "",
        "office": f"KELURAHAN {village.name.upper()}"
        if village.is_kelurahan
        else f"DESA {village.name.upper()}",
        "address": address,
        "contact": " · ".join(contact),
        "arms": profile.arms if profile else "",
    }
    if profile and profile.letterhead_lines:
        letterhead["lines"] = [str(line) for line in profile.letterhead_lines]
    margins = [profile.margin_top, profile.margin_right, profile.margin_left] if profile else USUAL_MARGINS
    if margins != USUAL_MARGINS:
        letterhead["margins"] = margins
    return letterhead


def signatory_lines(official: Official, region: Region) -> SnapshotSignatory:
    """The lines above and below a signature (Permendagri 1/2023).

    "Kepala Desa Sarongan", "Plt. Kepala Desa Sarongan"; "a.n. Kepala Desa Sarongan" above the secretary's own title;
    and with "u.b." the secretary's title between the head's and the signatory's.
    """
    heading = [signatory_title(official, region)]
    if official.prefix in BY_MANDATE:
        between = [f"Sekretaris {region.kind_name}", "u.b."] if official.prefix == "u.b." else []
        heading = [f"a.n. {region.head_title} {region.name}", *between, official.title]
    return {"heading": heading, "name": official.name, "nip": official.nip, "rank": official.rank}


def signatory_title(official: Official, region: Region) -> str:
    """What the signatory is, in a sentence: "Plh. Kepala Desa Sarongan"; by mandate "Sekretaris Desa Sarongan"."""
    prefix = "" if official.prefix in BY_MANDATE else official.prefix
    title = f"{prefix} {official.title}".strip()
    return title if region.name.lower() in title.lower() else f"{title} {region.name}"


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


def _resident(request: Request, people: People | None) -> Resident | None:
    """The person whom the letter is about; None for the office's own letters."""
    if request.resident_id is None:
        return None
    if people is not None:
        return people[str(request.resident_id)]
    return Resident.objects.select_related("family__head").get(pk=request.resident_id)


def _letter_values(letter: Letter) -> dict[str, str]:
    return {
        "nomor": letter.number,
        "tanggal": long_date(letter.issued_on),
        "hari": weekday(letter.issued_on),
        "tahun": str(letter.issued_on.year),
        "berlaku_sampai": long_date(letter.valid_until) if letter.valid_until else "",
    }


def _values(
    request: Request,
    resident: Resident | None,
    official: Official,
    profile: VillageProfile | None,
    above: Regions,
    people: People | None,
) -> dict[str, Any]:
    village = request.village
    return {
        # The office's own letters have no applicant; their bodies may not name one (check_type).
        "pemohon": resident_values(resident) if resident else {"nama": ""},
        "isian": printed_fields(request.type_version.fields, request.data, people=people),
        "desa": {
            "sebutan": village.official_title,
            "nama": village.name,
            "alamat": profile.address if profile else "",
            "kecamatan": _bare(above.get(Region.Level.DISTRICT)),
            "kabupaten": _bare(above.get(Region.Level.REGENCY)),
            "provinsi": _bare(above.get(Region.Level.PROVINCE)),
        },
        "pejabat": {
            "nama": official.name,
            "jabatan": signatory_title(official, village),
            "nip": official.nip,
        },
    }


def _english(
    letter: Letter,
    request: Request,
    resident: Resident | None,
    official: Official,
    values: dict[str, Any],
    people: People | None,
) -> SnapshotEnglish:
    """The English page: the same values, with dates and words from code lists in English."""
    title = _english_title(official, letter.village)
    return {
        "title": request.type_version.name_en,
        "body": request.type_version.body_en,
        "values": {
            **values,
            "pemohon": resident_values(resident, "en") if resident else values["pemohon"],
            "isian": printed_fields(request.type_version.fields, request.data, "en", people),
            "pejabat": {**values["pejabat"], "jabatan": title},
            "desa": {**values["desa"], "sebutan": _english_place(letter.village)},
            "surat": {
                **values["surat"],
                "tanggal": english_date(letter.issued_on),
                "berlaku_sampai": english_date(letter.valid_until) if letter.valid_until else "",
            },
        },
        "date": english_date(letter.issued_on),
        "heading": [title],
    }


def _english_title(official: Official, village: Region) -> str:
    """ "Head of Sarongan Village"; titles of other officials stay as they are."""
    if official.position != Official.Position.HEAD:
        return signatory_lines(official, village)["heading"][0]
    return f"{'Acting ' if official.prefix else ''}Head of {_english_place(village)}"


def _english_place(village: Region) -> str:
    return f"{village.name} {'Urban Village' if village.is_kelurahan else 'Village'}"


def _bare(region: Region | None) -> str:
    """The name without its kind: "Banyuwangi" of "Kabupaten Banyuwangi"."""
    if region is None:
        return ""
    for kind in ("Kabupaten ", "Kota ", "Provinsi ", "Kecamatan "):
        if region.name.startswith(kind):
            return region.name[len(kind) :]
    return region.name
