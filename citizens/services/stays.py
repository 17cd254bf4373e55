"""Recording who stays in the village for a time, and that they left."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.errors import EventRefused
from citizens.models import Resident, Stay
from foundation.access.guard import get_reachable
from foundation.access.reach import elevated
from foundation.access.roles import Actor

from .homes import check_area
from .recording import CLERKS

TAKEN = "stay_once_at_a_time"


def stay_record(actor: Actor, values: dict[str, Any]) -> Stay:
    """Records a stay in the clerk's village. EventRefused for a place elsewhere, or for a NIK that stays already."""
    return _save(Stay(recorded_by_name=actor.name), actor, values)


@transaction.atomic
def stay_change(stay_id: UUID, actor: Actor, values: dict[str, Any]) -> Stay:
    """Corrects a stay, or says when it ended. As stay_record; Http404 out of reach."""
    stay = get_reachable(Stay.objects.select_for_update(of=("self",)), actor, stay_id, *CLERKS)
    return _save(stay, actor, values)


def lives_here(nik: str, village: str) -> bool:
    """Whether the NIK is that of a resident of the village, who needs no record as a guest."""
    with elevated():
        return bool(nik) and Resident.objects.filter(nik=nik, village_id=village).exists()


def _save(stay: Stay, actor: Actor, values: dict[str, Any]) -> Stay:
    check_area(values["area_code"], actor)
    for name, value in values.items():
        setattr(stay, name, value)
    stay.village_id = stay.area_code[:13]
    stay.ended_at = (stay.ended_at or timezone.now()) if stay.left_on else None
    if lives_here(stay.nik, stay.village_id):
        raise EventRefused(
            _("NIK ini milik warga desa ini, jadi tidak dicatat sebagai penduduk sementara."), "nik"
        )
    try:
        with transaction.atomic():
            stay.save()
    except IntegrityError as error:
        if TAKEN not in str(error):
            raise
        raise EventRefused(
            _("Orang dengan NIK ini sudah tercatat tinggal sementara di desa ini."), "nik"
        ) from error
    return stay
