"""An officer changes the own password: whoever knows the present one, here; everybody else has to sign in anew."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from foundation.accounts.models import OfficerDeed, User
from foundation.accounts.own_password import TRIES
from foundation.accounts.tokens import issue_token
from tests.access.cast import PASSWORD, signed_in
from tests.acting import ActingClient

from .signing_in import give_password, is_in

pytestmark = pytest.mark.django_db
PAGE = "/akun/sandi/"
OWN = "jalan pagi di pantai"


def change(browser: Client, present: str = PASSWORD, password: str = OWN, again: str = "") -> Any:
    return browser.post(PAGE, {"present": present, "password": password, "again": again or password})


def test_the_new_password_counts_and_the_old_one_no_longer(sri: User) -> None:
    browser = signed_in(sri)
    assert PAGE in browser.get("/akun/").content.decode()
    answer = change(browser)
    assert answer["Location"] == "/akun/"
    assert "Kata sandi baru sudah berlaku" in browser.get("/akun/").content.decode()
    assert give_password(ActingClient(), PASSWORD).status_code == 200
    assert give_password(ActingClient(), OWN).status_code == 302


def test_this_session_stays_and_all_others_end(sri: User) -> None:
    here, elsewhere = signed_in(sri), signed_in(sri)
    issue_token(sri)
    before = here.cookies[settings.SESSION_COOKIE_NAME].value
    change(here)
    assert is_in(here)
    assert here.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert here.get("/desa/").status_code == 200
    assert not is_in(elsewhere)
    assert not sri.api_tokens.exists()


def test_it_stands_in_the_journal_of_the_account(sri: User, caplog: Any) -> None:
    with caplog.at_level("INFO", logger="smartkampung.security"):
        change(signed_in(sri))
    deed = OfficerDeed.objects.get()
    assert (deed.by, deed.subject, deed.deed) == (sri, sri, "own_password")
    assert f"password changed user={sri.pk}" in caplog.text
    assert OWN not in caplog.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"present": "salah"}, "Kata sandi sekarang salah"),
        ({"present": ""}, "Ketik kata sandi yang sekarang dipakai"),
        ({"password": "pendek"}, "terlalu pendek"),
        ({"password": "sri@petugas.invalid"}, "terlalu mirip"),
        ({"again": "jalan pagi di sawah"}, "tidak sama"),
        ({"password": PASSWORD}, "Pilih kata sandi lain dari yang sekarang"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(sri: User, typed: dict[str, str], said: str) -> None:
    answer = change(signed_in(sri), **typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    sri.refresh_from_db()
    assert sri.check_password(PASSWORD)
    assert not OfficerDeed.objects.exists()


def test_the_present_password_is_not_guessed_here(sri: User) -> None:
    browser = signed_in(sri)
    for _try in range(TRIES.count):
        change(browser, present="salah")
    assert "Terlalu banyak percobaan" in change(browser).content.decode()
    sri.refresh_from_db()
    assert sri.check_password(PASSWORD)


def test_the_new_password_s_field_tells_nothing_of_the_present_one(sri: User) -> None:
    """Else the limit could be gone around: what is typed as new is compared with what is typed as present."""
    answer = change(signed_in(sri), present="salah", password=PASSWORD).content.decode()
    assert "Pilih kata sandi lain" not in answer
    assert "Kata sandi sekarang salah" in answer
