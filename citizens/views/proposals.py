"""A proposed event: recording it, taking over who moved here, or setting it aside with a reason."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from citizens.errors import EventRefused
from citizens.event_fields import CHOOSE, EventForm, HomeForm, ReasonForm
from citizens.event_queries import proposal_in_reach
from citizens.event_words import proposal_row
from citizens.models import EventProposal, Family, LifeEvent
from citizens.nik import NumberError, parse_kk_number
from citizens.services.homes import Home
from citizens.services.move_in_accept import move_in_accept
from citizens.services.proposals import proposal_dismiss
from citizens.services.recording import CLERKS
from foundation.access.guard import reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor
from foundation.access.rules import allow
from foundation.audit.journal import Subject, record_access
from foundation.audit.models import Purpose, Screen

FORM_OF = {LifeEvent.Kind.BIRTH: "lahir", LifeEvent.Kind.DEATH: "meninggal"}


class ArrivalForm(EventForm, HomeForm):
    """Where the people live now: in a new family, or with one that is there."""

    joined = forms.CharField(
        label=gettext_lazy("Menumpang pada KK nomor"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Kosongkan bila mereka keluarga sendiri."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-20 sk-digits"}),
    )
    field_order = ["happened_on", "head", "area_code", "address", "number", "joined", "document", "note"]

    def __init__(self, *args: Any, proposal: EventProposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list(zip(proposal.data["movers"], proposal.data["people"], strict=True))
        self.fields["happened_on"].label = gettext_lazy("Tanggal datang")
        self.fields["head"] = forms.ChoiceField(
            label=gettext_lazy("Kepala keluarganya"),
            choices=[CHOOSE, *people],
            required=False,
            initial=people[0][0],
        )
        self.fields["area_code"].required = False
        self.lies_in(proposal.village_id)
        self.order_fields(self.field_order)

    def clean_joined(self) -> str:
        """A KK number that can be one."""
        text: str = self.cleaned_data["joined"]
        try:
            return parse_kk_number(text) if text else ""
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """A family of its own lives somewhere."""
        told = super().clean() or self.cleaned_data
        if not told.get("joined") and not told.get("area_code") and "area_code" not in self.errors:
            self.add_error("area_code", _("Pilih tempat tinggalnya, atau tulis KK tempat menumpang."))
        return told


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def proposal_page(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal with both answers to it."""
    actor = actor_of(request)
    proposal = proposal_in_reach(actor, proposal_id, *CLERKS)
    record_access(
        actor,
        Subject(proposal.resident_id, proposal.area_code),
        screen=Screen.RESIDENT,
        purpose=Purpose.REGISTER,
    )
    is_open = proposal.settled_at is None
    dismissing = "reason" in request.POST
    aside = ReasonForm(request.POST if dismissing else None)
    arrival = None
    if is_open and proposal.kind == LifeEvent.Kind.MOVE_IN:
        posted = request.POST if request.method == "POST" and not dismissing else None
        arrival = ArrivalForm(posted, proposal=proposal, initial={"document": proposal.reference})
    if request.method == "POST" and is_open:
        done = (
            _dismiss(request, proposal, aside) if dismissing else _accept(request, actor, proposal, arrival)
        )
        if done is not None:
            return done
    context = {
        "proposal": proposal_row(proposal),
        "is_open": is_open,
        "dismissal": proposal.dismissal,
        "event_url": reverse("citizens:life_event", args=[proposal.event_id]) if proposal.event_id else "",
        "record_url": _record_url(proposal) if is_open else "",
        "form": arrival if arrival is not None and arrival.is_bound else aside,
        "arrival": arrival,
        "aside": aside,
        "back_url": reverse("citizens:book"),
    }
    return render(request, "citizens/proposal.html", context)


def _record_url(proposal: EventProposal) -> str:
    if proposal.kind == LifeEvent.Kind.MOVE_OUT:
        family_id = proposal.resident.family_id
        page = reverse("citizens:family_event", args=[family_id, "pindah"]) if family_id else ""
        return f"{page}?usulan={proposal.pk}" if page else ""
    kind = FORM_OF.get(LifeEvent.Kind(proposal.kind))
    if kind is None:
        return ""
    page = reverse("citizens:resident_event", args=[proposal.resident_id, kind])
    return f"{page}?usulan={proposal.pk}"


def _dismiss(request: HttpRequest, proposal: EventProposal, form: ReasonForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        proposal_dismiss(proposal.pk, actor_of(request), reason=form.cleaned_data["reason"])
    except EventRefused as refused:
        form.add_error(None, refused.text)
        return None
    messages.success(request, _("Usulan dikesampingkan."))
    return redirect("citizens:book")


def _accept(
    request: HttpRequest, actor: Actor, proposal: EventProposal, form: ArrivalForm | None
) -> HttpResponse | None:
    if form is None or not form.is_valid():
        return None
    try:
        home = _joined(actor, form.cleaned_data["joined"]) if form.cleaned_data["joined"] else form.home()
        event = move_in_accept(proposal.pk, actor, form.facts(), home, head_id=form.cleaned_data["head"])
    except EventRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        return None
    messages.success(request, _("Kepindahan diterima; datanya kini tercatat di desa ini."))
    return redirect("citizens:family", event.family_after_id)


def _joined(actor: Actor, number: str) -> Home:
    family = reachable(Family.objects.all(), actor, *CLERKS).filter(number=number).first()
    if family is None:
        raise EventRefused(_("Tidak ada KK dengan nomor ini di desa ini."), "joined")
    return Home(family_id=family.pk)
