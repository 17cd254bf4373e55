"""Families (KK): the list of a dusun or RT, and one family with what can be done to it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens import code_lists
from citizens.event_fields import neighbourhood_choices
from citizens.event_queries import events_of_family, families_in, family_in_reach
from citizens.event_words import event_row, status_tags
from citizens.formatting import long_date, neighbourhoods
from citizens.journal import number_row, subject_of_family
from citizens.models import Family, Resident
from citizens.nik import mask
from citizens.presentation import people_rows
from citizens.registers.files import family_sheet
from citizens.services.recording import CLERKS
from citizens.views.downloads import Download, answer_download
from citizens.views.events import OF_FAMILIES
from foundation.access.addresses import addresses_by_id
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen

READERS = (Role.NEIGHBOURHOOD, *OFFICE_ROLES)
PAGE_SIZE = 50


@allow(*READERS, write=())
@require_safe
def families_page(request: HttpRequest) -> HttpResponse:
    """The families of a dusun, RW or RT, or of all the reach."""
    actor = actor_of(request)
    reach = actor.codes(*READERS)[0]
    area = request.GET.get("wilayah", "")
    area = area if actor.reaches(area, *READERS) else ""
    page = Paginator(families_in(actor, area), PAGE_SIZE).get_page(request.GET.get("page"))
    record_list(actor, len(page.object_list), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    places = neighbourhoods({family.area_code for family in page.object_list})
    choices = [(code, label) for code, label in neighbourhood_choices(reach[:13]) if code.startswith(reach)]
    context = {
        "families": [_row(family, places) for family in page.object_list],
        "page": page,
        "page_query": urlencode({"wilayah": area}) + "&",
        "area": area,
        "areas": [("", _("Semua")), *choices[:-1]],
        "new_url": reverse("citizens:family_new") if actor.has(*CLERKS) else "",
    }
    return render(request, "citizens/families.html", context)


@allow(*READERS, write=())
@require_safe
def family_page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """One family: who belongs to it, where it lives, what happened, and what can be recorded."""
    actor = actor_of(request)
    family = family_in_reach(actor, family_id, *READERS)
    record_access(
        actor,
        subject_of_family(family),
        screen=Screen.RESIDENT,
        purpose=Purpose.REGISTER,
        fields=["family"],
    )
    members = list(Resident.objects.filter(family=family).select_related("family"))
    members.sort(key=lambda m: (m.status != code_lists.ALIVE, m.relation, m.birth_date))
    is_clerk = actor.reaches(family.area_code, *CLERKS)
    context: dict[str, Any] = {
        "title": family.head.name if family.head else _("Keluarga tanpa kepala"),
        "rows": _facts(family, members, may_reveal=actor.reaches(family.area_code, *OFFICE_ROLES)),
        "members": members_rows(members),
        "closed": long_date(family.closed_on) if family.closed_on else "",
    }
    if actor.reaches(family.area_code, *OFFICE_ROLES):
        context["download_url"] = reverse("citizens:family_download", args=[family.pk])
        context["events"] = [event_row(event) for event in events_of_family(family)]
    if is_clerk and family.closed_on is None:
        context["deeds"] = [
            {"url": reverse("citizens:family_event", args=[family.pk, kind]), "label": deed.title}
            for kind, deed in OF_FAMILIES.items()
        ]
    return render(request, "citizens/family.html", context)


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def family_download(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """The family on one sheet, after the second factor and with a reason."""
    family = family_in_reach(actor_of(request), family_id, *OFFICE_ROLES)
    members = list(
        Resident.objects.filter(family=family, status=code_lists.ALIVE)
        .select_related("family")
        .order_by("relation", "birth_date", "id")
    )
    return answer_download(
        request,
        Download(
            title=_("Unduh lembar keluarga"),
            back_url=reverse("citizens:family", args=[family.pk]),
            file_name="keluarga",
            people=len(members),
            make=lambda wish: family_sheet(family, members, wish),
            on_paper=True,
        ),
    )


def members_rows(members: list[Resident]) -> list[dict[str, Any]]:
    """Members of a family as lists show them."""
    rows = people_rows(members, addresses_by_id("citizens:resident"))
    return [
        row | {"relation": code_lists.RELATION.label(member.relation), "tags": status_tags(member)}
        for row, member in zip(rows, members, strict=True)
    ]


def _row(family: Any, places: dict[str, str]) -> dict[str, Any]:
    return {
        "url": reverse("citizens:family", args=[family.pk]),
        "head": family.head.name if family.head else "–",
        "number": mask(family.number) or "–",
        "address": ", ".join(part for part in (family.address, places[family.area_code]) if part),
        "living": family.living,
    }


def _facts(family: Family, members: list[Resident], *, may_reveal: bool) -> list[dict[str, Any]]:
    place = neighbourhoods({family.area_code})[family.area_code]
    address = ", ".join(part for part in (family.address, place, family.village.official_title) if part)
    number: dict[str, Any] = {"label": _("Nomor KK"), "value": mask(family.number) or _("masih diurus")}
    if may_reveal and family.number and members:
        number = number_row(members[0], "kk", _("Nomor KK"), purpose=Purpose.REGISTER)
    facts: list[dict[str, Any]] = [number, {"label": _("Alamat"), "value": address}]
    if family.latitude is not None:
        facts.append({"label": _("Letak rumah"), "value": f"{family.latitude}, {family.longitude}"})
    return facts
