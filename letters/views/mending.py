"""At the desk: a request that came back, or was begun there, is filled in anew by the office."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.audit.models import Purpose
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.forms import RequestForm, initial_from
from letters.journal import record_case
from letters.models import Request
from letters.presentation import resident_rows
from letters.queries.requests import marked_for_mending, visible_request
from letters.services.at_the_desk import hand_in_mended
from letters.services.create import repeat_request
from letters.workflow import State


@allow(Role.OPERATOR, Role.SECRETARY)
@require_POST
def repeat_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """A refused request is begun again with the same answers, to be mended and handed in."""
    actor = actor_of(request)
    case = visible_request(actor, request_id)
    try:
        again = repeat_request(case.pk, actor)
    except (NotAllowed, OutOfTurn) as error:
        messages.error(request, str(error))
        return redirect("letters:desk_request", case.pk)
    # Whoever presses twice gets the first draft, which may have been handed in by then.
    return redirect("letters:mend" if again.state == State.DRAFT else "letters:desk_request", again.pk)


@allow(Role.OPERATOR, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def mend_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The fields as they are, those that were found wrong marked; one press hands the request in again."""
    actor = actor_of(request)
    case = visible_request(actor, request_id)
    if case.state not in (State.DRAFT, State.RETURNED) or case.channel == Request.Channel.WEB:
        # What citizens sent from their phone, they mend themselves.
        raise Http404
    version = case.type_version
    resident = case.resident
    posted = request.POST if request.method == "POST" else None
    form = RequestForm(version, resident, actor, posted, initial=initial_from(version, case.data))
    marked = marked_for_mending(case)
    form.mark(marked)
    if posted is not None and form.is_valid():
        try:
            hand_in_mended(case.pk, actor, posted)
            messages.success(
                request, _("Permohonan %(code)s sudah diperbaiki dan diajukan lagi.") % {"code": case.code}
            )
            return redirect("letters:desk_request", case.pk)
        except WrongInput as error:
            form.add_error(None, [text for texts in error.errors.values() for text in texts])
        except (NotAllowed, OutOfTurn) as error:
            form.add_error(None, str(error))
    record_case(actor, case)
    context = {
        "case": case,
        "version": version,
        "form": form,
        "returned": marked,
        "resident_rows": resident_rows(resident, Purpose.REQUEST) if resident else [],
        "back_url": reverse("letters:desk_request", args=[case.pk]),
    }
    return render(request, "letters/mend.html", context)
