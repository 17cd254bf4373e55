"""A village's settings: they join the village's data with the rules of numbering and the office's accounts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Role
from foundation.access.rules import allow
from foundation.accounts.queries import holders
from letters.numbering import check_number_format, next_number, today_in
from letters.queries.catalogue import offered_versions
from letters.queries.letters import has_numbers_in_year
from villages.forms import OfficialForm, OpeningHoursForm, VillageProfileForm
from villages.models import Official, OpeningHours, Region, VillageProfile
from villages.services.settings import official_save, opening_hours_set

KEEPERS = (Role.SECRETARY, Role.HEAD)
"""The secretary keeps the settings; the head names a deputy (Plh.)."""


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    """Numbering, opening hours and officials."""
    code = actor_of(request).codes(*KEEPERS)[0]
    profile = VillageProfile.objects.select_related("region").get(region_id=code)
    posted = request.POST if request.method == "POST" else None
    in_use = has_numbers_in_year(code, today_in(profile.region).year)
    # "Lihat contoh" asks for nothing but the example, with or without script.
    only_shown = posted is not None and "contoh" in posted
    form = VillageProfileForm(
        posted, instance=profile, check_number_format=check_number_format, register_in_use=in_use
    )
    hours_form = OpeningHoursForm(posted, hours=OpeningHours.objects.filter(region_id=code))
    if posted is not None and not only_shown and form.is_valid() and hours_form.is_valid():
        form.save()
        opening_hours_set(code, hours_form.spans())
        messages.success(request, _("Pengaturan desa sudah disimpan."))
        return redirect("villages:settings")
    context = {
        "profile": profile,
        "form": form,
        "hours_form": hours_form,
        "number_example": _number_example(form, profile.region),
        "officials": [_official_row(official) for official in Official.objects.filter(region_id=code)],
        "official_add_url": reverse("villages:official_new"),
        "deputy_url": reverse("villages:deputy_new") if actor_of(request).has(Role.HEAD) else "",
    }
    return render(request, "villages/settings.html", context)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def official_page(request: HttpRequest, official_id: UUID | None = None) -> HttpResponse:
    """A new official, or one that is recorded."""
    region = Region.objects.get(code=actor_of(request).codes(*KEEPERS)[0])
    official = Official(region=region)
    if official_id is not None:
        found = Official.objects.filter(region=region, pk=official_id).first()
        if found is None:
            raise Http404
        official = found
    accounts = [(user.pk, f"{user.name} ({user.username})") for user in holders(region.code, *OFFICE_ROLES)]
    form = OfficialForm(request.POST or None, instance=official, accounts=accounts)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["account"]
        official_save(form.save(commit=False), region, UUID(account) if account else None)
        messages.success(request, _("Data pejabat sudah disimpan."))
        return redirect("villages:settings")
    title = official.name or _("Pejabat atau pelaksana harian baru")
    return render(request, "villages/official_form.html", {"form": form, "title": title})


def _number_example(form: VillageProfileForm, region: Region) -> dict[str, Any]:
    """What the next number looks like in the format as typed, or what is wrong with it."""
    pattern, mode = form["number_format"].value() or "", form["register_mode"].value() or ""
    if faults := check_number_format(pattern):
        return {"faults": faults}
    version = offered_versions(region.pk).order_by("letter_type__code").first()
    if version is None:
        return {}
    draft = VillageProfile(region=region, register_mode=mode, number_format=pattern)
    return {
        "kind": version.name,
        "text": next_number(region, draft, version.classification, version.letter_type.code),
    }


def _official_row(official: Official) -> dict[str, Any]:
    today = timezone.localdate()
    end = f"{official.term_end:%d-%m-%Y}" if official.term_end else ""
    return {
        "name": official.name,
        "title": f"{official.prefix} {official.title}".strip(),
        "term": f"{official.term_start:%d-%m-%Y} – {end}",
        "current": official.term_start <= today and (official.term_end is None or official.term_end >= today),
        "url": reverse("villages:official", args=[official.pk]),
        "end_url": (
            reverse("villages:deputy_end", args=[official.pk])
            if official.user_id and official.prefix in dict(Official.DEPUTY_FORMS)
            else ""
        ),
    }
