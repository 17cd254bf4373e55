"""Officers sign in with a password and a second factor; roles count as they are today."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts import second_factor
from foundation.accounts.models import RoleAssignment, SecondFactor, User
from foundation.accounts.sign_in import TRIES_PER_PAIR
from tests.access.cast import PASSWORD, PESANGGARAN, SARONGAN, code_now, officer
from tests.acting import ActingClient

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


@pytest.fixture
def sri() -> User:
    return officer(Role.OPERATOR, SARONGAN, "sri")


def give_password(browser: ActingClient, password: str = PASSWORD, **data: str) -> Any:
    return browser.post("/masuk/", {"username": "sri", "password": password} | data)


def sign_in(browser: ActingClient, **data: str) -> Any:
    give_password(browser, **data)
    return browser.post("/masuk/kode-keamanan/", {"code": code_now()})


def is_in(browser: ActingClient) -> bool:
    return browser.get("/akun/").status_code == 200


class TestWayIn:
    def test_password_and_code_open(self, sri: User) -> None:
        browser = ActingClient()
        answer = give_password(browser)
        assert answer["Location"] == "/masuk/kode-keamanan/"
        assert not is_in(browser)
        answer = browser.post("/masuk/kode-keamanan/", {"code": code_now()})
        assert answer["Location"] == "/ruang-kerja/"
        assert is_in(browser)

    def test_a_wrong_password_says_nothing_of_the_account(self, sri: User) -> None:
        known = give_password(ActingClient(), "salah")
        unknown = ActingClient().post("/masuk/", {"username": "siti", "password": "salah"})
        assert known.status_code == unknown.status_code == 200
        text = "Nama pengguna atau kata sandi salah"
        assert text in known.content.decode()
        assert text in unknown.content.decode()
        assert PASSWORD not in known.content.decode()

    def test_a_wrong_code_does_not_open(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser)
        wrong = f"{(int(code_now()) + 1) % 1_000_000:06d}"
        page = browser.post("/masuk/kode-keamanan/", {"code": wrong})
        assert page.status_code == 200
        assert "Kode salah" in page.content.decode()
        assert not is_in(browser)

    def test_the_second_step_needs_the_first(self, sri: User) -> None:
        browser = ActingClient()
        answer = browser.post("/masuk/kode-keamanan/", {"code": code_now()})
        assert answer["Location"] == "/masuk/"
        assert not is_in(browser)

    def test_ten_wrong_codes_close_the_second_step_for_a_while(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser)
        wrong = f"{(int(code_now()) + 1) % 1_000_000:06d}"
        for _try in range(second_factor.TRIES.count):
            assert browser.post("/masuk/kode-keamanan/", {"code": wrong}).status_code == 200
        answer = browser.post("/masuk/kode-keamanan/", {"code": code_now()})
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
        assert not is_in(browser)

    def test_a_code_opens_one_sign_in(self, sri: User) -> None:
        code = code_now()
        first, second = ActingClient(), ActingClient()
        for browser in (first, second):
            give_password(browser)
            browser.post("/masuk/kode-keamanan/", {"code": code})
        assert is_in(first)
        assert not is_in(second)

    def test_a_code_opens_several_in_demo_mode_only(self, sri: User, settings: Any) -> None:
        settings.SECOND_FACTOR_CODE_REUSABLE = True
        code = code_now()
        first, second = ActingClient(), ActingClient()
        for browser in (first, second):
            give_password(browser)
            browser.post("/masuk/kode-keamanan/", {"code": code})
        assert is_in(first)
        assert is_in(second)

    def test_an_older_code_does_not_open_after_a_newer(self, sri: User) -> None:
        now = timezone.now()
        second_factor.verify(sri, code_now())
        with time_machine.travel(now - timedelta(seconds=30), tick=False):
            older = code_now()
        with pytest.raises(second_factor.WrongCode):
            second_factor.verify(sri, older)

    def test_a_clock_half_a_minute_off_is_forgiven_and_two_minutes_are_not(self, sri: User) -> None:
        now = timezone.now()
        for seconds, fits in ((120, False), (-120, False), (30, True)):
            with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
                code = code_now()
            with time_machine.travel(now, tick=False):
                if fits:
                    second_factor.verify(sri, code)
                else:
                    with pytest.raises(second_factor.WrongCode):
                        second_factor.verify(sri, code)

    def test_the_secret_is_not_stored_in_clear(self, sri: User) -> None:
        factor = SecondFactor.objects.get(user=sri)
        assert second_factor.secret_of(factor) not in factor.secret


class TestAddressAfterwards:
    def test_the_page_that_was_asked_for_comes_next(self, sri: User) -> None:
        browser = ActingClient()
        asked = browser.get("/desa/register/?tahun=2026")
        assert asked["Location"] == "/masuk/?next=%2Fdesa%2Fregister%2F%3Ftahun%3D2026"
        answer = sign_in(browser, next="/desa/register/?tahun=2026")
        assert answer["Location"] == "/desa/register/?tahun=2026"

    def test_a_mistyped_code_does_not_forget_it(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser, next="/desa/loket/")
        browser.post("/masuk/kode-keamanan/", {"code": "000000" if code_now() != "000000" else "000001"})
        answer = browser.post("/masuk/kode-keamanan/", {"code": code_now()})
        assert answer["Location"] == "/desa/loket/"

    @pytest.mark.parametrize(
        "address",
        [
            "//jahat.example/",
            "///jahat.example/",
            "\\\\jahat.example/",
            "/\\jahat.example/",
            "\\/jahat.example",
            "https://jahat.example/",
            "http:jahat.example",
            "javascript:alert(1)",
            "data:text/html,x",
            " //jahat.example",
            "/\t/jahat.example",
            "https:/jahat.example",
            "http://testserver@jahat.example/",
            "http://testserver.jahat.example/",
            "jahat.example",
        ],
    )
    def test_an_address_elsewhere_is_not_followed(self, sri: User, address: str) -> None:
        browser = ActingClient()
        page = browser.get(f"/masuk/?next={quote(address)}")
        assert page.status_code == 200
        answer = sign_in(browser, next=address)
        assert answer.status_code == 302
        assert answer["Location"] == "/ruang-kerja/"

    def test_an_address_starts_no_header(self, sri: User) -> None:
        answer = sign_in(ActingClient(), next="/desa/\r\nSet-Cookie: x=1")
        assert "x" not in answer.cookies
        assert "\n" not in answer["Location"]


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


class TestLimits:
    def test_the_pair_of_account_and_address_is_closed_not_the_account(self, sri: User) -> None:
        attacker = ActingClient(REMOTE_ADDR="10.0.0.66")
        for _try in range(TRIES_PER_PAIR.count):
            assert give_password(attacker, "salah").status_code == 200
        page = give_password(attacker)
        assert "Terlalu banyak percobaan" in page.content.decode()
        assert "pending_user" not in attacker.session
        assert give_password(ActingClient(REMOTE_ADDR="10.0.0.1")).status_code == 302
        assert attacker.post("/masuk/", {"username": "siti", "password": "x"}).status_code == 200

    def test_the_right_password_starts_the_count_anew(self, sri: User) -> None:
        browser = ActingClient()
        for _round in range(2):
            for _try in range(TRIES_PER_PAIR.count - 1):
                give_password(browser, "salah")
            assert give_password(browser).status_code == 302

    def test_a_forwarded_address_is_not_believed(self, sri: User) -> None:
        for number in range(TRIES_PER_PAIR.count):
            give_password(ActingClient(HTTP_X_FORWARDED_FOR=f"10.1.1.{number}"), "salah")
        page = give_password(ActingClient(HTTP_X_FORWARDED_FOR="10.9.9.9"))
        assert "Terlalu banyak percobaan" in page.content.decode()

    def test_a_known_proxy_is_believed(self, sri: User, settings: Any) -> None:
        settings.TRUSTED_PROXIES = ["127.0.0.1"]
        for _try in range(TRIES_PER_PAIR.count):
            give_password(ActingClient(HTTP_X_FORWARDED_FOR="10.1.1.1"), "salah")
        # Only what the proxy itself added counts, and that is the last address.
        spoofed = give_password(ActingClient(HTTP_X_FORWARDED_FOR="10.8.8.8, 10.1.1.1"))
        assert "Terlalu banyak percobaan" in spoofed.content.decode()
        assert give_password(ActingClient(HTTP_X_FORWARDED_FOR="10.2.2.2")).status_code == 302


class TestEnrolment:
    """An officer without a second factor sets one up, and gets nowhere else before."""

    @pytest.fixture(autouse=True)
    def _none_yet(self, sri: User) -> None:
        SecondFactor.objects.all().delete()

    def test_nothing_else_is_open(self) -> None:
        browser = ActingClient()
        give_password(browser)
        assert browser.get("/masuk/kode-keamanan/")["Location"] == "/masuk/kode-keamanan/pasang/"
        for address in ("/desa/", "/akun/", "/desa/penduduk/", "/api/v1/residents?q=sugeng"):
            assert browser.get(address).status_code in (302, 401)

    def test_the_first_code_puts_it_to_use(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser)
        page = browser.get("/masuk/kode-keamanan/pasang/").content.decode()
        secret = second_factor.secret_of(SecondFactor.objects.get(user=sri))
        assert secret in page
        assert "<svg" in page
        assert not second_factor.is_confirmed(sri)
        answer = browser.post("/masuk/kode-keamanan/pasang/", {"code": code_now(secret)})
        assert answer["Location"] == "/ruang-kerja/"
        assert second_factor.is_confirmed(sri)
        assert is_in(browser)

    def test_the_secret_stays_while_it_is_being_set_up(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser)
        pages = [browser.get("/masuk/kode-keamanan/pasang/").content.decode() for _time in range(2)]
        secret = second_factor.secret_of(SecondFactor.objects.get(user=sri))
        assert all(secret in page for page in pages)

    def test_a_secret_in_use_is_never_shown_again(self, sri: User) -> None:
        second_factor.enrol(sri)
        SecondFactor.objects.update(confirmed_at=timezone.now())
        browser = ActingClient()
        give_password(browser)
        answer = browser.get("/masuk/kode-keamanan/pasang/")
        assert answer.status_code == 302
        assert answer["Location"] == "/masuk/"

    def test_a_wrong_code_leaves_it_unused(self, sri: User) -> None:
        browser = ActingClient()
        give_password(browser)
        browser.get("/masuk/kode-keamanan/pasang/")
        browser.post("/masuk/kode-keamanan/pasang/", {"code": "12"})
        assert not second_factor.is_confirmed(sri)
        assert not is_in(browser)
