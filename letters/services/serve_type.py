"""Which kinds of letters are served: retired and taken up again by whoever keeps them, on or off in one village."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role
from letters.errors import NotAllowed
from letters.models import LetterType
from letters.type_permissions import locked_type, need_publisher, visible_type
from villages.models import Region


@transaction.atomic
def serve_type(type_id: UUID | str, actor: Actor, *, active: bool) -> LetterType:
    """Retires a kind everywhere, or serves it again; what was asked for before goes on. Raises Http404, NotAllowed."""
    kind = locked_type(actor, type_id)
    need_publisher(actor, kind)
    kind.is_active = active
    kind.save(update_fields=["is_active"])
    return kind


@transaction.atomic
def switch_type(type_id: UUID | str, actor: Actor, *, on: bool) -> LetterType:
    """A village stops or starts serving one of the district's kinds. Raises Http404, NotAllowed."""
    kind = visible_type(actor, type_id)
    villages = Region.objects.filter(code__in=actor.codes(Role.SECRETARY, Role.HEAD))
    if kind.village_id is not None or not villages:
        raise NotAllowed(
            _("Menyalakan dan mematikan surat kabupaten adalah wewenang sekretaris atau kepala desa.")
        )
    if on:
        kind.switched_off_in.remove(*villages)
    else:
        kind.switched_off_in.add(*villages)
    return kind
