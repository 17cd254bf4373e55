"""Letters of the office's own (surat dinas): invitation, assignment, travel order and others, without an applicant."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from letters.errors import NotAllowed, WrongInput
from letters.forms import RequestForm
from letters.models import LetterTypeVersion
from letters.permissions import own_village
from letters.presentation import recent_row
from letters.queries.catalogue import catalogue_groups, current_version
from letters.queries.requests import visible_requests
from letters.services.at_the_desk import request_at_desk
from villages.queries import in_office

CLERKS = (Role.OPERATOR, Role.SECRETARY)
RECENT = 15


@allow(*CLERKS, write=())
def office_letters_page(request: HttpRequest) -> HttpResponse:
    """Kinds of the office's own letters, and those written lately."""
    actor = actor_of(request)
    village = own_village(actor, *CLERKS)
    recent = visible_requests(actor).filter(village=village, resident=None).order_by("-created_at")[:RECENT]
    groups = [
        {"name": name, "types": [_type_row(version) for version in versions]}
        for name, versions in catalogue_groups(village.pk, "office")
    ]
    context = {"groups": groups, "recent": [recent_row(case) for case in recent]}
    return render(request, "letters/office_letters.html", context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def office_letter_page(request: HttpRequest, code: str) -> HttpResponse:
    """The fields of one kind; one press hands the letter to the secretary, and then to the head."""
    actor = actor_of(request)
    village = own_village(actor, *CLERKS)
    version = current_version(code, village.pk)
    if version is None or not version.is_for_office:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = RequestForm(version, None, actor, posted)
    if posted is not None and form.is_valid():
        try:
            case = request_at_desk(actor, code, posted, village=village)
            messages.success(request, _("%(kind)s sudah diteruskan.") % {"kind": version.name})
            return redirect("letters:desk_request", case.pk)
        except WrongInput as error:
            form.add_error(None, [text for texts in error.errors.values() for text in texts])
        except NotAllowed as error:
            form.add_error(None, str(error))
    context = {
        "version": version,
        "form": form,
        "officials": in_office().filter(region=village).order_by("position", "name"),
        "back_url": reverse("letters:office_letters"),
    }
    return render(request, "letters/office_letter.html", context)


def _type_row(version: LetterTypeVersion) -> dict[str, Any]:
    return {
        "url": reverse("letters:office_letter", args=[version.letter_type.code]),
        "name": version.name,
        "description": version.description,
    }
