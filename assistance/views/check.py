"""Cek Bansos: a citizen's own aid, and for everybody a check that tells no more than yes."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from assistance.models import Disbursement
from assistance.queries.terms import programme_names
from assistance.queries.verdicts import FamilyVerdicts, Verdict, enrolments_on, verdicts_of
from assistance.rules.facts import Origin
from assistance.rules.words import findings_of, recorded, sentence
from assistance.services.contests import own_contests
from assistance.services.public_check import KNOWN_DIGITS, is_listed
from citizens.formatting import long_date
from citizens.nik import NumberError, parse_nik
from foundation.access.middleware import actor_of
from foundation.access.rate_limit import client_address
from foundation.access.rules import ANYONE, allow
from foundation.forms.fields import DateField, DigitsField

from .family import enrolment_row, finding_row, payment_row
from .programmes import gives

PAYMENTS_SHOWN = 24


class CheckForm(forms.Form):
    """What stands on one's own papers."""

    nik = DigitsField(label=gettext_lazy("NIK"), length=16, subject="NIK")
    born = DateField(label=gettext_lazy("Tanggal lahir"), past_only=True)
    family_digits = DigitsField(
        label=gettext_lazy("Empat angka terakhir nomor KK"),
        length=KNOWN_DIGITS,
        subject=gettext_lazy("Empat angka terakhir nomor KK"),
        help_text=gettext_lazy("Nomor Kartu Keluarga ada di bagian atas KK."),
    )

    def clean_nik(self) -> str:
        """The digits, when they can be a NIK at all."""
        try:
            return parse_nik(self.cleaned_data["nik"]).number
        except NumberError as error:
            raise forms.ValidationError(str(error)) from error


@allow(ANYONE)
@require_http_methods(["GET", "POST"])
def check_page(request: HttpRequest) -> HttpResponse:
    """The own family's aid for a citizen who is signed in; the form of three things for everybody else."""
    actor = actor_of(request)
    if actor.is_citizen and actor.family_id is not None:
        return _own_page(request, actor.family_id)
    form = CheckForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        context["is_listed"] = is_listed(
            told["nik"], told["born"], told["family_digits"], address=client_address(request)
        )
        context["is_answered"] = True
    return render(request, "assistance/check.html", context)


def _own_page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    today = timezone.localdate()
    found = verdicts_of(family_id, today)
    names = programme_names()
    payments = Disbursement.objects.filter(family=family_id).select_related("enrolment__programme")
    verdicts = [_row(verdict, found, names) for verdict in found.verdicts]
    context = {
        "day": long_date(today),
        "receives": [enrolment_row(enrolment) for enrolment in enrolments_on(family_id, today)],
        "payments": [payment_row(payment) for payment in payments.order_by("-period", "id")[:PAYMENTS_SHOWN]],
        "missing": [row for row in verdicts if row["entitled"] and not row["receives"]],
        "others": [row for row in verdicts if not row["entitled"] and not row["receives"]],
        "clashes": found.clashes,
        "decile": found.case.values.get("decile"),
        "source": found.case.welfare_source,
        "since": long_date(found.case.welfare_since) if found.case.welfare_since else "",
        "contests": own_contests(actor_of(request).recipient_id),
        "current": "aid",
    }
    return render(request, "assistance/own_aid.html", context)


def _row(verdict: Verdict, found: FamilyVerdicts, names: dict[str, str]) -> dict[str, Any]:
    return {
        "programme": verdict.programme,
        "person": verdict.person.name if verdict.person else "",
        "gives": gives(verdict.terms),
        "article": verdict.terms.article,
        "since": long_date(verdict.terms.valid_from),
        "documents": verdict.terms.documents,
        "entitled": verdict.entitled,
        "receives": verdict.receives,
        "findings": [finding_row(finding, found) for finding in findings_of(verdict.trace, names)],
        "turning": [_turning(other, names) for other in verdict.turning],
    }


def _turning(other: Any, names: dict[str, str]) -> dict[str, str]:
    fact = other.fact
    wanted = sentence(other.needed, names)
    is_register = fact.origin == Origin.REGISTER
    return {
        "label": fact.label,
        "person": other.person.name if other.person else "",
        "recorded": recorded(fact, other.recorded) if other.recorded is not None else _("belum diketahui"),
        "needed": wanted if other.fulfilled else _("bukan: %(rule)s") % {"rule": wanted},
        "url": "my_data" if is_register else "",
    }
