"""A number in full, for one look: asked for by a press, with a reason, and written into the journal."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from citizens.journal import NUMBERS, number_of, subject_of
from citizens.queries import resident_in_reach
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen


class RevealForm(forms.Form):
    """Which number, and why."""

    kind = forms.ChoiceField(choices=list(NUMBERS.items()), widget=forms.HiddenInput)
    purpose = forms.ChoiceField(
        label=_("Untuk keperluan apa?"),
        choices=[
            ("", _("Pilih keperluan")),
            *(choice for choice in Purpose.choices if choice[0] != Purpose.OWN),
        ],
        error_messages={"required": _("Pilih keperluan melihat nomor lengkap.")},
    )
    reason = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=300,
        help_text=_(
            "Wajib untuk keperluan lain. Tulis singkat, misalnya nomor surat dari instansi yang meminta."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Another purpose has to be told."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("purpose") == Purpose.OTHER and not values.get("reason"):
            self.add_error("reason", _("Tulis keperluannya."))
        return values


@allow(*OFFICE_ROLES)
@require_POST
def number_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """Shows a NIK or KK number in full, once; without a purpose it asks for one and shows nothing."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *OFFICE_ROLES)
    form = RevealForm(request.POST)
    context: dict[str, Any] = {
        "person_name": resident.name,
        "back_url": reverse("citizens:resident", args=[resident.pk]),
        "form": form,
        "form_url": request.path,
        "id": f"{request.POST.get('kind', '')[:3]}-{resident.pk}",
    }
    if "kind" in form.errors:
        raise Http404
    if not form.is_valid():
        # htmx puts nothing in its place that comes with an error's status.
        status = 200 if request.headers.get("HX-Request") else 422
        return render(request, _template(request, "citizens/_number_form.html"), context, status=status)
    kind = form.cleaned_data["kind"]
    record_access(
        actor,
        subject_of(resident),
        screen=Screen.NUMBER,
        purpose=form.cleaned_data["purpose"],
        reason=form.cleaned_data["reason"],
        fields=[kind],
    )
    context |= {"label": NUMBERS[kind], "number": number_of(resident, kind)}
    return render(request, _template(request, "citizens/_number.html"), context)


def _template(request: HttpRequest, partial: str) -> str:
    return partial if request.headers.get("HX-Request") else "citizens/number.html"
