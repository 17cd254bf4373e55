"""Working on a kind of letter: a draft that nobody is served from until it is published."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor
from letters.catalogue.files import CatalogueError, read_table, read_type
from letters.catalogue.tables import first_table, table_of
from letters.errors import OutOfTurn, WrongInput
from letters.models import LetterType, LetterTypeDraft
from letters.type_permissions import locked_type, need_publisher, own_village, owner_code, visible_type

from .publish import publish_version

Table = dict[str, Any]


@transaction.atomic
def create_type(actor: Actor, *, code: str, name: str, classification: str) -> LetterType:
    """A new kind with its first draft: the village's own, or the district's. Raises WrongInput for a code in use."""
    return _with_draft(actor, first_table(code=code, name=name, classification=classification))


@transaction.atomic
def import_type(actor: Actor, text: str, source: str) -> LetterType:
    """Takes a type file into a draft, of the kind with its code where there is one. Raises WrongInput.

    Args: text: the file's text, checked here as what is typed is; source: the file's name, for messages.
    """
    try:
        type_file = read_type(text, source)
    except CatalogueError as error:
        raise WrongInput({"file": [str(error)]}) from error
    table = type_file.as_table()
    kind = LetterType.objects.filter(code=type_file.code, village_id=own_village(actor)).first()
    if kind is None:
        return _with_draft(actor, table)
    change_draft(kind.pk, actor, lambda _before: table)
    return kind


@transaction.atomic
def copy_type(type_id: UUID | str, actor: Actor) -> LetterType:
    """The district's kind as a draft of the village's own, under the same code: published, it goes before the
    district's there. Raises Http404, WrongInput where the village has one already."""
    kind = visible_type(actor, type_id)
    newest = kind.versions.order_by("-number").first()
    if newest is None:
        raise OutOfTurn(_("Jenis surat ini belum pernah diterbitkan, jadi belum dapat disalin."))
    return _with_draft(actor, table_of(newest))


@transaction.atomic
def change_draft(type_id: UUID | str, actor: Actor, change: Callable[[Table], Table]) -> LetterTypeDraft:
    """Writes the draft anew as `change` makes it of what it was; without a draft, of what is published.

    Raises Http404. The draft's row is locked with its kind's, so that two who work at once lose nothing unseen.
    """
    kind = locked_type(actor, type_id)
    draft = LetterTypeDraft.objects.filter(letter_type=kind).first()
    if draft is None:
        newest = kind.versions.order_by("-number").first()
        draft = LetterTypeDraft(
            letter_type=kind, area_code=owner_code(actor), content=table_of(newest) if newest else {}
        )
    # The code is the kind's address and stays.
    draft.content = change(draft.content) | {"code": kind.code}
    draft.changed_by_id = actor.account_id
    draft.save()
    return draft


@transaction.atomic
def discard_draft(type_id: UUID | str, actor: Actor) -> bool:
    """Throws the draft away, and a kind that never was published with it; whether the kind is still there."""
    kind = locked_type(actor, type_id)
    LetterTypeDraft.objects.filter(letter_type=kind).delete()
    if kind.versions.exists():
        return True
    kind.delete()
    return False


@transaction.atomic
def publish_draft(type_id: UUID | str, actor: Actor) -> bool:
    """Makes the draft the kind's next version, which counts for new requests at once; False when nothing differs.

    Raises Http404, NotAllowed, OutOfTurn without a draft, WrongInput with what stands in the way.
    """
    kind = locked_type(actor, type_id)
    need_publisher(actor, kind)
    draft = LetterTypeDraft.objects.filter(letter_type=kind).first()
    if draft is None:
        raise OutOfTurn(_("Tidak ada perubahan yang menunggu diterbitkan."))
    try:
        type_file = read_table(draft.content, draft.content.get("name", kind.code))
    except CatalogueError as error:
        raise WrongInput({"": [str(error)]}) from error
    version = publish_version(kind, type_file)
    draft.delete()
    return version is not None


def _with_draft(actor: Actor, table: Table) -> LetterType:
    village = own_village(actor)
    if LetterType.objects.filter(code=table["code"], village_id=village).exists():
        raise WrongInput({"code": [_("Kode “%(code)s” sudah dipakai jenis surat lain.") % table]})
    kind = LetterType.objects.create(code=table["code"], village_id=village)
    LetterTypeDraft.objects.create(
        letter_type=kind, area_code=owner_code(actor), content=table, changed_by_id=actor.account_id
    )
    return kind
