"""Kinds of letters as whoever keeps them sees them: with drafts, versions, and what is off where."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from foundation.access.roles import Actor
from letters.catalogue.files import CatalogueError, TypeFile, read_table
from letters.catalogue.tables import table_of
from letters.models import LetterType, LetterTypeDraft, LetterTypeVersion
from letters.type_permissions import own_village, visible_types


def kept_types(actor: Actor) -> QuerySet[LetterType]:
    """The kinds that the actor sees, with their versions and drafts."""
    village = own_village(actor)
    off = LetterType.switched_off_in.through.objects.filter(lettertype_id=OuterRef("pk"), region_id=village)
    return (
        visible_types(actor)
        .select_related("draft")
        .prefetch_related(Prefetch("versions", LetterTypeVersion.objects.order_by("-number")))
        .annotate(is_off_here=Exists(off))
        .order_by("village_id", "code")
    )


def newest_of(kind: LetterType) -> LetterTypeVersion | None:
    """The version that new requests use."""
    return next(iter(kind.versions.all()), None)


def draft_of(kind: LetterType) -> LetterTypeDraft | None:
    """The kind's draft, where the actor may see it."""
    return LetterTypeDraft.objects.select_related("changed_by").filter(letter_type=kind).first()


def working_table(kind: LetterType, number: int | None = None) -> dict[str, Any]:
    """What the kind is as a table: a published version by its number, else the draft, else the newest version."""
    if number is None and (draft := draft_of(kind)):
        return dict(draft.content)
    versions = kind.versions.select_related("letter_type").order_by("-number")
    version = (versions if number is None else versions.filter(number=number)).first()
    return table_of(version) if version else {}


def checked(table: dict[str, Any]) -> tuple[TypeFile | None, str]:
    """The table as a type that may be published, or what stands in the way."""
    try:
        return read_table(table, str(table.get("name", ""))), ""
    except CatalogueError as error:
        return None, str(error)
