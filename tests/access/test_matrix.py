"""Who may what: every role on every route with its own papers, others' papers, and papers that do not exist.

What is expected stands in matrix.csv, written by hand from the rules of the house and not taken from the code.

Words of the table: ok (shown), done (carried out), back (refused with a message on the page that it came from),
turn (allowed, but not in this state), invalid (allowed, but what was sent is wrong), login (asked to sign in),
forbidden (not this role), missing (as if it did not exist), method (not this way). `elsewhere` and `unknown` say what
a role that may use the route gets for papers out of its reach, and for an id that nobody has.
"""

import csv
from pathlib import Path
from typing import Any

import pytest

from foundation.access.roles import Role
from foundation.access.rules import rule_of
from foundation.accounts.models import User

from .calls import METHODS, Answer, address_of, all_routes, browser, call, ids_of
from .cast import STATIONS, citizen, officer, signed_in, with_token
from .world import PLACES, UNKNOWN, Papers, make_papers

with (Path(__file__).parent / "matrix.csv").open(encoding="utf-8", newline="") as _file:
    MATRIX = list(csv.DictReader(_file))
ROLES = ["anonymous", *Role.values]
# Places whose papers a role reaches; everybody else reaches their own only.
REACH = {
    "operator": {"own", "next_door"},
    "secretary": {"own", "next_door"},
    "head": {"own", "next_door"},
    "subdistrict": {"own", "next_door", "other_village"},
    "social_officer": set(PLACES),
}
# Rules know reading and writing only, so one role trying PUT and PATCH as well is enough.
FEWER_METHODS = ("GET", "POST", "DELETE")
REFUSED = {"login", "forbidden", "missing", "method", "back", "turn", "invalid"}


class Stage:
    """The twin places, and somebody of one role in front of them."""

    def __init__(self, role: str) -> None:
        self.papers: dict[str, Papers] = {"unknown": UNKNOWN}
        residents = {}
        for place in PLACES:
            residents[place], self.papers[place] = make_papers(place)
        self.user = self._user(role, residents["own"])
        self.session = signed_in(self.user).session.session_key if self.user else ""
        self.program = with_token(self.user)

    def call(self, row: dict[str, str], place: str, method: str = "") -> Answer:
        papers = self.papers[place]
        url = address_of(row["route"], papers, row["detail"], row["object"])
        client = self.program if url.startswith("/api/") else browser(self.session or "")
        return call(client, method or row["method"], url, self._data(row, papers), ids_of(papers))

    @staticmethod
    def _user(role: str, resident: Any) -> User | None:
        if role == "anonymous":
            return None
        return citizen(resident) if role == Role.CITIZEN else officer(role, STATIONS[Role(role)])

    @staticmethod
    def _data(row: dict[str, str], papers: Papers) -> dict[str, Any]:
        if row["route"].endswith("/requests"):
            data = {"keperluan": "Melamar pekerjaan"}
            return {"letter_type": "domisili", "resident": str(papers.resident), "data": data}
        if row["route"].endswith("/auth/token"):
            return {"username": "nobody", "password": "wrong"}
        contact = {"phone": "081234567890", "card_seen": "on", "kind": "nik", "purpose": "service"}
        contact |= {"form": "xlsx", "copies": "1", "use": "arsip", "receiver": "Budi", "relation": "pemohon"}
        return {"note": "alasan", "reason": "alasan", "code": "ABCD-EFGH-JKMN"} | contact


# One for each reach: none, the own papers, a village's, a sub-district's.
REACHES = ["anonymous", Role.CITIZEN.value, Role.OPERATOR.value, Role.SUBDISTRICT.value]


@pytest.fixture(params=ROLES)
def stage(request: pytest.FixtureRequest, db: None) -> tuple[str, Stage]:
    return request.param, Stage(request.param)


def test_every_view_has_a_rule() -> None:
    without = [route for route, pattern in all_routes() if rule_of(pattern.callback) is None]
    assert without == []


def test_every_route_stands_in_the_matrix() -> None:
    assert {route for route, _ in all_routes()} == {row["route"] for row in MATRIX}


