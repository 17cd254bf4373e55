"""Officers' accounts at the edges: terms, regions, who remains in charge, and the second factor on every deed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from foundation.accounts.administration import (
    RefusedDeed,
    officer_create,
    officer_role_end,
    officer_role_give,
    officer_switch,
)
from foundation.accounts.models import OfficerDeed, RoleAssignment, User
from foundation.accounts.role_terms import end_role
from foundation.accounts.tokens import issue_token
from tests.access.cast import PENGANJURAN, REGENCY, SARONGAN, officer, signed_in
from tests.acting import see_everything
from tests.letters.test_races import acting, at_once, kinds
from tests.smartkampung.test_officers import OFFICERS, deed, deeds_of, made, values
from villages.models import Official, Region

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def admin() -> User:
    return officer(Role.DISTRICT_ADMIN, REGENCY, "admin.satu")


@pytest.fixture
def browser(admin: User) -> Client:
    return signed_in(admin)


def give(browser: Client, user: User, **told: str) -> Any:
    return browser.post(f"{OFFICERS}{user.pk}/peran/", values(**told))


def another_admin(username: str = "admin.dua", **term: Any) -> User:
    user = officer(Role.DISTRICT_ADMIN, REGENCY, username)
    if term:
        RoleAssignment.objects.filter(user=user).update(**term)
    return user


class TestTerms:
    def test_a_role_that_begins_later_keeps_administrators_from_signing_and_one_that_is_over_does_not(
        self, browser: Client
    ) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        soon, past = TODAY() + timedelta(days=30), TODAY() - timedelta(days=30)
        held = RoleAssignment.objects.create(
            user=user, role=Role.HEAD, area_code=SARONGAN, valid_from=soon, valid_until=soon
        )
        refused = give(browser, user, role="district_admin", area=REGENCY)
        assert "tidak boleh juga menandatangani" in refused.content.decode()
        RoleAssignment.objects.filter(pk=held.pk).update(valid_from=past, valid_until=past)
        assert give(browser, user, role="district_admin", area=REGENCY).status_code == 302

    @pytest.mark.parametrize(("begins", "ends"), [(-9, -1), (5, 4)])
    def test_a_term_that_is_over_or_runs_backwards_is_refused(
        self, browser: Client, begins: int, ends: int
    ) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        term = {
            name: (TODAY() + timedelta(days=days)).isoformat()
            for name, days in (("valid_from", begins), ("valid_until", ends))
        }
        assert "sebelum tanggal mulai" in give(browser, user, role="secretary", **term).content.decode()
        assert user.assignments.count() == 1

    def test_the_end_of_a_role_that_is_over_stays_the_day_it_was(self) -> None:
        user, began, ended = officer(Role.OPERATOR, SARONGAN, "sri"), TODAY(), TODAY()
        began, ended = began - timedelta(days=900), ended - timedelta(days=500)
        RoleAssignment.objects.filter(user=user).update(valid_from=began, valid_until=ended)
        end_role(user.pk, Role.OPERATOR, SARONGAN, valid_from=began)
        assert user.assignments.get().valid_until == ended

    def test_who_signs_is_an_official_for_as_long_as_the_role_lasts(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        until = TODAY() + timedelta(days=30)
        assert give(browser, user, role="secretary", valid_until=until.isoformat()).status_code == 302
        official = Official.objects.get(user_id=user.pk)
        assert (official.title, official.term_start, official.term_end) == ("Sekretaris Desa", TODAY(), until)
        clerk = officer(Role.OPERATOR, PENGANJURAN, "wulan")
        give(browser, clerk, role="secretary", area=PENGANJURAN)
        assert Region.objects.get(pk=PENGANJURAN).is_kelurahan
        assert Official.objects.get(user_id=clerk.pk).title == "Sekretaris Kelurahan"

    def test_the_list_is_searched_and_names_the_roles_that_count(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri.rahayu", name="Sri Rahayu")
        officer(Role.OPERATOR, PENGANJURAN, "wulan", name="Wulan Sari")
        RoleAssignment.objects.create(
            user=user,
            role=Role.SECRETARY,
            area_code=SARONGAN,
            valid_from=TODAY() - timedelta(days=60),
            valid_until=TODAY() - timedelta(days=30),
        )
        for text in ("rahayu", "sri.rah", SARONGAN, "35.10.01"):
            page = browser.get(OFFICERS, {"q": text}).content.decode()
            assert "Sri Rahayu" in page, text
            assert "Wulan Sari" not in page, text
            assert f"· {SARONGAN}" in page
            assert f"Sekretaris Desa · {SARONGAN}" not in page


class TestRegions:
    def test_nobody_is_made_an_officer_of_another_regency(self, admin: User) -> None:
        stranger = User(username="jauh", name="Jauh")
        with pytest.raises(RefusedDeed):
            officer_create(
                actor_for(admin), stranger, "operator", "35.11.01.2001", valid_from=TODAY(), valid_until=None
            )
        clerk = officer(Role.OPERATOR, SARONGAN, "sri")
        with pytest.raises(RefusedDeed):
            officer_role_give(
                actor_for(admin), clerk.pk, "operator", "35.11.01.2001", valid_from=TODAY(), valid_until=None
            )
        assert not OfficerDeed.objects.exists()

    def test_an_unknown_region_is_said_at_the_field(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        assert "tidak dikenal" in give(browser, user, area="35.10.99.2001").content.decode()

    def test_a_role_is_ended_on_its_own_officers_page_alone(self, admin: User, browser: Client) -> None:
        user, other = officer(Role.OPERATOR, SARONGAN, "sri"), officer(Role.OPERATOR, SARONGAN, "joko")
        role = other.assignments.get()
        assert browser.post(f"{OFFICERS}{user.pk}/peran/{role.pk}/akhiri/", {"x": "1"}).status_code == 404
        assert other.assignments.get().valid_until is None


class TestWhoRemains:
    @pytest.mark.parametrize("remaining", ["shut", "later", "elsewhere", "ending"])
    def test_the_last_one_stays_where_no_other_really_administers(self, admin: User, remaining: str) -> None:
        last = another_admin()
        RoleAssignment.objects.filter(user=admin).update(valid_until=TODAY() + timedelta(days=3))
        terms: dict[str, dict[str, Any]] = {
            "shut": {},
            "later": {"valid_from": TODAY() + timedelta(days=9)},
            "elsewhere": {"area_code": "35.11"},
            "ending": {"valid_until": TODAY() + timedelta(days=9)},
        }
        third = another_admin("admin.tiga", **terms[remaining])
        User.objects.filter(pk=third.pk).update(is_active=remaining != "shut")
        with pytest.raises(RefusedDeed, match="harus tetap mempunyai admin"):
            officer_role_end(actor_for(admin), last.pk, last.assignments.get().pk)

    def test_whoever_was_removed_meanwhile_changes_no_account(self, admin: User) -> None:
        another_admin()
        clerk, actor = officer(Role.OPERATOR, SARONGAN, "sri"), actor_for(admin)
        RoleAssignment.objects.filter(user=admin).update(valid_until=TODAY() - timedelta(days=1))
        with pytest.raises(RefusedDeed, match="sudah berakhir"):
            officer_switch(actor, clerk.pk, active=False)
        assert User.objects.get(pk=clerk.pk).is_active

    def test_a_program_of_a_shut_account_or_an_old_password_is_shut_out(self, browser: Client) -> None:
        for action in ("nonaktifkan", "kata-sandi"):
            user = officer(Role.OPERATOR, SARONGAN, f"sri.{action}")
            issue_token(user)
            deed(browser, user, action)
            assert not user.api_tokens.exists()

    def test_what_is_so_already_is_no_deed(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        deed(browser, user, "aktifkan")
        deed(browser, user, "nonaktifkan")
        deed(browser, user, "nonaktifkan")
        assert deeds_of(user) == ["deactivate"]


class TestDoors:
    def test_no_deed_without_a_fresh_second_factor(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        role = user.assignments.get()
        session = browser.session
        session["second_factor_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
        session.save()
        wrong = {"otp": "000000"}
        newcomer = values(username="sri.baru", name="Sri Baru")
        for address, data in (
            (f"{OFFICERS}baru/", newcomer),
            (f"{OFFICERS}{user.pk}/peran/", values("secretary")),
            (f"{OFFICERS}{user.pk}/peran/{role.pk}/akhiri/", {}),
            (f"{OFFICERS}{user.pk}/tindakan/kata-sandi/", {}),
        ):
            page = browser.post(address, data | wrong)
            assert page.status_code == 200, address
            assert 'name="otp"' in page.content.decode(), address
        assert not OfficerDeed.objects.exists()

    def test_a_first_password_is_shown_once_and_kept_by_no_cache(self, browser: Client) -> None:
        answer = browser.post(f"{OFFICERS}baru/", values(username="sri.baru", name="Sri Baru"))
        assert "no-store" in answer["Cache-Control"]

    def test_a_name_is_given_once_however_it_is_written(self, browser: Client) -> None:
        made(browser)
        User.objects.filter(username="sri.baru").update(username="Sri.Baru")
        again = browser.post(f"{OFFICERS}baru/", values(username="sri.baru", name="Sri Lain"))
        assert "sudah dipakai" in again.content.decode()
        assert User.objects.filter(username__iexact="sri.baru").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_two_administrators_do_not_remove_each_other_at_once() -> None:
    pair = [officer(Role.DISTRICT_ADMIN, REGENCY, name) for name in ("admin.satu", "admin.dua")]
    actors = [actor_for(user) for user in pair]
    for _round in range(6):
        results = at_once(
            [
                acting(me, lambda me=me, other=other: officer_switch(me, other.pk, active=False))  # type: ignore[misc]
                for me, other in zip(actors, reversed(pair), strict=True)
            ]
        )
        assert kinds(results) == {"NoneType": 1, "RefusedDeed": 1}, results
        see_everything()
        assert User.objects.filter(is_active=True, pk__in=[user.pk for user in pair]).count() == 1
        User.objects.update(is_active=True)
