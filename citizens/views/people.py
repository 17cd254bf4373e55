"""Residents on the officers' pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from citizens import code_lists
from citizens.event_words import in_words, status_tags
from citizens.formatting import address, place_and_date_of_birth
from citizens.forms import ContactForm
from citizens.journal import number_row, subject_of
from citizens.models import Resident
from citizens.nik import NumberError, disagreements, mask, parse_nik
from citizens.presentation import more_people, people_rows
from citizens.queries import family_members, resident_in_reach
from citizens.search import find_people
from citizens.services.contact import contact_change
from foundation.access.addresses import addresses_by_id
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen

PEOPLE_READERS = (Role.NEIGHBOURHOOD, *OFFICE_ROLES)
"""Heads of a dusun, RW or RT see their own people, with numbers masked."""
RARELY_KNOWN = (
    "residence",
    "resident_since",
    "current_education",
    "id_card",
    "insurance",
    "chronically_ill",
    "pregnant",
    "birth_certificate",
    "marriage_certificate",
    "married_on",
    "divorce_certificate",
    "divorced_on",
    "father_nik",
    "mother_nik",
    "passport",
    "passport_until",
    "stay_permit",
)
SEEN_BY_NEIGHBOURS = frozenset({"nik", "name", "sex", "birth_date", "address", "status"})
"""What is enough to know somebody by."""


@allow(*PEOPLE_READERS)
@require_http_methods(["GET", "POST"])
def search_page(request: HttpRequest) -> HttpResponse:
    """One box: NIK, KK, phone, or fragments of the name in any order."""
    text = searched_text(request)
    found = find_people(actor_of(request), text)
    record_list(actor_of(request), len(found.people), screen=Screen.SEARCH, purpose=Purpose.SERVICE)
    context = {
        "query": text,
        "people": people_rows(found.people, addresses_by_id("citizens:resident")),
        "more": more_people(found),
        "searched": bool(text),
        "search_url": reverse("citizens:search"),
        "ways": _ways(actor_of(request)),
    }
    template = "citizens/_people.html" if request.headers.get("HX-Request") else "citizens/search.html"
    return render(request, template, context)


def searched_text(request: HttpRequest) -> str:
    """What was typed into a search for people: posted, so that no name or number stands in an address or a log."""
    return (request.POST.get("q") or request.GET.get("q", "")).strip()[:80]


@allow(Role.OPERATOR, Role.SECRETARY)
@require_http_methods(["GET", "POST"])
def contact_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """Changes the phone and e-mail of somebody who stands at the counter."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, Role.OPERATOR, Role.SECRETARY)
    initial = {"phone": resident.phone, "email": resident.email}
    form = ContactForm(request.POST or None, initial=initial, needs_code=step_up.needs_code(request))
    if request.method == "POST" and form.is_valid() and form.code_is_right(request):
        contact_change(resident.pk, actor, phone=form.cleaned_data["phone"], email=form.cleaned_data["email"])
        messages.success(request, _("Nomor telepon dan surel sudah disimpan."))
        return redirect("citizens:resident", resident.pk)
    record_access(
        actor, subject_of(resident), screen=Screen.RESIDENT, purpose=Purpose.REGISTER, fields=["contact"]
    )
    context = {"person_name": resident.name, "form": form, "back_url": _url(resident)}
    return render(request, "citizens/contact_form.html", context)


def resident_context(resident: Resident, *, may_change: bool, masked: bool) -> dict[str, Any]:
    """What a resident's page shows of the register; the project adds what other applications know."""
    return {
        "person_name": resident.name,
        "rows": _rows(resident, may_change=may_change, masked=masked),
        "family": _family(resident),
        "family_url": reverse("citizens:family", args=[resident.family_id]) if resident.family_id else "",
        "history_url": "" if masked else reverse("citizens:history", args=[resident.pk]),
        "tags": status_tags(resident),
        "family_number_masked": mask(resident.family.number if resident.family else None),
        "warnings": _warnings(resident),
    }


def _ways(actor: Actor) -> list[dict[str, str]]:
    """Work on the whole register that the actor may do."""
    wanted = [
        ((Role.OPERATOR, Role.SECRETARY), "citizens:imports", _("Impor")),
        (OFFICE_ROLES, "citizens:exports", _("Unduh daftar")),
        (OFFICE_ROLES, "citizens:without_nik", _("Belum ber-NIK")),
        (OFFICE_ROLES, "citizens:stays", _("Penduduk sementara")),
    ]
    return [{"label": label, "url": reverse(name)} for roles, name, label in wanted if actor.has(*roles)]


def _url(resident: Resident) -> str:
    return reverse("citizens:resident", args=[resident.pk])


def _family(resident: Resident) -> list[dict[str, Any]]:
    members = family_members(resident)
    rows = people_rows(members, addresses_by_id("citizens:resident"))
    return [
        row | {"relation": code_lists.RELATION.label(member.relation), "tags": status_tags(member)}
        for row, member in zip(rows, members, strict=True)
    ]


def _rows(resident: Resident, *, may_change: bool, masked: bool) -> list[dict[str, Any]]:
    field = Resident._meta.get_field
    values = [
        ("nik", mask(resident.nik) or "–"),
        ("name", resident.name),
        ("sex", code_lists.SEX.label(resident.sex)),
        ("birth_date", place_and_date_of_birth(resident)),
        ("religion", code_lists.RELIGION.label(resident.religion)),
        ("education", code_lists.EDUCATION.label(resident.education)),
        ("occupation", code_lists.OCCUPATION.label(resident.occupation)),
        ("marital_status", code_lists.MARITAL_STATUS.label(resident.marital_status)),
        ("relation", code_lists.RELATION.label(resident.relation)),
        ("blood_group", code_lists.BLOOD_GROUP.label(resident.blood_group)),
        ("citizenship", code_lists.CITIZENSHIP.label(resident.citizenship)),
        ("disability", code_lists.DISABILITY.label(resident.disability)),
        ("father_name", resident.father_name or "–"),
        ("mother_name", resident.mother_name or "–"),
        ("phone", resident.phone or "–"),
        ("email", resident.email or "–"),
        ("address", address(resident)),
        ("status", code_lists.STATUS.label(resident.status)),
        *_known(resident),
    ]
    if masked:
        values = [(name, value) for name, value in values if name in SEEN_BY_NEIGHBOURS]
    labels = {name: str(getattr(field(name), "verbose_name", name)) for name, _value in values}
    contact = reverse("citizens:contact", args=[resident.pk])
    return [
        number_row(resident, "nik", labels["nik"])
        if name == "nik" and not masked
        else {
            "label": labels[name][:1].upper() + labels[name][1:],
            "value": value,
            "change_url": contact if may_change and name in ("phone", "email") else "",
        }
        for name, value in values
    ]


def _known(resident: Resident) -> list[tuple[str, str]]:
    """What is recorded of few people, where it is."""
    rows = []
    for name in RARELY_KNOWN:
        value = getattr(resident, name)
        if value not in (None, ""):
            rows.append((name, in_words(Resident._meta.get_field(name), value)))
    return rows


def _warnings(resident: Resident) -> list[str]:
    if not resident.nik:
        return []
    try:
        return disagreements(parse_nik(resident.nik), resident.birth_date, resident.sex)
    except NumberError as error:
        return [str(error)]
