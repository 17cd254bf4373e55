"""Recording life events: one page an event, which asks what it needs and keeps what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from citizens import event_forms as forms
from citizens.errors import EventRefused
from citizens.event_queries import family_in_reach, prefill
from citizens.journal import subject_of, subject_of_family
from citizens.models import Family, LifeEvent, Resident
from citizens.person_form import CorrectionForm, EnterForm, NewFamilyForm
from citizens.queries import resident_in_reach
from citizens.services.absence import absence_record, family_join_record, return_record
from citizens.services.birth import birth_record
from citizens.services.correct import family_correct, resident_correct
from citizens.services.death import death_record
from citizens.services.enter import move_in_record, resident_enter
from citizens.services.family_split import family_split_record
from citizens.services.head_change import head_change_record
from citizens.services.homes import Home
from citizens.services.marriage import divorce_record, marriage_record
from citizens.services.move_out import Destination, move_out_record
from citizens.services.recording import CLERKS
from foundation.access.guard import reachable
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen

NEW_HOME = (
    LifeEvent.Kind.MOVE_IN,
    LifeEvent.Kind.ENTRY,
    LifeEvent.Kind.FAMILY_SPLIT,
    LifeEvent.Kind.FAMILY_JOIN,
)
Record = Callable[[UUID, Actor, Any], LifeEvent]


@dataclass(frozen=True)
class Deed:
    """An event as a page: its title, its form, and the service that its answers go to."""

    title: Any
    form: type[Form]
    record: Record


def _birth(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    named = {name: told[name] for name in ("name", "sex", "birth_place", "nik", "father_name")}
    return birth_record(pk, actor, form.facts(), **named)


def _death(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    return death_record(
        pk, actor, form.facts(), place=told["place"], cause=told["cause"], new_head_id=told.get("new_head")
    )


def _marriage(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    spouse = None
    if told["spouse_nik"]:
        spouse = reachable(Resident.objects.all(), actor, *CLERKS).filter(nik=told["spouse_nik"]).first()
        if spouse is None:
            raise EventRefused(
                _("Tidak ada warga desa ini dengan NIK itu. Tulis namanya saja bila dari desa lain."),
                "spouse_nik",
            )
    return marriage_record(
        pk,
        actor,
        form.facts(),
        spouse_id=spouse.pk if spouse else None,
        spouse_name=told["spouse_name"],
        joins=told["joins"],
    )


def _divorce(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    return divorce_record(pk, actor, form.facts(), spouse_id=form.cleaned_data["spouse"] or None)


def _correction(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    return resident_correct(pk, actor, form.facts(), form.values())


def _move_out(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    return move_out_record(
        pk,
        actor,
        form.facts(),
        mover_ids=told["movers"],
        destination=Destination(told["destination"], told["village"]),
        new_head_id=told.get("new_head"),
    )


def _head_change(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    return head_change_record(pk, actor, form.facts(), new_head_id=form.cleaned_data["new_head"])


def _split(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    return family_split_record(
        pk,
        actor,
        form.facts(),
        leaver_ids=told["leavers"],
        head_id=told["head"],
        home=form.home(),
        new_head_id=told["new_head"],
    )


def _family_correction(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = {
        name: form.cleaned_data[name] for name in ("number", "address", "area_code", "latitude", "longitude")
    }
    return family_correct(pk, actor, form.facts(), **told)


def _enter(pk: UUID | None, actor: Actor, form: Any) -> LifeEvent:
    home = Home(family_id=pk) if pk else form.home()
    if pk is None:
        # The address was told for the family.
        form.instance.address = ""
    if form.cleaned_data["kind"] == "move_in":
        return move_in_record(form.instance, actor, form.facts(), home, origin=form.cleaned_data["origin"])
    return resident_enter(form.instance, actor, form.facts(), home)


def _absence(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    kind = LifeEvent.Kind(told["kind"])
    return absence_record(pk, actor, form.facts(), kind, new_head_id=told.get("new_head"))


def _return(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    return return_record(pk, actor, form.facts())


def _join(pk: UUID, actor: Actor, form: Any) -> LifeEvent:
    told = form.cleaned_data
    families = reachable(Family.objects.filter(closed_on=None), actor, *CLERKS)
    target = families.filter(number=told["number"]).first()
    if target is None:
        raise EventRefused(_("Tidak ada KK dengan nomor itu di desa ini."), "number")
    return family_join_record(
        pk,
        actor,
        form.facts(),
        joiner_ids=told["joiners"],
        target_id=target.pk,
        relation=told["relation"],
        new_head_id=told.get("new_head"),
    )


OF_RESIDENTS = {
    "lahir": Deed(gettext_lazy("Catat kelahiran"), forms.BirthForm, _birth),
    "meninggal": Deed(gettext_lazy("Catat kematian"), forms.DeathForm, _death),
    "kawin": Deed(gettext_lazy("Catat perkawinan"), forms.MarriageForm, _marriage),
    "hilang": Deed(gettext_lazy("Catat hilang atau pergi"), forms.AbsenceForm, _absence),
    "kembali": Deed(gettext_lazy("Catat kembali"), forms.ReturnForm, _return),
    "cerai": Deed(gettext_lazy("Catat perceraian"), forms.DivorceForm, _divorce),
    "pembetulan": Deed(gettext_lazy("Betulkan data"), CorrectionForm, _correction),
}
OF_FAMILIES = {
    "pindah": Deed(gettext_lazy("Catat pindah keluar"), forms.MoveOutForm, _move_out),
    "ganti-kepala": Deed(gettext_lazy("Ganti kepala keluarga"), forms.HeadChangeForm, _head_change),
    "pisah-kk": Deed(gettext_lazy("Pisah KK"), forms.SplitForm, _split),
    "gabung-kk": Deed(gettext_lazy("Gabung ke KK lain"), forms.JoinForm, _join),
    "pembetulan": Deed(gettext_lazy("Betulkan data KK"), forms.FamilyCorrectionForm, _family_correction),
    "tambah": Deed(gettext_lazy("Tambah anggota keluarga"), EnterForm, _enter),
}


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def resident_event_page(request: HttpRequest, resident_id: UUID, kind: str) -> HttpResponse:
    """Records an event of a resident."""
    actor = actor_of(request)
    resident = resident_in_reach(actor, resident_id, *CLERKS)
    deed = OF_RESIDENTS.get(kind)
    if deed is None:
        raise Http404
    # The record's form has the numbers in full.
    numbers = ["nik"] if kind == "pembetulan" else []
    record_access(
        actor, subject_of(resident), screen=Screen.RESIDENT, purpose=Purpose.REGISTER, fields=numbers
    )
    back = reverse("citizens:resident", args=[resident.pk])
    form = deed.form(request.POST or None, initial=prefill(actor, request), resident=resident)  # type: ignore[call-arg]
    return _answer(request, deed, form, resident.pk, resident.name, back)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def family_event_page(request: HttpRequest, family_id: UUID, kind: str) -> HttpResponse:
    """Records an event of a family."""
    actor = actor_of(request)
    family = family_in_reach(actor, family_id, *CLERKS)
    deed = OF_FAMILIES.get(kind)
    if deed is None:
        raise Http404
    record_access(actor, subject_of_family(family), screen=Screen.RESIDENT, purpose=Purpose.REGISTER)
    subject = family.head.name if family.head else _("Keluarga tanpa kepala")
    back = reverse("citizens:family", args=[family.pk])
    form = deed.form(request.POST or None, initial=prefill(actor, request), family=family)  # type: ignore[call-arg]
    return _answer(request, deed, form, family.pk, subject, back)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def new_family_page(request: HttpRequest) -> HttpResponse:
    """Records a new family with its head; its members are added from its page."""
    form = NewFamilyForm(request.POST or None)
    form.lies_in(actor_of(request).codes(*CLERKS)[0])
    deed = Deed(_("Keluarga baru"), NewFamilyForm, _enter)
    return _answer(request, deed, form, None, "", reverse("citizens:families"))


def _answer(
    request: HttpRequest, deed: Deed, form: Any, pk: UUID | None, subject: str, back: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            event = deed.record(pk, actor_of(request), form)  # type: ignore[arg-type]
        except EventRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        else:
            messages.success(
                request,
                _("Tercatat: %(kind)s, %(name)s.")
                % {"kind": event.get_kind_display(), "name": event.details["name"]},
            )
            return redirect(_next_page(event, back))
    context = {"form": form, "title": deed.title, "subject": subject, "back_url": back}
    return render(request, "citizens/event_form.html", context)


def _next_page(event: LifeEvent, back: str) -> str:
    if event.kind in NEW_HOME:
        return reverse("citizens:family", args=[event.family_after_id])
    return back
