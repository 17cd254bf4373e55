"""Guessing is slowed down, and nobody is locked out by somebody else."""

from typing import Any

import pytest

from foundation.accounts.models import User
from foundation.accounts.sign_in import TRIES_PER_PAIR
from tests.acting import ActingClient

from .signing_in import give_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


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
