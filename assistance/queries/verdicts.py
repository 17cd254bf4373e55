"""What the rules say of a family or a person on a day, and why: the terms, the trace, and what would turn it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from assistance.models import Enrolment, Exclusion, Programme, Terms
from assistance.rules.counterfactual import OtherValue, what_would_turn
from assistance.rules.family import FamilyCase, Member
from assistance.rules.reading import Trace, explain

from .cases import cases_of
from .terms import programme_codes, rule_of, terms_on


@dataclass(frozen=True)
class Verdict:
    """One programme's answer for a family, or for one person of it."""

    programme: Programme
    terms: Terms
    person: Member | None
    trace: Trace
    enrolment: Enrolment | None
    turning: tuple[OtherValue, ...]

    @property
    def entitled(self) -> bool:
        return self.trace.holds

    @property
    def receives(self) -> bool:
        return self.enrolment is not None


@dataclass(frozen=True)
class Clash:
    """Two enrolments of a family that exclude each other, and the article that says so."""

    first: Enrolment
    second: Enrolment
    exclusion: Exclusion


@dataclass(frozen=True)
class FamilyVerdicts:
    """Everything that is said of a family on a day."""

    case: FamilyCase
    verdicts: tuple[Verdict, ...]
    enrolments: tuple[Enrolment, ...]
    clashes: tuple[Clash, ...]


def verdicts_of(family_id: UUID, day: date, draft: Terms | None = None) -> FamilyVerdicts:
    """Every programme's verdict on a family as the register, the data and the rules were on the day.

    Of programmes for persons one verdict for each living member. KeyError for a family out of reach.

    Args: draft: terms that are being written, read instead of those in force; RuleRefused where they are not whole.
    """
    case = cases_of([family_id], day)[family_id]
    codes = programme_codes()
    enrolments = enrolments_on(family_id, day)
    verdicts = []
    for terms in _terms(day, draft):
        rule = rule_of(terms, codes)
        people: tuple[Member | None, ...] = (None,) if terms.programme.is_for_families else case.members
        for person in people:
            held = _held(enrolments, terms.programme, person)
            turning = () if held else tuple(what_would_turn(rule, case, person))
            trace = explain(rule, case, person)
            verdicts.append(Verdict(terms.programme, terms, person, trace, held, turning))
    return FamilyVerdicts(case, tuple(verdicts), tuple(enrolments), tuple(clashes_of(enrolments, day)))


def _terms(day: date, draft: Terms | None) -> list[Terms]:
    found = list(terms_on(day).order_by("programme__bit"))
    if draft is None:
        return found
    return [draft, *(terms for terms in found if terms.programme_id != draft.programme_id)]


def enrolments_on(family_id: UUID, day: date) -> list[Enrolment]:
    """What a family and its people received on a day."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    rows = Enrolment.objects.filter(running, family=family_id, starts_on__lte=day)
    return list(rows.select_related("programme", "resident").order_by("programme__bit", "id"))


def clashes_of(enrolments: list[Enrolment], day: date) -> list[Clash]:
    """The pairs of enrolments of one family that exclude each other on a day."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    found = []
    for exclusion in Exclusion.objects.filter(in_force, valid_from__lte=day):
        for first in enrolments:
            for second in enrolments:
                if _fits(first, exclusion.first_id, exclusion.first_component) and _fits(
                    second, exclusion.second_id, exclusion.second_component
                ):
                    found.append(Clash(first, second, exclusion))
    return found


def _fits(enrolment: Enrolment, programme_id: UUID, component: str) -> bool:
    return enrolment.programme_id == programme_id and component in ("", enrolment.component)


def _held(enrolments: list[Enrolment], programme: Programme, person: Member | None) -> Enrolment | None:
    for enrolment in enrolments:
        if enrolment.programme_id != programme.pk:
            continue
        if person is None or enrolment.resident_id == person.id:
            return enrolment
    return None
