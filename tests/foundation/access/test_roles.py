"""A role reaches what lies below its region, at a dot."""

import pytest

from foundation.access.roles import NOBODY, Actor, Grant, Role, covers
from foundation.access.rules import ANYONE, SIGNED_IN, Rule, allow, rule_of

CODES = ["35", "35.10", "35.10.01", "35.10.01.2001", "35.10.01.2001.01", "35.10.01.2001.01.003.002"]


@pytest.mark.parametrize("number", range(len(CODES)))
def test_a_region_covers_itself_and_what_is_below(number: int) -> None:
    assert [covers(CODES[number], code) for code in CODES] == [False] * number + [True] * (
        len(CODES) - number
    )


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("35.1", "35.10"),
        ("35.10.01.200", "35.10.01.2001"),
        ("35.10.01.2001", "35.10.01.2002"),
        ("3", "35.10"),
    ],
)
def test_a_beginning_that_ends_within_a_number_covers_nothing(code: str, area: str) -> None:
    assert not covers(code, area)


def test_nobody_holds_nothing() -> None:
    assert not NOBODY.is_signed_in
    assert NOBODY.roles == frozenset()
    with pytest.raises(PermissionError):
        _ = NOBODY.account_id


def test_a_role_counts_where_it_is_held() -> None:
    actor = Actor(
        None, "", None, None, "", (Grant(Role.HEAD, "35.10.01.2001"), Grant(Role.SUBDISTRICT, "35.10.02"))
    )
    assert actor.reaches("35.10.01.2001", Role.HEAD)
    assert not actor.reaches("35.10.02.2001", Role.HEAD)
    assert actor.role_for("35.10.02.2001", Role.HEAD, Role.SUBDISTRICT) == Role.SUBDISTRICT
    assert actor.role_for("35.10.03.2001", Role.HEAD, Role.SUBDISTRICT) == ""


def test_a_view_without_a_rule_has_none() -> None:
    assert rule_of(lambda request: None) is None


@pytest.mark.parametrize(
    ("rule", "method", "roles", "signed_in", "admitted"),
    [
        (Rule(frozenset({ANYONE}), frozenset()), "GET", (), False, True),
        (Rule(frozenset({ANYONE}), frozenset()), "POST", (), False, False),
        (Rule(frozenset({ANYONE}), frozenset()), "DELETE", ("head",), True, False),
        (Rule(frozenset({SIGNED_IN}), frozenset({SIGNED_IN})), "GET", (), False, False),
        (Rule(frozenset({SIGNED_IN}), frozenset({SIGNED_IN})), "PUT", ("head",), True, True),
        (Rule(frozenset({"head"}), frozenset({"operator"})), "HEAD", ("head",), True, True),
        (Rule(frozenset({"head"}), frozenset({"operator"})), "POST", ("head",), True, False),
        (Rule(frozenset({"head"}), frozenset({"operator"})), "TRACE", ("head",), True, False),
        (Rule(frozenset(), frozenset()), "GET", ("head",), True, False),
    ],
)
def test_a_rule_admits(
    *, rule: Rule, method: str, roles: tuple[str, ...], signed_in: bool, admitted: bool
) -> None:
    assert rule.admits(method, frozenset(roles), signed_in=signed_in) is admitted


def test_writers_are_readers_unless_named() -> None:
    assert rule_of(allow(Role.HEAD)(lambda request: None)) == Rule(frozenset({"head"}), frozenset({"head"}))
    assert rule_of(allow(Role.HEAD, write=())(lambda request: None)) == Rule(frozenset({"head"}), frozenset())
