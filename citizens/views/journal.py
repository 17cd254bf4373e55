"""The access journal for the inspectorate, and for a village's secretary and head: people are told by a mark only."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizens.models import Resident
from foundation.access.middleware import actor_of
from foundation.access.reach import elevated
from foundation.access.roles import Role
from foundation.access.rules import allow
from foundation.accounts.models import User
from foundation.audit.models import AccessEntry
from foundation.audit.queries import Oddity, entries_of_day, oddities, openings
from foundation.forms.fields import DateField
from foundation.paging import shaped_page
from villages.models import Region

READERS = (Role.AUDITOR, Role.SECRETARY, Role.HEAD)
PAGE_SIZE = 50
OPENINGS_SINCE = timedelta(days=90)
KINDS = {
    "many": gettext_lazy("lebih dari 100 orang dalam satu jam"),
    "night": gettext_lazy("di luar jam kerja, malam hari"),
    "family": gettext_lazy("keluarganya sendiri"),
}


class JournalForm(forms.Form):
    """Which lines: a day, a village, an officer."""

    hari = DateField(label=gettext_lazy("Tanggal"), required=False)
    desa = forms.ChoiceField(label=gettext_lazy("Desa atau kelurahan"), required=False)
    petugas = forms.CharField(
        label=gettext_lazy("Nama petugas atau nama pengguna"), required=False, max_length=80
    )

    def __init__(self, *args: Any, codes: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Q(pk__in=codes)
        for code in codes:
            below |= Q(pk__startswith=code + ".")
        villages = Region.objects.filter(below, level=Region.Level.VILLAGE).order_by("name")
        self.fields["desa"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua")),
            *[(village.code, village.official_title) for village in villages],
        ]


@allow(*READERS, write=())
def journal_page(request: HttpRequest) -> HttpResponse:
    """Lines of a day, with what stands out above them, and the regency's break-glass permissions."""
    actor = actor_of(request)
    codes = actor.codes(*READERS)
    form = JournalForm(request.GET or None, codes=codes)
    asked = form.cleaned_data if form.is_valid() else {}
    day: date = asked.get("hari") or timezone.localdate()
    entries = entries_of_day([asked["desa"]] if asked.get("desa") else codes, day)
    if asked.get("petugas"):
        named = User.objects.filter(
            Q(name__icontains=asked["petugas"]) | Q(username__icontains=asked["petugas"])
        )
        entries = entries.filter(actor_id__in=list(named.values_list("pk", flat=True)))
    page = shaped_page(entries, request.GET.get("page"), PAGE_SIZE, lambda entry: entry)
    found = oddities(entries, _families(entries))
    opened = list(openings(codes, since=timezone.localdate() - OPENINGS_SINCE))
    names = _names({row.actor_id for row in [*page.object_list, *found, *opened]})
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "day": day,
        "rows": [_row(entry, names) for entry in page.object_list],
        "oddities": [_oddity_row(oddity, names) for oddity in found],
        "openings": [
            {
                "at": row.at,
                "who": names.get(row.actor_id, ""),
                "person": _mark(row.subject_id),
                "category": row.get_category_display(),
                "reason": row.reason,
            }
            for row in opened
        ],
        "page": page,
        "page_query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "citizens/journal.html", context)


def _row(entry: AccessEntry, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "at": entry.at,
        "who": names.get(entry.actor_id, ""),
        "role": str(Role(entry.actor_role).label),
        "person": _mark(entry.subject_id) if entry.subject_id else _("%(n)s orang") % {"n": entry.people},
        "screen": entry.get_screen_display(),
        "purpose": entry.get_purpose_display(),
        "reason": entry.reason,
    }


def _oddity_row(oddity: Oddity, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "at": oddity.at,
        "who": names.get(oddity.actor_id, ""),
        "kind": str(KINDS[oddity.kind]),
        "count": oddity.count,
    }


def _mark(person_id: UUID) -> str:
    """A mark by which the same person is known again in the journal, and by nothing else."""
    return f"#{person_id.hex[-6:].upper()}"


def _names(ids: set[UUID]) -> dict[UUID, str]:
    return {user.pk: user.name or user.username for user in User.objects.filter(pk__in=ids)}


def _families(entries: Any) -> dict[UUID, UUID]:
    """The family of each officer in these lines who is tied to a person of the register."""
    actors = set(entries.order_by().values_list("actor_id", flat=True).distinct())
    users = User.objects.filter(pk__in=actors, person_id__isnull=False)
    people = {user.person_id: user.pk for user in users if user.person_id}
    with elevated():
        known = Resident.objects.filter(pk__in=people, family_id__isnull=False)
        return {people[pk]: family for pk, family in known.values_list("pk", "family_id")}
