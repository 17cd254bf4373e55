"""Who may do what to a request, apart from the order of the states."""

from django.utils.translation import gettext as _

from foundation.access.roles import OFFICE_ROLES, Actor, Role
from villages.models import Region

from .errors import NotAllowed
from .models import DispositionTask, IncomingLetter, RegisterEntry, Request
from .workflow import TRANSITIONS

APPROVING = frozenset({"check", "initial", "sign", "countersign"})
VILLAGE_READERS = (Role.NEIGHBOURHOOD, Role.OPERATOR, Role.SECRETARY, Role.HEAD)
REQUEST_READERS = (*VILLAGE_READERS, Role.SUBDISTRICT)
"""Officers who see single requests; the district sees figures only."""


def role_in(request: Request, actor: Actor, action: str) -> str:
    """The role in which the actor may carry out the action on this request. Raises NotAllowed with the reason.

    Nobody approves their own letter, and who wrote a request doesn't sign it.
    """
    roles = TRANSITIONS[action].roles
    if (
        Role.CITIZEN in roles
        and actor.is_citizen
        and request.family_id == (actor.family_id or actor.person_id)
    ):
        return Role.CITIZEN.value
    role = actor.role_for(request.area_code, *(role for role in roles if role != Role.CITIZEN))
    if not role:
        raise NotAllowed(
            _("Akun ini tidak berwenang melakukan tindakan ini. Silakan hubungi admin kabupaten.")
        )
    if action in APPROVING and request.resident_id is not None and actor.person_id == request.resident_id:
        raise NotAllowed(_("Surat untuk diri sendiri harus diproses oleh pejabat lain."))
    if action == "sign" and actor.user_id == request.created_by_id:
        raise NotAllowed(_("Yang membuat permohonan tidak boleh menandatangani suratnya."))
    if action == "sign" and request.history.filter(action="check", actor_id=actor.user_id).exists():
        raise NotAllowed(
            _("Yang memeriksa permohonan tidak boleh menandatangani suratnya, juga sebagai Plh. atau a.n.")
        )
    return role


def may(request: Request, actor: Actor, action: str) -> bool:
    """Whether the actor may carry out the action, whatever the state."""
    try:
        role_in(request, actor, action)
    except NotAllowed:
        return False
    return True


def own_village(actor: Actor, *roles: str) -> Region:
    """The village in whose office the actor holds one of the roles; the first where there are several.

    Raises NotAllowed.
    """
    code = next(iter(actor.codes(*roles)), None)
    if code is None:
        raise NotAllowed(
            _("Akun ini tidak berwenang melakukan tindakan ini. Silakan hubungi admin kabupaten.")
        )
    return Region.objects.get(pk=code)


def may_open_scans(entry: RegisterEntry, actor: Actor) -> bool:
    """Whether the actor may see the scans of a letter: the office; secret mail only those who lead it or work on it."""
    if not actor.reaches(entry.area_code, *OFFICE_ROLES):
        return False
    incoming = entry.incoming
    if incoming is None or incoming.secrecy == IncomingLetter.Secrecy.ORDINARY:
        return True
    if actor.reaches(entry.area_code, Role.SECRETARY, Role.HEAD):
        return True
    mine = DispositionTask.objects.filter(disposition__incoming=incoming, user_id=actor.user_id)
    return incoming.recorded_by_id == actor.user_id or mine.exists()
