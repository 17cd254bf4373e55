"""A rule read plainly and the same rule asked of the database give the same answer, for any rule and family."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistance.matching.question import RuleOf, Scope, ask
from assistance.models import Programme, Standing
from assistance.queries.cases import cases_of
from assistance.rules.facts import FACTS, About, Kind
from assistance.rules.family import FamilyCase
from assistance.rules.grammar import COMPARISONS, RuleRefused, read_rule, written
from assistance.rules.reading import holds
from citizens import code_lists
from tests.citizens.factories import FamilyFactory, ResidentFactory

from .factories import ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db

TODAY = date(2028, 2, 28)
CODES = ("pertama", "kedua", "ketiga")
BORN = st.one_of(
    st.dates(date(1935, 1, 1), date(2026, 1, 31)),
    st.integers(0, 90).map(lambda years: date(TODAY.year - years, 2, 28)),
    st.sampled_from([date(2004, 2, 29), date(2008, 2, 29), date(1964, 2, 29)]),
)
MAYBE = st.none() | st.booleans()


def condition(fact: Any) -> st.SearchStrategy[dict[str, Any]]:
    values: st.SearchStrategy[Any]
    if fact.kind == Kind.YES_NO:
        values = st.booleans()
    elif fact.kind == Kind.CHOICE:
        values = st.lists(st.sampled_from([code for code, _ in fact.choices]), min_size=1, max_size=3)
    elif fact.kind == Kind.PROGRAMME:
        values = st.lists(st.sampled_from(CODES), min_size=1, max_size=2)
    else:
        values = st.integers(0, min(fact.highest, 90))
    comparisons = st.sampled_from([str(each) for each in COMPARISONS[fact.kind]])
    return st.fixed_dictionaries({"fact": st.just(fact.name), "is": comparisons, "value": values})


OF_PERSONS = st.one_of([condition(fact) for fact in FACTS.values() if fact.about == About.PERSON])
OF_FAMILIES = st.one_of([condition(fact) for fact in FACTS.values() if fact.about == About.FAMILY])


def joined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"all": some}),
        st.fixed_dictionaries({"any": some}),
        st.fixed_dictionaries({"not": parts}),
    )


def members(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"members": inner, "at_least": st.integers(1, 3)})


def writable(stored: Any) -> bool:
    """Whether the editor takes it: what is nested too deep or too long is refused, and tested elsewhere."""
    try:
        read_rule(stored, for_persons=True, programmes=frozenset(CODES))
    except RuleRefused:
        return False
    return True


PERSON_RULES = st.recursive(OF_PERSONS, joined, max_leaves=3)
FAMILY_RULES = st.recursive(st.one_of(OF_FAMILIES, members(PERSON_RULES)), joined, max_leaves=4).filter(
    writable
)
RULES_FOR_PERSONS = st.recursive(st.one_of(OF_PERSONS, FAMILY_RULES), joined, max_leaves=4).filter(writable)


@st.composite
def persons(draw: st.DrawFn) -> dict[str, Any]:
    pick = lambda codes: st.sampled_from(codes.codes)  # noqa: E731 - one word for eight lists
    return {
        "birth_date": draw(BORN),
        "resident_since": draw(st.none() | BORN),
        "sex": draw(pick(code_lists.SEX)),
        "marital_status": draw(pick(code_lists.MARITAL_STATUS)),
        "relation": draw(st.sampled_from([3, 4, 6, 7])),
        "occupation": draw(pick(code_lists.OCCUPATION)),
        "education": draw(pick(code_lists.EDUCATION)),
        "current_education": draw(st.none() | pick(code_lists.CURRENT_EDUCATION)),
        "disability": draw(pick(code_lists.DISABILITY)),
        "pregnant": draw(MAYBE),
        "chronically_ill": draw(MAYBE),
        "insurance": draw(st.none() | pick(code_lists.INSURANCE)),
        "status": draw(st.sampled_from([code_lists.ALIVE] * 4 + [code_lists.DEAD, code_lists.MOVED])),
    }


WELFARE = st.none() | st.fixed_dictionaries(
    {
        "decile": st.none() | st.integers(1, 10),
        "income": st.none() | st.integers(0, 90),
        "lost_livelihood": MAYBE,
        "housing": st.none() | st.integers(1, 3),
        "unfit_house": MAYBE,
        "electricity": st.none() | st.integers(0, 90),
        "farmland": st.none() | st.integers(0, 90),
    }
)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    family_rule=FAMILY_RULES,
    person_rule=RULES_FOR_PERSONS,
    people=st.lists(persons(), max_size=4),
    welfare=WELFARE,
    received=st.sets(st.sampled_from(CODES)),
    in_town=st.booleans(),
)
def test_the_database_and_the_plain_reading_agree(
    family_rule: Any, person_rule: Any, people: Any, welfare: Any, received: Any, in_town: bool
) -> None:
    with transaction.atomic():
        case, programmes = _settle(people, welfare, received, in_town)
        rules = [
            RuleOf("pertama", 20, False, _read(family_rule, for_persons=False)),
            RuleOf("kedua", 21, True, _read(person_rule, for_persons=True)),
            RuleOf("ketiga", 22, False, None),
        ]
        question = ask(rules, TODAY, Scope(families=(case.id,)))
        found = {row.id: row.entitled for row in Standing.objects.raw(question.sql, question.values)}
        expected = bool(case.members) and holds(rules[0].rule, case)  # type: ignore[arg-type]
        assert found[case.id] == (1 << 20 if expected else 0)
        for person in case.members:
            expected = holds(rules[1].rule, case, person)  # type: ignore[arg-type]
            assert found.get(person.id, 0) == (1 << 21 if expected else 0)
        transaction.set_rollback(True)


def _read(stored: Any, *, for_persons: bool) -> Any:
    rule = read_rule(stored, for_persons=for_persons, programmes=frozenset(CODES))
    again = read_rule(written(rule), for_persons=for_persons, programmes=frozenset(CODES))
    assert again == rule
    return rule


def _settle(people: Any, welfare: Any, received: Any, in_town: bool) -> tuple[FamilyCase, list[Programme]]:
    village = "35.10.16.1004" if in_town else "35.10.01.2001"
    family = FamilyFactory(village_id=village)
    for values in people:
        ResidentFactory(family=family, village_id=village, **values)
    programmes = [ProgrammeFactory(code=code, bit=20 + number) for number, code in enumerate(CODES)]
    for programme in programmes:
        if programme.code in received:
            enrol(programme, family)
    if welfare is not None:
        state_welfare(family, **{"valid_from": TODAY - timedelta(days=9), **welfare})
    return cases_of([family.pk], TODAY)[family.pk], programmes
