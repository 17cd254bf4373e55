"""Sessions begin anew at each step and end in time; roles count as they are today."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from foundation.accounts.models import RoleAssignment, User
from tests.access.cast import PESANGGARAN, code_now
from tests.acting import ActingClient

from .signing_in import give_password, is_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


class TestWhoMayStay:
    def test_a_deactivated_officer_is_out_at_once(self, sri: User) -> None:
        browser = ActingClient()
        sign_in(browser)
        assert is_in(browser)
        User.objects.filter(pk=sri.pk).update(is_active=False)
        assert not is_in(browser)
        User.objects.filter(pk=sri.pk).update(is_active=True)
        assert not is_in(browser)

    def test_a_deactivated_officer_does_not_get_in(self, sri: User) -> None:
        User.objects.filter(pk=sri.pk).update(is_active=False)
        browser = ActingClient()
        assert give_password(browser).status_code == 200
        assert not is_in(browser)

    def test_a_role_that_ended_yesterday_counts_for_nothing(self, sri: User) -> None:
        browser = ActingClient()
        sign_in(browser)
        assert browser.get("/desa/").status_code == 200
        yesterday = timezone.localdate() - timedelta(days=1)
        RoleAssignment.objects.filter(user=sri).update(valid_until=yesterday)
        assert browser.get("/desa/").status_code == 403

    def test_a_role_counts_to_the_end_of_its_last_day(self, sri: User) -> None:
        browser = ActingClient()
        RoleAssignment.objects.filter(user=sri).update(valid_until=timezone.localdate())
        sign_in(browser)
        assert browser.get("/desa/").status_code == 200

    def test_a_role_of_tomorrow_does_not_count_yet(self, sri: User) -> None:
        RoleAssignment.objects.filter(user=sri).update(valid_from=timezone.localdate() + timedelta(days=1))
        browser = ActingClient()
        sign_in(browser)
        assert browser.get("/desa/").status_code == 403

    def test_whoever_moves_to_another_village_reaches_that_one_only(self, sri: User) -> None:
        browser = ActingClient()
        sign_in(browser)
        RoleAssignment.objects.filter(user=sri).update(area_code=PESANGGARAN)
        page = browser.get("/desa/")
        assert page.status_code == 200
        assert "Pesanggaran" in page.content.decode()

    @pytest.mark.parametrize("demo", [True, False])
    def test_demo_accounts_count_in_demo_mode_only(self, sri: User, settings: Any, *, demo: bool) -> None:
        User.objects.filter(pk=sri.pk).update(is_demo=True)
        settings.DEMO = True
        browser, late = ActingClient(), ActingClient()
        sign_in(browser)
        settings.DEMO = demo
        assert is_in(browser) is demo
        give_password(late)
        assert ("pending_user" in late.session) is demo


class TestSession:
    def test_the_sessions_id_changes_at_each_step(self, sri: User) -> None:
        browser = ActingClient()
        browser.get("/masuk/")
        planted = browser.session
        planted["x"] = 1
        planted.save()
        browser.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key
        ids = [planted.session_key]
        give_password(browser)
        ids.append(browser.session.session_key)
        browser.post("/masuk/kode-keamanan/", {"code": code_now()})
        ids.append(browser.session.session_key)
        assert len(set(ids)) == 3
        assert not Session.objects.filter(pk__in=ids[:2]).exists()

    def test_signing_out_ends_it_on_the_server(self, sri: User) -> None:
        browser = ActingClient()
        sign_in(browser)
        old = browser.cookies[settings.SESSION_COOKIE_NAME].value
        browser.post("/keluar/")
        assert not is_in(browser)
        thief = ActingClient()
        thief.cookies[settings.SESSION_COOKIE_NAME] = old
        assert not is_in(thief)
        assert not Session.objects.filter(pk=old).exists()

    def test_half_an_hour_of_silence_ends_it(self, sri: User) -> None:
        browser = ActingClient()
        start = timezone.now()
        with time_machine.travel(start):
            sign_in(browser)
        for minutes, stays in ((29, True), (58, True), (89, False)):
            with time_machine.travel(start + timedelta(minutes=minutes)):
                assert is_in(browser) is stays

    def test_twelve_hours_end_it_however_busy(self, sri: User) -> None:
        browser = ActingClient()
        start = timezone.now()
        with time_machine.travel(start):
            sign_in(browser)
        for quarter in range(1, 48):
            with time_machine.travel(start + timedelta(minutes=15 * quarter)):
                assert is_in(browser)
        with time_machine.travel(start + timedelta(hours=12, seconds=1)):
            assert not is_in(browser)

    def test_the_cookie_is_for_the_browser_alone(self, sri: User) -> None:
        browser = ActingClient()
        sign_in(browser)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
