"""Forms of a village meeting."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from assistance.models import Candidate, Programme
from foundation.forms.fields import DateField


class MeetingForm(forms.Form):
    """About which programme, when and where."""

    programme = forms.ModelChoiceField(
        label=_("Program"), queryset=Programme.objects.filter(closed_on__isnull=True), empty_label=None
    )
    held_on = DateField(label=_("Tanggal musyawarah"))
    place = forms.CharField(label=_("Tempat"), max_length=120)


class CandidateForm(forms.Form):
    """What was found at the house, and what was decided."""

    decision = forms.ChoiceField(
        label=_("Putusan"), choices=Candidate.Decision.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Hasil kunjungan"), max_length=300, required=False)


class DecisionsForm(forms.Form):
    """The decisions about many candidates at once; whoever is not decided yet stays so."""

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for row in candidates:
            self.fields[f"putusan-{row.pk}"] = forms.ChoiceField(
                label=_("Putusan untuk %(name)s") % {"name": row.name},
                choices=[("", _("belum")), *Candidate.Decision.choices],
                required=False,
                initial=row.decision,
            )
            self.fields[f"hasil-{row.pk}"] = forms.CharField(
                label=_("Hasil kunjungan ke %(name)s") % {"name": row.name},
                max_length=300,
                required=False,
                initial=row.note,
            )
        for name, field in self.fields.items():
            kind = "govuk-select" if name.startswith("putusan-") else "govuk-input"
            field.widget.attrs |= {"aria-label": str(field.label), "class": kind}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each candidate with the two fields."""
        for row in self.candidates:
            yield {"candidate": row, "decision": self[f"putusan-{row.pk}"], "note": self[f"hasil-{row.pk}"]}

    def decisions(self) -> dict[UUID, tuple[str, str]]:
        """What was decided and found, by candidate; those that are as they were left out."""
        told = {
            row.pk: (self.cleaned_data[f"putusan-{row.pk}"], self.cleaned_data[f"hasil-{row.pk}"])
            for row in self.candidates
        }
        before = {row.pk: (row.decision, row.note) for row in self.candidates}
        return {key: value for key, value in told.items() if value != before[key]}


class CloseForm(forms.Form):
    """Who led the meeting and how many came."""

    chair = forms.CharField(label=_("Pimpinan musyawarah"), max_length=120)
    attendees = forms.IntegerField(label=_("Jumlah yang hadir"), min_value=1, max_value=5000)


class DecreeForm(forms.Form):
    """From when those who were approved receive."""

    starts_on = DateField(label=_("Menerima sejak"))
