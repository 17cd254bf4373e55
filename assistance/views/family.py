"""One family's page: what it receives, what the rules say of it and why, on today or on any day before."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from assistance.models import Disbursement, Enrolment, Terms
from assistance.queries.cases import welfare_on
from assistance.queries.terms import programme_names
from assistance.queries.verdicts import Clash, FamilyVerdicts, Verdict, verdicts_of
from assistance.rules.counterfactual import OtherValue
from assistance.rules.facts import Origin
from assistance.rules.grammar import RuleRefused
from assistance.rules.words import findings_of, recorded, sentence
from citizens.event_queries import family_in_reach
from citizens.formatting import long_date, neighbourhoods
from citizens.journal import subject_of_family
from citizens.models import Family
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen
from foundation.forms.fields import DateField

from .offices import READERS, WRITERS
from .terms import draft_or_404

PAYMENTS_SHOWN = 12


class DayForm(forms.Form):
    """The day on which the verdict is asked for."""

    tanggal = DateField(label=gettext_lazy("Keadaan pada tanggal"), past_only=True)


@allow(*READERS, write=())
@require_safe
def family_page(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """The verdict of every programme, with the rule's trace, the values used and where they are from."""
    actor = actor_of(request)
    family = family_in_reach(actor, family_id, *READERS)
    record_access(
        actor, subject_of_family(family), screen=Screen.AID, purpose=Purpose.AID, fields=["welfare"]
    )
    draft = _draft(request, actor)
    form = DayForm(request.GET if any(name.startswith("tanggal") for name in request.GET) else None)
    today = timezone.localdate()
    day = form.cleaned_data["tanggal"] if form.is_bound and form.is_valid() else today
    try:
        found = verdicts_of(family.pk, draft.valid_from if draft else day, draft)
    except RuleRefused as refused:
        raise Http404 from refused
    if not found.case.members and day < today and family.created_at.date() > day:
        raise Http404
    names = programme_names()
    verdicts = [_verdict_row(actor, verdict, found, names) for verdict in found.verdicts]
    context = {
        "title": family.head.name if family.head else _("Keluarga tanpa kepala"),
        "family_url": reverse("citizens:family", args=[family.pk])
        if actor.has(Role.OPERATOR, Role.SECRETARY)
        else "",
        "rows": _facts(family, day),
        "members": [_member_words(member, day) for member in found.case.members],
        "form": form,
        "day": long_date(day),
        "is_past": day < today,
        "receives": [enrolment_row(enrolment) for enrolment in found.enrolments],
        "clashes": [_clash_row(clash) for clash in found.clashes],
        "draft": draft,
        "draft_rows": [row for row in verdicts if draft and row["programme"] == draft.programme],
        "missing": [row for row in verdicts if row["entitled"] and not row["receives"]],
        "doubtful": [row for row in verdicts if row["receives"] and not row["entitled"]],
        "rightly": [row for row in verdicts if row["receives"] and row["entitled"]],
        "others": [row for row in verdicts if not row["receives"] and not row["entitled"]],
        "payments": [payment_row(payment) for payment in _payments(family)],
    }
    return render(request, "assistance/family.html", context)


def _draft(request: HttpRequest, actor: Actor) -> Terms | None:
    """Terms that are being written (`?ketentuan=`), for whoever writes them; Http404 for any others."""
    asked = request.GET.get("ketentuan", "")
    if not asked or not actor.has(*WRITERS):
        return None
    try:
        return draft_or_404(UUID(asked))
    except ValueError as error:
        raise Http404 from error


def _facts(family: Family, day: date) -> list[dict[str, str]]:
    place = neighbourhoods({family.area_code})[family.area_code]
    address = ", ".join(part for part in (family.address, place, family.village.official_title) if part)
    facts = [{"label": _("Alamat"), "value": address}]
    for welfare in welfare_on([family.pk], day):
        source = _("%(source)s, sejak %(day)s") % {
            "source": welfare.source,
            "day": long_date(welfare.valid_from),
        }
        decile = str(welfare.decile) if welfare.decile else _("belum ditetapkan")
        facts.append({"label": _("Desil kesejahteraan"), "value": f"{decile} ({source})"})
    if len(facts) == 1:
        facts.append({"label": _("Desil kesejahteraan"), "value": _("belum ada data")})
    return facts


def _member_words(member: Any, day: date) -> str:
    born = member.values["age"]
    years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return _("%(name)s, %(years)d tahun") % {"name": member.name, "years": years}


def _verdict_row(
    actor: Actor, verdict: Verdict, found: FamilyVerdicts, names: dict[str, str]
) -> dict[str, Any]:
    return {
        "programme": verdict.programme,
        "person": verdict.person.name if verdict.person else "",
        "article": verdict.terms.article,
        "since": long_date(verdict.terms.valid_from),
        "entitled": verdict.entitled,
        "receives": verdict.receives,
        "findings": [finding_row(finding, found) for finding in findings_of(verdict.trace, names)],
        "turning": [_turning_row(actor, other, found, names) for other in verdict.turning],
    }


def finding_row(finding: Any, found: FamilyVerdicts) -> dict[str, Any]:
    """A line of a verdict with where its value is from."""
    source, since = found.case.source_of(finding.fact.origin) if finding.fact else ("", None)
    told = ", ".join(part for part in (source, long_date(since) if since else "") if part)
    return {"finding": finding, "source": told, "indent": finding.depth}


def _turning_row(
    actor: Actor, other: OtherValue, found: FamilyVerdicts, names: dict[str, str]
) -> dict[str, Any]:
    fact = other.fact
    value = recorded(fact, other.recorded) if other.recorded is not None else _("belum diketahui")
    wanted = sentence(other.needed, names)
    url = ""
    if (
        other.person is not None
        and fact.origin == Origin.REGISTER
        and actor.has(Role.OPERATOR, Role.SECRETARY)
    ):
        url = reverse("citizens:resident_event", args=[other.person.id, "pembetulan"])
    return {
        "label": fact.label,
        "person": other.person.name if other.person else "",
        "recorded": value,
        "needed": wanted if other.fulfilled else _("bukan: %(rule)s") % {"rule": wanted},
        "url": url,
    }


def enrolment_row(enrolment: Enrolment) -> dict[str, Any]:
    """An enrolment in words."""
    return {
        "name": enrolment.programme.name,
        "person": enrolment.resident.name if enrolment.resident else "",
        "component": enrolment.component,
        "since": long_date(enrolment.starts_on),
        "until": long_date(enrolment.ends_on) if enrolment.ends_on else "",
        "source": enrolment.source,
    }


def _clash_row(clash: Clash) -> dict[str, str]:
    return {
        "first": clash.first.programme.short_name,
        "second": clash.second.programme.short_name,
        "article": clash.exclusion.article,
    }


def _payments(family: Family) -> list[Disbursement]:
    rows = Disbursement.objects.filter(family=family).select_related("enrolment__programme")
    return list(rows.order_by("-period", "id")[:PAYMENTS_SHOWN])


def payment_row(payment: Disbursement) -> dict[str, str]:
    """A payment in words: when, of what, how much, and how it went."""
    amount = number_format(payment.amount, use_l10n=True, force_grouping=True) if payment.amount else ""
    return {
        "programme": payment.enrolment.programme.short_name,
        "period": long_date(payment.period),
        "amount": f"Rp{amount}" if amount else _("bukan uang"),
        "status": str(payment.get_status_display()),
        "note": payment.note,
    }
