"""Signing in as an officer would."""

from typing import Any

from tests.access.cast import PASSWORD, code_now
from tests.acting import ActingClient


def give_password(browser: ActingClient, password: str = PASSWORD, **data: str) -> Any:
    return browser.post("/masuk/", {"username": "sri", "password": password} | data)


def sign_in(browser: ActingClient, **data: str) -> Any:
    give_password(browser, **data)
    return browser.post("/masuk/kode-keamanan/", {"code": code_now()})


def is_in(browser: ActingClient) -> bool:
    return browser.get("/akun/").status_code == 200
