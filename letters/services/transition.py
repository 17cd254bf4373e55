"""What every transition has in common: find and lock, check rule and state, move, write history, record the event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor
from foundation.jobs.events import record
from letters.changes import LOOKED_AT_AGAIN
from letters.errors import OutOfTurn, WrongInput
from letters.models import Request, RequestEvent
from letters.permissions import role_in
from letters.workflow import TRANSITIONS, State, is_possible

LONGEST_NOTE = 1000
MENDED = (State.RETURNED, *LOOKED_AT_AGAIN)
"""States in which somebody may still ask what was mended since a return."""


@dataclass(frozen=True)
class Step:
    """A transition under way: the locked request, and who carries it out as what."""

    request: Request
    actor: Actor
    action: str
    role: str


def begin(request_id: UUID | str, actor: Actor, action: str, *, note: str = "") -> Step:
    """Locks the request and checks that the actor may do this now.

    Must be called in a transaction. Raises Http404 (out of reach or unknown), NotAllowed, OutOfTurn, WrongInput
    (a note is missing or too long).
    """
    rows = Request.objects.select_for_update(of=("self",)).select_related(
        "type_version__letter_type", "village"
    )
    request = get_reachable(rows, actor, request_id)
    role = role_in(request, actor, action)
    if not is_possible(action, request.state, request.type_version.steps):
        raise OutOfTurn(
            _(
                "Permohonan ini sedang dalam keadaan “%(state)s”, "
                "jadi tindakan ini belum atau tidak lagi dapat dilakukan."
            )
            % {"state": State(request.state).label}
        )
    if TRANSITIONS[action].needs_note and not note.strip():
        raise WrongInput({"note": [_("Tulis alasannya, agar pemohon tahu apa yang harus dilakukan.")]})
    if len(note) > LONGEST_NOTE:
        raise WrongInput({"note": [_("Catatan paling panjang 1.000 huruf.")]})
    return Step(request, actor, action, role)


def check_unchanged(request_id: UUID | str, seen: datetime | None) -> None:
    """Locks the request; OutOfTurn when it went on since it was shown, be it back to the same state.

    Args: seen: `state_since` of the request as the page showed it; None where nothing was shown, as to a program.
    """
    if seen is None:
        return
    rows = Request.objects.select_for_update(of=("self",)).filter(pk=request_id)
    since = rows.values_list("state_since", flat=True).first()
    if since is not None and since != seen:
        raise OutOfTurn(
            _("Permohonan ini berubah sejak halaman dibuka. Baca lagi isinya sebelum memutuskan.")
        )


def finish(step: Step, *, note: str = "", marks: Mapping[str, str] | None = None) -> RequestEvent:
    """Moves the request on, writes its history and records `request.<state>` for those who await it."""
    request = step.request
    request.state = TRANSITIONS[step.action].target
    request.state_since = timezone.now()
    if request.state not in MENDED:
        # Answers that were found wrong are kept for nothing but to see what was mended.
        request.before_return = None
    request.save()
    return write_history(request, step.action, actor=step.actor, role=step.role, note=note, marks=marks)


def announce(step: Step, event: str, entry: RequestEvent) -> None:
    """Records an event of this request, once for this entry of its history."""
    record(
        event, key=str(entry.pk), area_code=step.request.village_id, request=step.request.pk, entry=entry.pk
    )


def write_history(
    request: Request,
    action: str,
    *,
    actor: Actor | None = None,
    role: str = "",
    note: str = "",
    marks: Mapping[str, str] | None = None,
    at: datetime | None = None,
) -> RequestEvent:
    """Adds one entry to the request's history, with the state as it is now.

    Args: marks: parts that are to be mended, each with its remark or an empty text; at: when it happened, now where it
    is left out.
    """
    marks = marks or {}
    return RequestEvent.objects.create(
        request=request,
        action=action,
        state=request.state,
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else "",
        actor_role=role,
        note=note.strip(),
        fields=list(marks),
        remarks={name: remark for name, remark in marks.items() if remark},
        at=at or database_now(),
    )


def database_now() -> datetime:
    """The database's clock: the one clock of all processes, and moving within a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment
