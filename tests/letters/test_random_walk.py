"""Whatever anybody tries in whatever order, requests stay in the states that the contract knows."""

from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from foundation.access.roles import Actor
from letters.errors import NotAllowed, OutOfTurn
from letters.invariants import Scope, examine_everything
from letters.models import Letter, Request
from letters.services.actions import perform
from tests.citizens.factories import ResidentFactory
from tests.letters.factories import a_citizen, a_kind, a_request, an_office, produce
from tests.letters.rules_table import RULES

KINDS = {
    "sktm": ("check", "initial", "sign", "countersign"),
    "domisili": ("check", "initial", "sign"),
    "singkat": ("check", "sign"),
}
ROLES = ("citizen", "operator", "secretary", "head", "camat", "other_citizen")


def foreseen(action: str, role: str, state: str, kind: str) -> str:
    """The state that follows by the contract, or why nothing does."""
    if role == "other_citizen":
        return "unknown"
    if role not in RULES[action].roles:
        return "not allowed"
    sources: tuple[str, ...] = RULES[action].sources
    steps = KINDS[kind]
    if action in ("check", "initial", "sign", "countersign") and action not in steps:
        return "out of turn"
    if action == "sign" and "initial" not in steps:
        sources = ("checked",)
    return RULES[action].target if state in sources else "out of turn"


class Walk(RuleBasedStateMachine):
    """Random people try random things on a few requests; a small model says what must come of it."""

    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.states: dict[Any, tuple[str, str]] = {}
        self.signed = 0

    @initialize()
    def open_the_office(self) -> None:
        self.office = an_office()
        self.resident = ResidentFactory()
        a_kind("singkat", steps=KINDS["singkat"])
        self.people: dict[str, Actor] = {
            "citizen": a_citizen(self.resident),
            "operator": self.office.operator,
            "secretary": self.office.secretary,
            "head": self.office.head,
            "camat": self.office.camat,
            "other_citizen": a_citizen(ResidentFactory()),
        }

    @rule(target=cases, kind=st.sampled_from(sorted(KINDS)), state=st.sampled_from(["draft", "checked"]))
    def somebody_asks(self, kind: str, state: str) -> Any:
        case = a_request(state, kind=kind, resident=self.resident, office=self.office)
        self.states[case.pk] = (kind, state)
        return case.pk

    @rule(case=cases, role=st.sampled_from(ROLES), action=st.sampled_from(sorted(RULES)))
    def somebody_tries(self, case: Any, role: str, action: str) -> None:
        kind, state = self.states[case]
        wanted = foreseen(action, role, state, kind)
        try:
            perform(action, case, self.people[role], note="Sebabnya ini.")
            found = str(Request.objects.values_list("state", flat=True).get(pk=case))
        except Http404:
            found = "unknown"
        except NotAllowed:
            found = "not allowed"
        except OutOfTurn:
            found = "out of turn"
        assert found == wanted, (kind, state, role, action)
        if found == RULES[action].target:
            self.states[case] = (kind, found)
            self.signed += action == "sign"

    @rule(case=cases)
    def the_next_step_is_taken(self, case: Any) -> None:
        """Without it a random walk hardly ever comes as far as a signature."""
        kind, state = self.states[case]
        for action, role in (
            ("submit", "citizen"),
            ("check", "operator"),
            ("initial", "secretary"),
            ("sign", "head"),
            ("countersign", "camat"),
        ):
            if foreseen(action, role, state, kind) == RULES[action].target:
                self.somebody_tries(case, role, action)
                return

    @rule(case=cases)
    def a_worker_makes_the_document(self, case: Any) -> None:
        kind, state = self.states[case]
        if state == ("countersigned" if "countersign" in KINDS[kind] else "signed"):
            produce(Request.objects.get(pk=case))
            self.states[case] = (kind, "issued")

    def teardown(self) -> None:
        try:
            found = dict(Request.objects.filter(pk__in=self.states).values_list("pk", "state"))
            assert found == {pk: state for pk, (_kind, state) in self.states.items()}
            numbers = list(Letter.objects.order_by("sequence").values_list("sequence", flat=True))
            assert numbers == list(range(1, self.signed + 1))
            assert {i.code: b.examples for i, b in examine_everything(Scope(files=False)) if b.count} == {}
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_rendering")
def test_no_walk_leads_to_an_impossible_state() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Walk,
        settings=settings(
            max_examples=15,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
