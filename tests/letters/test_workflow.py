"""Who may do what to a request, and when: every state, every action, every role."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.http import Http404

from foundation.access.roles import NOBODY, Actor, Role
from foundation.accounts.actors import actor_for
from letters.errors import NotAllowed, OutOfTurn
from letters.models import Letter, Request
from letters.services.actions import perform
from letters.workflow import TRANSITIONS, State, is_possible, next_step, sources_of
from tests.citizens.factories import PENGANJURAN, SARONGAN, ResidentFactory
from tests.letters.factories import a_citizen, a_request, an_office, an_officer
from tests.letters.rules_table import INSIDERS, OUTSIDERS, RULES, STATES


def everybody(case: Request) -> dict[str, Actor]:
    """One actor for each role, in reach of the request and out of it."""
    office, elsewhere = an_office(SARONGAN), an_office(PENGANJURAN)
    people: dict[str, Actor] = {
        "citizen": a_citizen(case.resident),
        "operator": office.operator,
        "secretary": office.secretary,
        "head": office.head,
        "camat": office.camat,
        "neighbourhood": actor_for(an_officer("ketua", Role.NEIGHBOURHOOD, case.area_code)),
        "other_citizen": a_citizen(ResidentFactory(village_id=SARONGAN)),
        "other_operator": elsewhere.operator,
        "other_head": elsewhere.head,
        "other_camat": elsewhere.camat,
        "nobody": NOBODY,
    }
    for role in (Role.DISTRICT_ADMIN, Role.SOCIAL_OFFICER, Role.AUDITOR):
        people[role.value] = actor_for(an_officer(role.value, role, "35.10"))
    return people


def outcome(deed: Callable[[], None]) -> str:
    """What comes of an attempt; nothing of it stays."""
    point = transaction.savepoint()
    try:
        deed()
    except Http404:
        return "unknown"
    except NotAllowed:
        return "not allowed"
    except OutOfTurn:
        return "out of turn"
    finally:
        transaction.savepoint_rollback(point)
    return "done"


def expected(role: str, action: str, state: str) -> str:
    if role in OUTSIDERS:
        return "unknown"
    if role not in RULES[action].roles:
        return "not allowed"
    return "done" if state in RULES[action].sources else "out of turn"


@pytest.mark.django_db
@pytest.mark.usefixtures("quick_rendering")
@pytest.mark.parametrize("state", STATES)
def test_each_action_is_done_by_whom_it_belongs_to_and_in_its_turn(state: str) -> None:
    case = a_request("collected" if state == "replaced" else state, kind="sktm")
    if state == "replaced":
        Request.objects.filter(pk=case.pk).update(state="replaced")
    people = everybody(case)
    found = {
        (role, action): outcome(
            lambda role=role, action=action: perform(action, case.pk, people[role], note="Sebabnya ini.")  # type: ignore[misc]
        )
        for role in (*INSIDERS, *OUTSIDERS)
        for action in RULES
    }
    wanted = {
        (role, action): expected(role, action, state) for role in (*INSIDERS, *OUTSIDERS) for action in RULES
    }
    assert found == wanted


@pytest.mark.django_db
@pytest.mark.parametrize("action", [a for a in RULES if a not in ("collect", "revoke")])
def test_an_action_leads_where_the_contract_says(action: str) -> None:
    for state in RULES[action].sources:
        case = a_request(state, kind="sktm")
        actor = everybody(case)[RULES[action].roles[-1]]
        perform(action, case.pk, actor, note="Sebabnya ini.")
        case.refresh_from_db()
        last = case.history.last()
        assert last is not None
        assert (case.state, last.state, last.action) == (RULES[action].target, RULES[action].target, action)
        assert last.actor_id == actor.user_id


def test_the_products_table_has_no_other_ways() -> None:
    assert set(TRANSITIONS) == {*RULES, "issue", "replace"}
    assert set(State.values) == set(STATES)
    everything = ["check", "initial", "sign", "countersign"]
    for action, rule in RULES.items():
        assert sources_of(action, everything) == set(rule.sources), action


@pytest.mark.parametrize(
    ("steps", "way"),
    [
        (["check", "initial", "sign", "countersign"], ["check", "initial", "sign", "countersign", ""]),
        (["check", "initial", "sign"], ["check", "initial", "sign", ""]),
        (["check", "sign"], ["check", "sign", ""]),
        (["check", "sign", "countersign"], ["check", "sign", "countersign", ""]),
        (["initial", "sign"], ["initial", "sign", ""]),
        (["sign"], ["sign", ""]),
        (["sign", "countersign"], ["sign", "countersign", ""]),
    ],
)
def test_a_kind_of_letter_may_leave_steps_out(steps: list[str], way: list[str]) -> None:
    state, walked = "submitted", []
    while True:
        step = next_step(state, steps)
        walked.append(step)
        if not step:
            break
        state = TRANSITIONS[step].target.value
    assert walked == way
    assert is_possible("issue", state, steps)


@pytest.mark.parametrize("steps", [["sign"], ["check", "sign"], ["check", "initial", "sign"]])
@pytest.mark.parametrize("state", STATES)
def test_a_step_that_the_kind_does_not_have_is_never_possible(steps: list[str], state: str) -> None:
    for action in ("check", "initial", "sign", "countersign"):
        if action not in steps:
            assert not is_possible(action, state, steps)


@pytest.mark.parametrize("steps", [["sign"], ["check", "sign"], ["check", "initial", "sign"]])
def test_no_open_state_is_a_dead_end(steps: list[str]) -> None:
    """From each state that a request of this kind can come to, there is a next step until it is signed."""
    reached, waiting = {"submitted"}, ["submitted"]
    while waiting:
        state = waiting.pop()
        for action, transition in TRANSITIONS.items():
            if is_possible(action, state, steps) and transition.target.value not in reached:
                reached.add(transition.target.value)
                waiting.append(transition.target.value)
    for state in reached & {"submitted", "checked", "initialled"}:
        assert next_step(state, steps), state


@pytest.mark.django_db
def test_the_camat_of_the_sub_district_signs_below_the_head() -> None:
    case = a_request("countersigned", kind="sktm")
    letter = Letter.objects.get(request=case)
    assert letter.countersigned_by_id == an_office().camat.user_id
    assert letter.snapshot["countersignatory"]["heading"][0] == "Mengetahui,"
    assert letter.state == "countersigned"
