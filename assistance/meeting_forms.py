"""Forms of a village meeting."""

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


class CloseForm(forms.Form):
    """Who led the meeting and how many came."""

    chair = forms.CharField(label=_("Pimpinan musyawarah"), max_length=120)
    attendees = forms.IntegerField(label=_("Jumlah yang hadir"), min_value=1, max_value=5000)


class DecreeForm(forms.Form):
    """From when those who were approved receive."""

    starts_on = DateField(label=_("Menerima sejak"))
