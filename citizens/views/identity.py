"""The button on a resident's page: ask the civil registry about the NIK, with the person's consent."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from citizens.errors import EventRefused
from citizens.formatting import long_date
from citizens.identity.backend import is_available
from citizens.identity.checks import State, consent_withdraw, identity_ask, is_fresh, latest_check
from citizens.journal import subject_of
from citizens.models import IdentityCheck, Resident
from citizens.queries import resident_in_reach
from citizens.services.recording import CLERKS
from foundation.access.middleware import actor_of
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen


class ConsentForm(forms.Form):
    """How the person agreed."""

    consent = forms.ChoiceField(
        label=gettext_lazy("Bagaimana warga ini menyetujui pemeriksaan?"),
        choices=IdentityCheck.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Tanyakan dahulu persetujuannya; tanpa itu NIK tidak diperiksa.")
        },
    )


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def identity_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """What is asked, the consent, and what came of the last question."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *CLERKS)
    if not is_available():
        raise Http404
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            identity_ask(resident.pk, actor, consent=form.cleaned_data["consent"])
        except EventRefused as refused:
            form.add_error(None, refused.text)
        else:
            messages.success(request, _("Pertanyaan dikirim ke Dukcapil. Hasilnya tampil di halaman ini."))
            return redirect("citizens:identity", resident.pk)
    record_access(actor, subject_of(resident), screen=Screen.RESIDENT, purpose=Purpose.REGISTER)
    context = {
        "person_name": resident.name,
        "form": form,
        "identity": identity_context(resident),
        "back_url": reverse("citizens:resident", args=[resident.pk]),
    }
    return render(request, "citizens/identity.html", context)


@allow(Role.CITIZEN)
@require_POST
def consent_withdraw_action(request: HttpRequest) -> HttpResponse:
    """A citizen takes the consent back."""
    if consent_withdraw(actor_of(request)):
        messages.success(request, _("Persetujuan ditarik dan hasil pemeriksaan dihapus."))
    return redirect("my_data")


def identity_context(resident: Resident) -> dict[str, Any]:
    """What a resident's page shows of the check: nothing where the installation cannot ask."""
    if not is_available():
        return {}
    latest = latest_check(resident)
    context: dict[str, Any] = {
        "url": reverse("citizens:identity", args=[resident.pk]),
        "may_ask": resident.is_alive and bool(resident.nik),
    }
    if latest is None:
        return context
    context |= {"state": latest.state, "label": latest.get_state_display()}
    if latest.state == State.WAITING:
        return context | {"may_ask": False}
    if latest.checked_on is None:
        return context | {
            "label": _("Belum berhasil: %(problem)s") % {"problem": latest.get_problem_display()}
        }
    fresh = is_fresh(latest, resident)
    return context | {
        "label": latest.get_verdict_display(),
        "verdict": latest.verdict,
        "day": long_date(latest.checked_on),
        "stale": not fresh,
        "may_ask": context["may_ask"] and not fresh,
    }
