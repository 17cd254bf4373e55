"""People recorded twice: the village's likely pairs, and one person with the records that may be the same."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from citizens.duplicates import count_elsewhere, likely_pairs, likely_same
from citizens.errors import EventRefused
from citizens.event_fields import EventForm, HeadField
from citizens.event_words import status_tags
from citizens.journal import subject_of
from citizens.models import Resident
from citizens.nik import mask
from citizens.presentation import people_rows
from citizens.queries import living_members, resident_in_reach
from citizens.services.merge import residents_merge
from citizens.services.recording import CLERKS
from foundation.access.addresses import addresses_by_id
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from foundation.audit.journal import record_access, record_list
from foundation.audit.models import Purpose, Screen

THIS, OTHER = "this", "other"


class MergeForm(EventForm):
    """Which record is the same person, and which of the two is kept."""

    kept = forms.ChoiceField(
        label=gettext_lazy("Data mana yang tetap dipakai?"),
        choices=[
            (THIS, gettext_lazy("Data halaman ini")),
            (OTHER, gettext_lazy("Data yang dipilih di atas")),
        ],
        widget=forms.RadioSelect,
        initial=THIS,
        help_text=gettext_lazy("Yang lain tidak dipakai lagi, dan menunjuk ke yang ini."),
    )
    field_order = ["other", "kept", "new_head", "note", "document", "happened_on"]

    def __init__(self, *args: Any, resident: Resident, others: list[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.ChoiceField(
            label=gettext_lazy("Siapa yang sama dengan dia?"),
            choices=[(str(row.pk), _told_apart(row)) for row in others],
            widget=forms.RadioSelect,
        )
        heads = [row for row in (resident, *others) if row.family_id and _heads(row)]
        members = [m for head in heads for m in living_members(head.family_id) if m.pk != head.pk]
        if members:
            self.fields["new_head"] = HeadField(
                members,
                help_text=gettext_lazy("Hanya bila data yang dilepas tercatat sebagai kepala keluarga."),
            )
        self.fields["happened_on"].label = gettext_lazy("Tanggal penggabungan")
        self.order_fields(self.field_order)


@allow(*CLERKS, write=())
@require_safe
def duplicates_page(request: HttpRequest) -> HttpResponse:
    """Pairs of records that may be one person."""
    actor = actor_of(request)
    pairs = likely_pairs([code[:13] for code in actor.codes(*CLERKS)])
    record_list(actor, 2 * len(pairs), screen=Screen.SEARCH, purpose=Purpose.REGISTER)
    rows = [
        {"url": reverse("citizens:duplicate", args=[one.pk]), "people": rows_of([one, other])}
        for one, other in pairs
    ]
    return render(request, "citizens/duplicates.html", {"pairs": rows})


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def duplicate_page(request: HttpRequest, resident_id: UUID) -> HttpResponse:
    """One person, the records that may be the same, and their merging."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *CLERKS)
    others = likely_same(resident) if resident.merged_into_id is None else []
    for row in (resident, *others):
        record_access(actor, subject_of(row), screen=Screen.RESIDENT, purpose=Purpose.REGISTER)
    form = MergeForm(
        request.POST or None, resident=resident, others=others, initial={"happened_on": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        pair = (resident.pk, form.cleaned_data["other"])
        kept, dropped = pair if form.cleaned_data["kept"] == THIS else pair[::-1]
        try:
            event = residents_merge(
                kept, dropped, actor, form.facts(), new_head_id=form.cleaned_data.get("new_head")
            )
        except EventRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(request, _("Data ganda sudah digabungkan."))
            return redirect("citizens:resident", event.resident_id)
    context = {
        "person_name": resident.name,
        "people": rows_of([resident, *others]),
        "form": form if others else None,
        "elsewhere": count_elsewhere(resident),
        "back_url": reverse("citizens:resident", args=[resident.pk]),
    }
    return render(request, "citizens/duplicate.html", context)


def rows_of(people: list[Resident]) -> list[dict[str, Any]]:
    """Records beside each other, with what tells them apart."""
    rows = people_rows(people, addresses_by_id("citizens:resident"))
    return [
        row | {"mother": person.mother_name or "–", "tags": status_tags(person)}
        for row, person in zip(rows, people, strict=True)
    ]


def _told_apart(resident: Resident) -> str:
    """The name with what tells two of the same name apart."""
    return " · ".join([resident.name, mask(resident.nik) or "–", *status_tags(resident)])


def _heads(resident: Resident) -> bool:
    return resident.family is not None and resident.family.head_id == resident.pk
