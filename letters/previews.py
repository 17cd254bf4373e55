"""Letters before they are letters: the very snapshot that a signature would freeze, without number and QR code."""

from collections.abc import Mapping
from datetime import timedelta
from typing import cast

from django.utils import timezone

from citizens.models import Resident
from foundation.access.roles import Actor
from letters.catalogue.kinds import TypeFile
from villages.models import Official, Region, VillageProfile
from villages.queries import ancestor, holder_of, profile_of

from .models import Letter, LetterType, LetterTypeVersion, Request
from .queries.catalogue import offered_versions
from .rendering.snapshot import Snapshot
from .samples import sample_answers, sample_people
from .snapshot import build_snapshot, countersignatory_of, signatory_lines


def type_preview(type_file: TypeFile, village: Region) -> Snapshot:
    """A kind of letter as the village would print it for an invented resident."""
    version = LetterTypeVersion(letter_type=LetterType(code=type_file.code), number=1, **type_file.as_data())
    people = sample_people(village)
    request = Request(
        type_version=version,
        resident=None if version.is_for_office else next(iter(people.values())),
        village=village,
        area_code=village.pk,
        data=sample_answers(version.fields),
    )
    snapshot = _preview(request, people)
    if version.needs_countersignature and (district := ancestor(village.pk, Region.Level.DISTRICT)):
        camat = holder_of(district, Official.Position.SUBDISTRICT_HEAD) or _unnamed(district)
        lines = signatory_lines(camat, district)
        lines["heading"] = ["Mengetahui,", *lines["heading"]]
        snapshot["countersignatory"] = lines
    return snapshot


def letterhead_preview(profile: VillageProfile) -> Snapshot | None:
    """The village's most ordinary letter for an invented resident, under a letterhead that need not be saved.

    None where the village serves no letter.
    """
    village = profile.region
    versions = offered_versions(village.pk)
    version = versions.filter(letter_type__code="domisili").first() or versions.first()
    if version is None:
        return None
    people = sample_people(village)
    request = Request(
        type_version=version,
        resident=None if version.is_for_office else next(iter(people.values())),
        village=village,
        area_code=village.pk,
        data=sample_answers(version.fields),
    )
    return _preview(request, people, profile)


def request_preview(request: Request) -> Snapshot:
    """A request's letter as it would be signed today by whoever is in office."""
    return _preview(request, None)


def countersign_preview(request: Request, letter: Letter, actor: Actor) -> Snapshot:
    """A signed letter as it will be once the camat (the actor) has countersigned it."""
    snapshot = cast(Snapshot, dict(letter.snapshot))
    snapshot["countersignatory"] = countersignatory_of(request, actor, timezone.now())
    snapshot["verification"] = None
    return snapshot


def _preview(
    request: Request, people: Mapping[str, Resident] | None, profile: VillageProfile | None = None
) -> Snapshot:
    today = timezone.localdate()
    days = request.type_version.validity_days
    letter = Letter(
        request=request,
        village=request.village,
        number="",
        issued_on=today,
        valid_until=today + timedelta(days=days) if days else None,
        token="",
        short_code="",
    )
    village = request.village
    official = holder_of(village, Official.Position.HEAD) or _unnamed(village)
    snapshot = build_snapshot(request, letter, official, profile or profile_of(village.pk), people)
    snapshot["verification"] = None
    return snapshot


def _unnamed(region: Region) -> Official:
    """An official for a place where none is recorded yet."""
    return Official(region=region, name=f"Nama {region.head_title}", title=region.head_title)
