"""Who may do what to a kind of letter: a village to its own, the district to its own, and nobody to another's."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from foundation.access.roles import OFFICE_ROLES, Actor, Role

from .errors import NotAllowed
from .models import LetterType

TYPE_READERS = (*OFFICE_ROLES, Role.DISTRICT_ADMIN)
TYPE_KEEPERS = (Role.SECRETARY, Role.HEAD, Role.DISTRICT_ADMIN)
"""They publish; a clerk only drafts."""


def visible_types(actor: Actor) -> QuerySet[LetterType]:
    """The district's kinds, and those of the actor's own village."""
    own = Q(village_id__in=actor.codes(*OFFICE_ROLES))
    return LetterType.objects.filter(own | Q(village__isnull=True))


def editable_types(actor: Actor) -> QuerySet[LetterType]:
    """The kinds that the actor may draft."""
    own = Q(village_id__in=actor.codes(*OFFICE_ROLES))
    return LetterType.objects.filter(own | Q(village__isnull=True) if _is_district(actor) else own)


def visible_type(actor: Actor, type_id: UUID | str) -> LetterType:
    """One kind that the actor may look at; Http404 alike for another village's and an unknown one."""
    return _found(visible_types(actor).select_related("village"), type_id)


def editable_type(actor: Actor, type_id: UUID | str) -> LetterType:
    """One kind that the actor may draft; Http404 for every other."""
    return _found(editable_types(actor).select_related("village"), type_id)


def locked_type(actor: Actor, type_id: UUID | str) -> LetterType:
    """One kind that the actor may draft, its row locked. Must be called in a transaction. Raises Http404."""
    return _found(editable_types(actor).select_for_update(of=("self",)), type_id)


def may_edit(actor: Actor, kind: LetterType) -> bool:
    """Whether the actor may draft the kind."""
    if kind.village_id is None:
        return _is_district(actor)
    return kind.village_id in actor.codes(*OFFICE_ROLES)


def may_publish(actor: Actor, kind: LetterType) -> bool:
    """Whether the actor may make the kind's draft count, retire the kind, and serve it again."""
    if kind.village_id is None:
        return _is_district(actor)
    return kind.village_id in actor.codes(Role.SECRETARY, Role.HEAD)


def need_publisher(actor: Actor, kind: LetterType) -> None:
    """Raises NotAllowed unless the actor may publish the kind."""
    if not may_publish(actor, kind):
        raise NotAllowed(_("Menerbitkan jenis surat adalah wewenang sekretaris atau kepala desa."))


def owner_code(actor: Actor) -> str:
    """The region whose kinds the actor keeps: a village's code, or the regency's. Raises NotAllowed for others."""
    codes = actor.codes(*OFFICE_ROLES) or actor.codes(Role.DISTRICT_ADMIN)
    if not codes:
        raise NotAllowed(_("Akun ini tidak mengelola jenis surat."))
    return codes[0]


def own_village(actor: Actor) -> str | None:
    """The village whose kinds the actor keeps; None for the district."""
    codes = actor.codes(*OFFICE_ROLES)
    return codes[0] if codes else None


def _is_district(actor: Actor) -> bool:
    return actor.has(Role.DISTRICT_ADMIN)


def _found(kinds: QuerySet[LetterType], type_id: UUID | str) -> LetterType:
    kind = kinds.filter(pk=type_id).first()
    if kind is None:
        raise Http404
    return kind
