"""What a resident's record was: every change with who and why, and the record of any day."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from citizens.event_queries import changes_of, end_of, events_of, record_at
from citizens.event_words import differences, event_row, in_words, label_of, record_of
from citizens.formatting import long_date
from citizens.journal import subject_of
from citizens.models import LifeEvent, Resident
from citizens.queries import resident_in_reach
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen
from foundation.forms.fields import DateField

_HIDDEN = frozenset({"phone", "email", "family_id", "village_id", "merged_into_id"})


class DayForm(forms.Form):
    """The day whose record is asked for."""

    tanggal = DateField(label=gettext_lazy("Keadaan pada tanggal"), past_only=True)


@allow(*OFFICE_ROLES, write=())
@require_safe
def history_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """A resident's events and changes, and the record as it was on the day that was asked for."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *OFFICE_ROLES)
    record_access(
        actor, subject_of(resident), screen=Screen.RESIDENT, purpose=Purpose.REGISTER, fields=["history"]
    )
    asked = any(name.startswith("tanggal") for name in request.GET)
    form = DayForm(request.GET if asked else None)
    context: dict[str, Any] = {
        "person_name": resident.name,
        "back_url": reverse("citizens:resident", args=[resident.pk]),
        "events": [event_row(event) for event in events_of(resident)],
        "changes": _changes(resident),
        "recorded_at": resident.created_at,
        "form": form,
    }
    if asked and form.is_valid():
        day = form.cleaned_data["tanggal"]
        context["day"] = long_date(day)
        context["rows"] = _record(record_at(resident, min(end_of(day), timezone.now())))
    return render(request, "citizens/history.html", context)


def _record(row: Any) -> list[dict[str, str]]:
    """The values of a record in words; empty when it lay in another village or nowhere."""
    if row is None:
        return []
    rows = []
    for name, value in record_of(row).items():
        field: Any = Resident._meta.get_field(name)
        if name not in _HIDDEN and value not in (None, ""):
            rows.append({"label": label_of(field), "value": in_words(field, value)})
    return rows


def _changes(resident: Resident) -> list[dict[str, Any]]:
    """The changes, the latest first: each former record against the one after it."""
    later, entries = record_of(resident), []
    for former in changes_of(resident):
        before = record_of(former)
        lines = differences(Resident, before, later)
        told = former.pgh_context or {}
        if lines:
            entries.append(
                {
                    "at": former.pgh_created_at,
                    "by": told.get("name", ""),
                    "why": _why(told),
                    "lines": lines,
                    "url": reverse("citizens:life_event", args=[told["event"]]) if told.get("event") else "",
                }
            )
        later = before
    return entries


def _why(told: dict[str, Any]) -> str:
    if told.get("kind") == "void":
        return _("Pembatalan: %(reason)s") % {"reason": told.get("reason", "")}
    kinds = dict(LifeEvent.Kind.choices)
    return str(kinds.get(told.get("kind", ""), _("Perubahan lain")))
