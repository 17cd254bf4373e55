"""The dusun, RW and RT of a village: their names, as addresses print them, and new ones."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from citizens.event_fields import CHOOSE, neighbourhood_choices
from citizens.services.recording import CLERKS
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from villages.services.neighbourhoods import neighbourhood_find_or_add, neighbourhood_rename


class NewForm(forms.Form):
    """A dusun, or an RW or RT in it, that is not in the list yet."""

    hamlet = forms.CharField(label=gettext_lazy("Dusun atau lingkungan"), required=False, max_length=60)
    rw = forms.CharField(label=gettext_lazy("RW"), required=False, max_length=10)
    rt = forms.CharField(label=gettext_lazy("RT"), required=False, max_length=10)

    def clean(self) -> dict[str, Any]:
        """Something is named."""
        told = super().clean() or self.cleaned_data
        if not any(told.values()):
            raise forms.ValidationError(_("Isi nama dusun, RW, atau RT."))
        return told


class RenameForm(forms.Form):
    """Another name for one that is there."""

    code = forms.ChoiceField(label=gettext_lazy("Wilayah"))
    name = forms.CharField(label=gettext_lazy("Nama atau nomor yang benar"), max_length=60)

    def __init__(self, *args: Any, village: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [choice for choice in neighbourhood_choices(village) if choice[0] not in ("", village)]
        self.fields["code"].choices = [CHOOSE, *known]  # type: ignore[attr-defined]


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def neighbourhoods_page(request: HttpRequest) -> HttpResponse:
    """All of them by code, a form for a new one, and one for another name."""
    village = actor_of(request).codes(*CLERKS)[0][:13]
    renaming = "code" in request.POST
    new = NewForm(request.POST if request.method == "POST" and not renaming else None)
    rename = RenameForm(request.POST if renaming else None, village=village)
    if new.is_bound and new.is_valid():
        neighbourhood_find_or_add(village, **new.cleaned_data)
        messages.success(request, _("Wilayah sudah dicatat."))
        return redirect("citizens:neighbourhoods")
    if rename.is_bound and rename.is_valid():
        neighbourhood_rename(rename.cleaned_data["code"], rename.cleaned_data["name"])
        messages.success(request, _("Nama wilayah sudah diganti."))
        return redirect("citizens:neighbourhoods")
    context = {
        "areas": [label for code, label in neighbourhood_choices(village) if code not in ("", village)],
        "new": new,
        "rename": rename,
        "form": rename if renaming else new,
    }
    return render(request, "citizens/neighbourhoods.html", context)
