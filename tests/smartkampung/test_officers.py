"""Who administers a region makes, resets and shuts officers: never themselves, never beyond, and never the last."""

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from foundation.accounts.administration import RefusedDeed, officer_switch
from foundation.accounts.models import OfficerDeed, RoleAssignment, SecondFactor, User
from foundation.accounts.second_factor import secret_of
from foundation.accounts.tokens import issue_token
from tests.access.cast import KECAMATAN, PASSWORD, REGENCY, SARONGAN, code_now, officer, signed_in
from tests.acting import ActingClient
from villages.models import Official

pytestmark = pytest.mark.django_db
OFFICERS = "/kabupaten/petugas/"


@pytest.fixture
def admin() -> User:
    return officer(Role.DISTRICT_ADMIN, REGENCY, "admin.satu")


@pytest.fixture
def browser(admin: User) -> Client:
    return signed_in(admin)


def values(role: str = "operator", area: str = SARONGAN, **more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {"role": role, "area": area, "valid_from": today.isoformat()} | more


def made(browser: Client, **more: str) -> tuple[User, str]:
    page = browser.post(f"{OFFICERS}baru/", values(**({"username": "sri.baru", "name": "Sri Baru"} | more)))
    password = re.search(r'sk-code">([a-z0-9-]{19})<', page.content.decode())
    assert password is not None
    return User.objects.get(username="sri.baru"), password[1]


def deed(browser: Client, user: User, action: str, **data: str) -> Any:
    return browser.post(f"{OFFICERS}{user.pk}/tindakan/{action}/", {"x": "1"} | data)


def deeds_of(user: User) -> list[str]:
    return list(OfficerDeed.objects.filter(subject=user).order_by("at").values_list("deed", flat=True))


class TestFirstSignIn:
    def test_a_new_officer_sets_up_the_factor_and_must_choose_a_password(self, browser: Client) -> None:
        user, password = made(browser)
        assert deeds_of(user) == ["create", "give_role"]
        office = ActingClient()
        office.post("/masuk/", {"username": "sri.baru", "password": password})
        office.get("/masuk/kode-keamanan/pasang/")
        secret = secret_of(SecondFactor.objects.get(user=user))
        answer = office.post("/masuk/kode-keamanan/pasang/", {"code": pyotp.TOTP(secret).now()})
        assert answer["Location"] == "/masuk/kata-sandi/"
        assert office.get("/desa/").status_code == 302
        assert office.get("/akun/").status_code == 302
        same = office.post("/masuk/kata-sandi/", {"password": password, "again": password})
        assert "Pilih kata sandi lain" in same.content.decode()
        weak = office.post("/masuk/kata-sandi/", {"password": "kampung", "again": "kampung"})
        assert weak.status_code == 200
        own = "jalan pagi di pantai"
        assert office.post("/masuk/kata-sandi/", {"password": own, "again": own}).status_code == 302
        assert office.get("/akun/").status_code == 200
        user.refresh_from_db()
        assert not user.must_change_password
        assert user.check_password(own)

    def test_a_program_gets_no_token_before(self, browser: Client) -> None:
        _user, password = made(browser)
        body = {"username": "sri.baru", "password": password}
        answer = ActingClient().post("/api/v1/auth/token", body, content_type="application/json")
        assert answer.status_code == 403

    def test_the_password_page_is_shut_to_who_showed_no_second_factor(self, browser: Client) -> None:
        _user, password = made(browser)
        office = ActingClient()
        office.post("/masuk/", {"username": "sri.baru", "password": password})
        own = "jalan pagi di pantai"
        answer = office.post("/masuk/kata-sandi/", {"password": own, "again": own})
        assert answer["Location"].startswith("/masuk/")
        assert not User.objects.get(username="sri.baru").check_password(own)


class TestDeeds:
    def test_a_head_becomes_an_official(self, browser: Client) -> None:
        user, _password = made(browser, role="head")
        assert Official.objects.get(user_id=user.pk).region_id == SARONGAN

    def test_a_reset_ends_sessions_tokens_and_the_second_factor(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        office = signed_in(user)
        issue_token(user)
        assert office.get("/desa/").status_code == 200
        deed(browser, user, "kata-sandi")
        assert office.get("/desa/").status_code == 302
        assert not user.api_tokens.exists()
        assert SecondFactor.objects.filter(user=user).exists()
        deed(browser, user, "kode-keamanan")
        assert not SecondFactor.objects.filter(user=user).exists()
        user.refresh_from_db()
        assert not user.check_password(PASSWORD)
        assert deeds_of(user) == ["password", "second_factor"]

    def test_an_account_is_shut_at_once_and_opened_again(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        office = signed_in(user)
        deed(browser, user, "nonaktifkan")
        assert office.get("/desa/").status_code == 302
        deed(browser, user, "aktifkan")
        assert deeds_of(user) == ["deactivate", "activate"]
        assert User.objects.get(pk=user.pk).is_active

    def test_a_role_is_given_for_a_term_and_ended(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        until = timezone.localdate() + timedelta(days=30)
        given = values("secretary", valid_until=until.isoformat())
        assert browser.post(f"{OFFICERS}{user.pk}/peran/", given).status_code == 302
        role = user.assignments.get(role="secretary")
        assert role.valid_until == until
        browser.post(f"{OFFICERS}{user.pk}/peran/{role.pk}/akhiri/", {"x": "1"})
        assert not user.assignments.filter(role="secretary").exists()
        assert deeds_of(user) == ["give_role", "end_role"]
        assert "peran diakhiri" in browser.get(f"{OFFICERS}{user.pk}/").content.decode()

    def test_the_second_factor_is_asked_for_again(self, browser: Client) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        session = browser.session
        session["second_factor_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
        session.save()
        assert "Kode keamanan" in deed(browser, user, "nonaktifkan", otp="000000").content.decode()
        assert User.objects.get(pk=user.pk).is_active
        assert deed(browser, user, "nonaktifkan", otp=code_now()).status_code == 302


class TestLimits:
    def test_nobody_acts_on_the_own_account(self, admin: User, browser: Client) -> None:
        for action in ("kata-sandi", "kode-keamanan", "nonaktifkan"):
            assert "diatur oleh admin lain" in deed(browser, admin, action).content.decode()
        answer = browser.post(f"{OFFICERS}{admin.pk}/peran/", values("auditor", REGENCY))
        assert "diatur oleh admin lain" in answer.content.decode()
        assert admin.assignments.count() == 1
        assert not OfficerDeed.objects.exists()

    def test_who_administers_does_not_sign(self, browser: Client) -> None:
        for held, wanted, area in (
            (Role.HEAD, "district_admin", REGENCY),
            (Role.DISTRICT_ADMIN, "subdistrict", KECAMATAN),
        ):
            user = officer(held, SARONGAN if held == Role.HEAD else REGENCY, f"sri.{held}")
            answer = browser.post(f"{OFFICERS}{user.pk}/peran/", values(wanted, area))
            assert "tidak boleh juga menandatangani" in answer.content.decode()
            assert user.assignments.count() == 1

    def test_another_regencys_officers_do_not_exist_here(self, browser: Client) -> None:
        away = officer(Role.OPERATOR, "35.11.01.2001", "jauh")
        above = officer(Role.OPERATOR, SARONGAN, "dua.kabupaten")
        RoleAssignment.objects.create(
            user=above, role=Role.AUDITOR, area_code="35.11", valid_from=timezone.localdate()
        )
        similar = officer(Role.OPERATOR, "35.101.01.2001", "mirip")
        listed = browser.get(OFFICERS).content.decode()
        for user in (away, above, similar):
            assert user.username not in listed
            assert browser.get(f"{OFFICERS}{user.pk}/").status_code == 404
            assert deed(browser, user, "kata-sandi").status_code == 404
            assert User.objects.get(pk=user.pk).check_password(PASSWORD)

    @pytest.mark.parametrize(
        ("role", "area"),
        [("operator", "35.11.01.2001"), ("operator", REGENCY), ("citizen", SARONGAN), ("head", KECAMATAN)],
    )
    def test_roles_are_given_within_the_region_and_at_their_level(
        self, browser: Client, role: str, area: str
    ) -> None:
        user = officer(Role.OPERATOR, SARONGAN, "sri")
        assert browser.post(f"{OFFICERS}{user.pk}/peran/", values(role, area)).status_code == 200
        assert user.assignments.count() == 1

    def test_a_region_keeps_an_administrator(self, admin: User, browser: Client) -> None:
        other = officer(Role.DISTRICT_ADMIN, REGENCY, "admin.dua")
        RoleAssignment.objects.filter(user=admin).update(valid_until=timezone.localdate() + timedelta(days=3))
        role = other.assignments.get()
        ended = browser.post(f"{OFFICERS}{other.pk}/peran/{role.pk}/akhiri/", {"x": "1"})
        assert "harus tetap mempunyai admin" in ended.content.decode()
        assert "harus tetap mempunyai admin" in deed(browser, other, "nonaktifkan").content.decode()
        assert User.objects.get(pk=other.pk).is_active
        officer(Role.DISTRICT_ADMIN, REGENCY, "admin.tiga")
        assert deed(browser, other, "nonaktifkan").status_code == 302

    def test_an_administrator_who_was_removed_meanwhile_does_nothing(self, admin: User) -> None:
        other = officer(Role.DISTRICT_ADMIN, REGENCY, "admin.dua")
        actor = actor_for(admin)
        User.objects.filter(pk=admin.pk).update(is_active=False)
        with pytest.raises(RefusedDeed):
            officer_switch(actor, other.pk, active=False)
