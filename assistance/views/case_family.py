"""Which family of the register a case of need is about."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assistance.errors import AidRefused
from assistance.services.cases import WORKERS, case_in_reach, case_link
from citizens.formatting import neighbourhoods
from citizens.search import search_residents
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen

MOST_SEARCHED = 100


class FamilyForm(forms.Form):
    """The family that was chosen."""

    family = forms.UUIDField()


@allow(*WORKERS)
@require_http_methods(["GET", "POST"])
def case_family_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Search the village's register by name or number, and choose the family. What is searched stands in no address."""
    actor = actor_of(request)
    case = case_in_reach(actor, case_id, *WORKERS)
    chosen = FamilyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and "family" in request.POST and chosen.is_valid():
        try:
            case_link(case.pk, actor, chosen.cleaned_data["family"])
        except AidRefused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Kasus dihubungkan dengan keluarganya."))
            return redirect("assistance:case", case.pk)
    text = request.POST.get("q", "").strip()[:80] or case.named
    people = [
        person
        for person in search_residents(actor, text, limit=MOST_SEARCHED)
        if person.village_id == case.village_id and person.family_id is not None and person.is_alive
    ]
    record_list(actor, len(people), screen=Screen.SEARCH, purpose=Purpose.AID, reference_id=case.pk)
    places = neighbourhoods({person.area_code for person in people})
    rows = [
        {
            "family": person.family_id,
            "name": person.name,
            "born": person.birth_date,
            "address": ", ".join(
                part
                for part in (person.family.address if person.family else "", places[person.area_code])
                if part
            ),
        }
        for person in people
    ]
    return render(request, "assistance/case_family.html", {"case": case, "query": text, "rows": rows})
