"""Looking for a letter of whatever kind in the office's archive."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES
from foundation.access.rules import allow
from foundation.audit.models import Screen
from foundation.forms.fields import DateField
from letters.journal import record_cases
from letters.models import IncomingLetter, RegisterEntry
from letters.permissions import own_village
from letters.queries.archive import OPEN_END, ArchiveQuery, archive_search
from letters.queries.catalogue import offered_versions
from letters.registers.outgoing import entry_state

from .entries import home_of


class ArchiveForm(forms.Form):
    """What one remembers of a letter."""

    q = forms.CharField(
        label=gettext_lazy("Nomor, nama, atau kata dalam surat"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-search": ""}),
    )
    jenis = forms.ChoiceField(label=gettext_lazy("Jenis"), required=False)
    since = DateField(label=gettext_lazy("Dari tanggal"), required=False)
    until = DateField(label=gettext_lazy("Sampai tanggal"), required=False)
    after = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["jenis"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("Semua")),
                ("masuk", _("Surat masuk")),
                ("kertas", _("Surat kertas")),
                *((name, name) for name in kinds),
            ]

    def clean(self) -> dict[str, Any]:
        """The dates stand in their order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("Tanggal akhir harus sesudah tanggal awal."))
        return cleaned

    def clean_after(self) -> tuple[date, UUID]:
        """The row that the page before ended with; whatever else was sent begins anew."""
        day, _sep, pk = self.cleaned_data["after"].partition(" ")
        try:
            return date.fromisoformat(day), UUID(pk)
        except ValueError:
            return OPEN_END

    def query(self) -> ArchiveQuery:
        """What is looked for."""
        values = self.cleaned_data
        return ArchiveQuery(
            text=" ".join(values["q"].split()),
            kind=values["jenis"],
            since=values["since"] or date(1850, 1, 1),
            until=values["until"] or date(9999, 12, 31),
            after=values["after"],
        )


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def archive_page(request: HttpRequest) -> HttpResponse:
    """The archive; what is looked for is posted, so that no name stands in an address."""
    actor = actor_of(request)
    village = own_village(actor, *OFFICE_ROLES)
    kinds = list(dict.fromkeys(version.name for version in offered_versions(village.pk)))
    form = ArchiveForm(request.POST if request.method == "POST" else {}, kinds=kinds)
    entries, more = archive_search(actor, form.query()) if form.is_valid() else ([], False)
    record_cases(actor, len(entries), screen=Screen.SEARCH)
    context = {
        "form": form,
        "rows": [_row(entry) for entry in entries],
        "after": f"{entries[-1].date.isoformat()} {entries[-1].pk}" if more else "",
        "searched": request.method == "POST",
    }
    status = 422 if form.errors else 200
    return render(request, "letters/archive.html", context, status=status)


def _row(entry: RegisterEntry) -> dict[str, Any]:
    incoming = entry.incoming
    if incoming is not None:
        secret = incoming.secrecy != IncomingLetter.Secrecy.ORDINARY
        return {
            "url": reverse("letters:incoming", args=[incoming.pk]),
            "number": incoming.sender_number,
            "date": incoming.date,
            "kind": _("Surat masuk"),
            "party": entry.party,
            "subject": f"({incoming.get_secrecy_display()})" if secret else entry.subject,
            "state": "submitted",
            "state_label": _("Agenda %(number)s") % {"number": entry.sequence},
        }
    state, label = entry_state(entry)
    return {
        "url": home_of(entry),
        "number": entry.number,
        "date": entry.paper.date if entry.paper else entry.date,
        "kind": _("Surat kertas") if entry.paper else _("Surat"),
        "party": entry.party,
        "subject": entry.subject,
        "state": state,
        "state_label": label,
    }
