"""Officers sign in with a password and a second factor."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.utils import timezone

from foundation.accounts import second_factor
from foundation.accounts.models import SecondFactor, User
from tests.access.cast import PASSWORD, code_now
from tests.acting import ActingClient

from .signing_in import give_password, is_in, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


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
