"""Which programmes there are, and the terms in force on a day."""

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet

from assistance.matching.question import RuleOf
from assistance.models import Programme, Terms
from assistance.rules.grammar import Rule, read_rule


def programme_codes() -> frozenset[str]:
    """Codes of all programmes, which rules may name."""
    return frozenset(Programme.objects.values_list("code", flat=True))


def programme_names() -> dict[str, str]:
    """What programmes are called for short, by code."""
    return dict(Programme.objects.values_list("code", "short_name"))


def terms_on(day: date) -> QuerySet[Terms]:
    """The published terms in force on a day, each with its programme."""
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    return Terms.objects.filter(in_force, state=Terms.State.PUBLISHED, valid_from__lte=day).select_related(
        "programme"
    )


def rule_of(terms: Terms, codes: frozenset[str]) -> Rule:
    """The rule of some terms, read; the same rule is read once in a process."""
    return _rule(json.dumps(terms.rule), codes, for_persons=not terms.programme.is_for_families)


@lru_cache(maxsize=256)
def _rule(stored: str, codes: frozenset[str], *, for_persons: bool) -> Rule:
    return read_rule(json.loads(stored), for_persons=for_persons, programmes=codes)


def rules_on(day: date, instead: Iterable[Terms] = ()) -> list[RuleOf]:
    """Every programme with its rule on a day.

    Args: instead: terms (drafts, next year's) that stand in for those in force of the same programme.
    """
    programmes = list(Programme.objects.order_by("bit"))
    codes = frozenset(programme.code for programme in programmes)
    in_force = {terms.programme_id: terms for terms in terms_on(day)}
    in_force |= {terms.programme_id: terms for terms in instead}
    return [
        RuleOf(
            programme.code,
            programme.bit,
            not programme.is_for_families,
            rule_of(in_force[programme.pk], codes) if programme.pk in in_force else None,
        )
        for programme in programmes
    ]