def test_every_role_stands_in_the_matrix() -> None:
    assert set(ROLES) <= set(MATRIX[0])


def test_the_matrix_names_no_call_twice() -> None:
    calls = [(row["method"], row["route"], row["detail"]) for row in MATRIX]
    assert len(calls) == len(set(calls))


def test_every_role_gets_what_the_matrix_says(stage: tuple[str, Stage]) -> None:
    role, play = stage
    wrong = []
    for row in MATRIX:
        wanted = row[role]
        answer = play.call(row, "own")
        got = answer.outcome(row["method"])
        if got != wanted:
            wrong.append(f"{row['method']} {row['route']} {row['detail']}: {got} instead of {wanted}")
        if got in REFUSED and answer.written:
            wrong.append(f"{row['method']} {row['route']}: {got}, but wrote {sorted(answer.written)}")
    assert not wrong, "\n".join(wrong)


def test_papers_out_of_reach_look_like_papers_that_do_not_exist(stage: tuple[str, Stage]) -> None:
    role, play = stage
    wrong = []
    for row in MATRIX:
        if not row["elsewhere"]:
            continue
        unknown = play.call(row, "unknown")
        for place in _places_beside(role, row):
            near = place in REACH.get(role, set())
            wanted = row[role] if near or row[role] in ("login", "forbidden") else row["elsewhere"]
            answer = play.call(row, place)
            got = answer.outcome(row["method"])
            label = f"{row['method']} {row['route']} {row['detail']} {place}"
            if got != wanted:
                wrong.append(f"{label}: {got} instead of {wanted}")
            if wanted in REFUSED and answer.written:
                wrong.append(f"{label}: wrote {sorted(answer.written)}")
            if (
                not near
                and row["elsewhere"] == row["unknown"] != "ok"
                and not answer.same_to_the_byte(unknown)
            ):
                wrong.append(f"{label}: can be told from an unknown id")
            if not near and row["object"] != "token" and b"Canary" in answer.body:
                wrong.append(f"{label}: names the person")
        wanted = row[role] if row[role] in ("login", "forbidden") else row["unknown"]
        if unknown.outcome(row["method"]) != wanted:
            wrong.append(f"{row['method']} {row['route']} unknown: {unknown.outcome(row['method'])}")
    assert not wrong, "\n".join(wrong)


def _places_beside(role: str, row: dict[str, str]) -> set[str]:
    """Where else to try: an officer reaches the village's other papers like "own"; who may not at all, tries one."""
    if row[role] in ("login", "forbidden"):
        return {"other_village"}
    return PLACES.keys() - {"own"} - ({"next_door"} & REACH.get(role, set()))


def test_other_methods_are_refused(stage: tuple[str, Stage]) -> None:
    """What the matrix does not name is not open: PUT, PATCH, DELETE, and POST or GET where it has no line."""
    role, play = stage
    named = {(row["method"], row["route"]) for row in MATRIX}
    wrong = []
    for row in {row["route"]: row for row in MATRIX}.values():
        for method in METHODS if role == Role.CITIZEN else FEWER_METHODS:
            if (method, row["route"]) in named:
                continue
            answer = play.call(row, "own", method)
            if answer.outcome(method) not in ("login", "forbidden", "missing", "method") or answer.written:
                wrong.append(f"{method} {row['route']}: {answer.outcome(method)} {sorted(answer.written)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("stage", REACHES, indirect=True)
def test_head_and_options_tell_no_more_than_get(stage: tuple[str, Stage]) -> None:
    role, play = stage
    place = "other_district" if role == Role.SUBDISTRICT else "other_village"
    if place in REACH.get(role, set()):
        return
    wrong = []
    for row in {row["route"]: row for row in MATRIX if row["object"] not in ("", "token")}.values():
        for method in ("HEAD", "OPTIONS"):
            unknown = play.call(row, "unknown", method)
            answer = play.call(row, place, method)
            if answer.written or not answer.same_to_the_byte(unknown):
                wrong.append(f"{method} {row['route']} {place}: {answer.status}, {unknown.status}")
    assert not wrong, "\n".join(wrong)
