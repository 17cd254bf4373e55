"""Where a resident is reached: the phone and e-mail that sign-in codes and messages go to."""

import logging
from uuid import UUID

from django.db import transaction

from citizens.models import Resident
from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, Role

logger = logging.getLogger("smartkampung.security")


@transaction.atomic
def contact_change(resident_id: UUID | str, actor: Actor, *, phone: str, email: str) -> Resident:
    """Records a resident's phone and e-mail, empty for none; the next sign-in code goes there.

    The caller has asked for the second factor and the clerk has seen the person's card, for whoever changes these can
    sign in as the person. Locks the resident. Raises Http404 out of reach.
    """
    rows = Resident.objects.select_for_update(of=("self",))
    resident = get_reachable(rows, actor, resident_id, Role.OPERATOR, Role.SECRETARY)
    resident.phone, resident.email = phone, email
    resident.save(update_fields=["phone", "email", "updated_at"])
    logger.info("contact changed resident=%s by user=%s", resident.pk, actor.account_id)
    return resident
