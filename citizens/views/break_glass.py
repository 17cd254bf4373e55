"""The regency looks at one person, when it must: with a reason, a second factor, a notice, and for fifteen minutes."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from citizens.journal import subject_of
from citizens.models import Resident
from citizens.nik import mask
from citizens.presentation import more_people, people_rows
from citizens.search import find_people
from foundation.access.guard import get_reachable
from foundation.access.middleware import actor_of
from foundation.access.reach import elevated
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.accounts.forms import SecondFactorForm
from foundation.audit.break_glass import LASTS, break_glass, open_permission
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import BreakGlass, Purpose, Screen

from .people import resident_context

SALT = "break-glass"
SHORTEST_REASON = 15


class BreakGlassForm(SecondFactorForm):
    """Whom one looks for, and why."""

    category = forms.ChoiceField(
        label=gettext_lazy("Alasan"),
        choices=[("", gettext_lazy("Pilih alasan")), *BreakGlass.Category.choices],
        error_messages={"required": gettext_lazy("Pilih alasan membuka data.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Penjelasan"),
        max_length=500,
        min_length=SHORTEST_REASON,
        help_text=gettext_lazy(
            "Dibaca oleh warga, desanya, dan inspektorat. Sebut surat atau perkara yang mendasari."
        ),
        error_messages={
            "required": gettext_lazy("Tulis penjelasannya."),
            "min_length": gettext_lazy("Jelaskan lebih lengkap, sedikitnya satu kalimat."),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    q = forms.CharField(
        label=gettext_lazy("NIK atau nama"),
        max_length=80,
        error_messages={"required": gettext_lazy("Tulis NIK atau nama warga yang dicari.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_code()


@allow(Role.DISTRICT_ADMIN)
@require_http_methods(["GET", "POST"])
def find_page(request: HttpRequest) -> HttpResponse:
    """Reason first, then the search; what is found bears the reason along as a signed ticket."""
    actor = actor_of(request)
    posted = request.POST if request.method == "POST" else None
    form = BreakGlassForm(posted, needs_code=step_up.needs_code(request))
    context: dict[str, Any] = {"form": form, "minutes": int(LASTS.total_seconds() // 60)}
    if posted is not None and form.is_valid() and form.code_is_right(request):
        category, reason = form.cleaned_data["category"], form.cleaned_data["reason"]
        with elevated():
            found = find_people(actor, form.cleaned_data["q"])
            people = people_rows(found.people, str)
        record_list(actor, len(people), screen=Screen.SEARCH, purpose=_purpose(category), reason=reason[:300])
        ticket = {"by": str(actor.account_id), "category": category, "reason": reason}
        context |= {
            "people": people,
            "more": more_people(found),
            "searched": True,
            "ticket": signing.dumps(ticket, salt=SALT),
        }
    return render(request, "citizens/break_glass.html", context)


@allow(Role.DISTRICT_ADMIN)
@require_POST
def open_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """Takes the permission for one of those who were found."""
    actor = actor_of(request)
    ticket = _ticket(request, actor)
    if ticket is None:
        messages.error(request, _("Alasan sudah lewat waktu. Silakan tulis lagi."))
        return redirect("citizens:break_glass")
    with elevated():
        resident = get_reachable(Resident.objects.all(), actor, resident_id, Role.DISTRICT_ADMIN)
    break_glass(actor, subject_of(resident), category=ticket["category"], reason=ticket["reason"])
    return redirect("citizens:opened", resident.pk)


@allow(Role.DISTRICT_ADMIN, write=())
def opened_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """The person, while the permission runs; afterwards the page is as unknown as before."""
    actor = actor_of(request)
    permission = open_permission(actor, resident_id)
    if permission is None:
        raise Http404
    people = Resident.objects.select_related("village", "family")
    with elevated():
        resident = get_reachable(people, actor, resident_id, Role.DISTRICT_ADMIN)
    record_access(
        actor,
        subject_of(resident),
        screen=Screen.RESIDENT,
        purpose=_purpose(permission.category),
        reason=permission.reason[:300],
        reference_id=permission.pk,
    )
    rows = resident_context(resident, may_change=False, masked=False)["rows"]
    context = {
        "person_name": resident.name,
        "village": resident.village.official_title,
        "nik_masked": mask(resident.nik),
        "rows": [{"label": row["label"], "value": row["value"]} for row in rows],
        "permission": permission,
    }
    return render(request, "citizens/opened.html", context)


def _purpose(category: str) -> Purpose:
    return Purpose.EMERGENCY if category == BreakGlass.Category.EMERGENCY else Purpose.OVERSIGHT


def _ticket(request: HttpRequest, actor: Actor) -> dict[str, str] | None:
    try:
        ticket: dict[str, str] = signing.loads(
            request.POST.get("ticket", ""), salt=SALT, max_age=int(LASTS.total_seconds())
        )
    except signing.BadSignature:
        return None
    return ticket if ticket["by"] == str(actor.account_id) else None
