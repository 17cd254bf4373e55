"""Programmes, their terms and what families receive, for tests."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from assistance.models import Enrolment, Exclusion, Programme, Terms, Welfare
from citizens.models import Family, Resident

POOR = {"fact": "decile", "is": "at_most", "value": 4}
LONG_AGO = date(2020, 1, 1)


class ProgrammeFactory(factory.django.DjangoModelFactory[Programme]):
    """A programme for families, run by the regency; `terms` gives it a rule that is in force."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"program-{n}")
    name = factory.LazyAttribute(lambda programme: f"Program {programme.code}")
    short_name = factory.LazyAttribute(lambda programme: programme.code.upper())
    owner = Programme.Owner.REGENCY
    fund = "APBD"
    unit = Programme.Unit.FAMILY
    bit = factory.Sequence(lambda n: 20 + n % 40)

    @factory.post_generation
    def rule(self, create: bool, rule: Any, **more: Any) -> None:
        if rule is not None:
            TermsFactory(programme=self, rule=rule, **more)


class TermsFactory(factory.django.DjangoModelFactory[Terms]):
    """Published terms since long ago, for the poorer families."""

    class Meta:
        model = Terms

    programme = factory.SubFactory(ProgrammeFactory)
    state = Terms.State.PUBLISHED
    valid_from = LONG_AGO
    article = "Peraturan Bupati 1/2020 Pasal 3"
    rule = POOR
    amount = 300_000
    period = Terms.Period.MONTH
    published_at = factory.LazyFunction(timezone.now)


def enrol(programme: Programme, family: Family, resident: Resident | None = None, **more: Any) -> Enrolment:
    """An enrolment that has been running for years."""
    values: dict[str, Any] = {"starts_on": LONG_AGO, "source": "SK contoh"} | more
    return Enrolment.objects.create(
        programme=programme,
        family=family,
        resident=resident,
        village_id=family.village_id,
        area_code=family.area_code,
        **values,
    )


def state_welfare(family: Family, decile: int | None = None, **more: Any) -> Welfare:
    """What the welfare data say of a family since long ago."""
    values: dict[str, Any] = {"source": "DTSEN contoh", "valid_from": LONG_AGO} | more
    return Welfare.objects.create(
        family=family,
        village_id=family.village_id,
        area_code=family.area_code,
        decile=decile,
        **values,
    )


def exclude(first: Programme, second: Programme, **more: Any) -> Exclusion:
    """The two programmes may not come to one family."""
    values: dict[str, Any] = {"article": "Peraturan Bupati 1/2020 Pasal 9", "valid_from": LONG_AGO} | more
    return Exclusion.objects.create(first=first, second=second, **values)
