"""An officer without a second factor sets one up first."""

from typing import Any

import pytest
from django.utils import timezone

from foundation.accounts import second_factor
from foundation.accounts.models import SecondFactor, User
from tests.access.cast import code_now
from tests.acting import ActingClient

from .signing_in import give_password, is_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


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
