"""Writing rules without code: part by part, seen before they take effect, and put in force one after the other."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assistance.errors import AidRefused
from assistance.models import MatchingRun, Standing, Terms
from assistance.queries.simulation import changes_under, names_under
from assistance.queries.terms import terms_on
from assistance.rules import editing
from assistance.rules.editing import with_moved
from assistance.services.match import match_everybody
from assistance.services.runs import run_ask
from assistance.services.terms import draft_begin, terms_publish
from foundation.access.roles import Actor, Grant, Role
from tests.access.cast import REGENCY, officer, signed_in
from tests.citizens.factories import PESANGGARAN, SARONGAN, household
from villages.models import Region

from .factories import POOR, ProgrammeFactory, TermsFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db


def dinsos() -> Actor:
    user = officer(Role.SOCIAL_OFFICER, REGENCY)
    return Actor(user_id=user.pk, name="Bu Dwi", grants=(Grant(Role.SOCIAL_OFFICER, REGENCY),))


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_an_officer_writes_a_rule_by_its_pages_sees_what_it_changes_and_puts_it_in_force() -> None:
    programme = ProgrammeFactory(code="bantuan-baru")
    old = household(birth_date=date(1950, 1, 1))[0].family
    state_welfare(old, 2)
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    client.post("/bansos/program/bantuan-baru/rancangan/")
    terms = Terms.objects.get(programme=programme)
    home = f"/bansos/ketentuan/{terms.pk}/"
    assert "kosong" in client.get(home).content.decode()
    client.post(f"{home}butir/?tempat=&fact=decile", {"comparison": "at_most", "value": "3"})
    client.post(f"{home}ubah/", {"tempat": "", "aksi": "members"})
    client.post(f"{home}butir/?tempat=1.0&fact=age", {"comparison": "at_least", "value": "60"})
    terms.refresh_from_db()
    assert terms.rule == {
        "all": [
            {"fact": "decile", "is": "at_most", "value": 3},
            {"members": {"all": [{"fact": "age", "is": "at_least", "value": 60}]}, "at_least": 1},
        ]
    }
    data = {
        "valid_from": timezone.localdate().isoformat(),
        "article": "Pasal 1",
        "period": "month",
        "amount": "300.000",
    }
    assert client.post(f"{home}data/", data).status_code == 302
    page = client.get(f"{home}simulasi/?wilayah={SARONGAN}").content.decode()
    assert "Sugeng Prayitno" in page
    why = f"/bansos/keluarga/{old.pk}/?ketentuan={terms.pk}"
    assert why in page
    assert "Menurut rancangan, belum berlaku" in client.get(why).content.decode()
    village = signed_in(officer(Role.OPERATOR, SARONGAN))
    assert "rancangan" not in village.get(why).content.decode()
    client.post(f"{home}berlakukan/")
    match_everybody()
    assert Standing.objects.get(pk=old.pk).entitled == 1 << programme.bit


def test_parts_of_a_rule_are_put_in_another_order_and_the_ends_stay() -> None:
    first, second, third = ({"fact": "decile", "is": "at_most", "value": value} for value in (1, 2, 3))
    rule = {"all": [first, {"any": [second, third]}]}
    assert with_moved(rule, (1,), -1) == {"all": [{"any": [second, third]}, first]}
    assert with_moved(rule, (1, 0), 1) == {"all": [first, {"any": [third, second]}]}
    assert with_moved(rule, (0,), -1) == with_moved(rule, (1,), 1) == rule
    with pytest.raises(LookupError):
        with_moved(rule, (4,), -1)
    terms = draft_begin(ProgrammeFactory(), dinsos())
    Terms.objects.filter(pk=terms.pk).update(rule=rule)
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY, "lain"))
    home = f"/bansos/ketentuan/{terms.pk}/"
    assert client.get(home).content.decode().count('value="naik"') == 2
    client.post(f"{home}ubah/", {"tempat": "1", "aksi": "naik"})
    terms.refresh_from_db()
    assert terms.rule == {"all": [{"any": [second, third]}, first]}


def test_a_wrong_value_is_told_and_kept_and_changes_nothing() -> None:
    programme = ProgrammeFactory()
    terms = draft_begin(programme, dinsos())
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY, "lain"))
    page = client.post(
        f"/bansos/ketentuan/{terms.pk}/butir/?tempat=&fact=decile", {"comparison": "at_most", "value": "70"}
    )
    assert page.status_code == 200
    assert "70" in page.content.decode()
    assert Terms.objects.get(pk=terms.pk).rule == {"all": []}


def test_a_rule_that_means_nothing_yet_is_not_put_in_force() -> None:
    terms = draft_begin(ProgrammeFactory(), dinsos())
    with pytest.raises(AidRefused):
        terms_publish(terms.pk, dinsos_again())


def dinsos_again() -> Actor:
    return Actor(name="Bu Dwi", grants=(Grant(Role.SOCIAL_OFFICER, REGENCY),))


def test_new_terms_end_the_ones_before_on_the_day_before() -> None:
    programme = ProgrammeFactory(rule=POOR)
    draft = TermsFactory(programme=programme, state="draft", published_at=None, valid_from=tomorrow())
    terms_publish(draft.pk, dinsos())
    first, second = Terms.objects.filter(programme=programme).order_by("valid_from")
    assert first.valid_until == second.valid_from - timedelta(days=1)
    assert [each.pk for each in terms_on(timezone.localdate()).filter(programme=programme)] == [first.pk]
    assert [each.pk for each in terms_on(tomorrow()).filter(programme=programme)] == [second.pk]


def test_the_database_holds_one_published_terms_a_day() -> None:
    programme = ProgrammeFactory(rule=POOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        TermsFactory(programme=programme, valid_from=date(2024, 5, 1))


def test_the_simulator_tells_who_enters_and_who_leaves_before_anything_changes() -> None:
    programme = ProgrammeFactory(rule=POOR)
    families = {
        decile: household(village)[0].family
        for decile, village in ((2, SARONGAN), (4, SARONGAN), (6, PESANGGARAN))
    }
    for decile, family in families.items():
        state_welfare(family, decile)
    enrol(programme, families[4])
    draft = TermsFactory(
        programme=programme,
        state="draft",
        published_at=None,
        valid_from=tomorrow(),
        rule={
            "any": [
                {"fact": "decile", "is": "at_most", "value": 2},
                {"fact": "decile", "is": "equals", "value": 6},
            ]
        },
    )
    regency, village = Region.objects.get(code=REGENCY), Region.objects.get(code=SARONGAN)
    (whole,) = changes_under(draft, regency)
    assert (whole.before, whole.after, whole.entering, whole.leaving) == (2, 2, 1, 1)
    (leaving,) = names_under(draft, village)
    assert (leaving.family_id, leaving.entitled) == (families[4].pk, 0)
    assert Standing.objects.count() == 0


@pytest.mark.parametrize("kind", ["all", "any", "not", "members"])
def test_what_is_added_can_be_taken_out_again(kind: str) -> None:
    rule: dict[str, Any] = {"all": [POOR]}
    with_group = editing.with_added(rule, (), editing.NEW_GROUPS[kind])
    assert editing.without_part(with_group, (1,)) == rule
    if kind in ("not", "members"):
        filled = editing.with_added(with_group, (1, 0), POOR)
        assert editing.inside_members(filled, (1, 0, 0)) is (kind == "members")
        # What stands alone inside takes its frame with it.
        assert editing.without_part(filled, (1, 0)) == rule


def test_terms_put_in_force_while_a_matching_runs_are_matched_after_it() -> None:
    officer_of_aid = dinsos()
    first = run_ask(officer_of_aid)
    assert run_ask(officer_of_aid) == first, "one that waits has not read its rules yet"
    MatchingRun.objects.filter(pk=first.pk).update(state=MatchingRun.State.RUNNING)
    second = run_ask(officer_of_aid)
    assert second != first
    assert second.state == MatchingRun.State.WAITING
