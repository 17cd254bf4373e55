"""What every answer tells the browser to allow, and what it may keep."""

from typing import Any

import pytest

from foundation.access.request_size import LARGEST_BODY
from foundation.access.roles import Role
from tests.access.cast import SARONGAN, citizen, officer, signed_in, with_token
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory

pytestmark = pytest.mark.django_db
EVERYBODYS = [
    "/",
    "/surat/",
    "/masuk/",
    "/verifikasi/",
    "/v/unknown/",
    "/no-such-page/",
    "/api/docs/",
    "/api/v1/letter-types",
    "/api/v1/no-such-thing",
    "/api/v1/requests",
    "/desa/",
    "/healthz",
    "/demo/kotak-keluar/",
]
OFFICERS = [
    "/desa/",
    "/desa/loket/",
    "/desa/register/",
    "/desa/penduduk/",
    "/akun/",
    "/kabar/",
    "/kecamatan/",
]
OFFICERS += ["/no-such-page/", "/desa/permohonan/00000000-0000-0000-0000-000000000000/", "/", "/surat/"]


def check(response: Any) -> None:
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", EVERYBODYS)
def test_strangers_pages(address: str) -> None:
    check(ActingClient().get(address))


@pytest.mark.parametrize("address", OFFICERS)
def test_officers_pages_are_not_kept(address: str) -> None:
    answer = signed_in(officer(Role.OPERATOR, SARONGAN)).get(address)
    check(answer)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/surat/saya/", "/akun/", "/surat/ajukan/domisili/", "/", "/desa/"])
def test_citizens_pages_are_not_kept(address: str) -> None:
    answer = signed_in(citizen(ResidentFactory())).get(address)
    check(answer)
    assert "no-store" in answer["Cache-Control"]


def test_answers_to_programs_are_not_kept() -> None:
    program = with_token(officer(Role.OPERATOR, SARONGAN))
    for address in ("/api/v1/requests", "/api/v1/residents?q=xx", "/api/v1/letters"):
        assert "no-store" in program.get(address)["Cache-Control"]


def test_a_refusal_after_a_form_is_guarded_too() -> None:
    check(ActingClient(enforce_csrf_checks=True).post("/masuk/", {"nik": "1"}))


def test_a_failure_says_nothing_of_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("letters.views.catalogue.catalogue_groups", fail)
    monkeypatch.setattr("letters.api.views.offered_versions", fail)
    for address in ("/surat/", "/api/v1/letter-types"):
        answer = ActingClient(raise_request_exception=False).get(address)
        assert answer.status_code == 500
        assert b"secret of the house" not in answer.content
        assert b"Traceback" not in answer.content
        check(answer)


def test_a_body_beyond_all_measure_is_not_read() -> None:
    answer = ActingClient().post("/masuk/", {"nik": "1"}, CONTENT_LENGTH=str(LARGEST_BODY + 1))
    assert answer.status_code == 413


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_another_host_is_not_answered(host: str) -> None:
    answer = ActingClient(raise_request_exception=False).get("/masuk/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert host not in answer.content.decode()


def test_cookies_of_an_encrypted_address_are_bound_to_it() -> None:
    """Settings are read once, so they are read here as an installation behind TLS reads them."""
    import json
    import os
    import subprocess
    import sys

    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE")
    names += ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECOND_FACTOR_CODE_REUSABLE")
    code = (
        "import json; from smartkampung import settings as s;"
        f"print(json.dumps({{n: getattr(s, n) for n in {names}}}))"
    )
    environment = os.environ | {"BASE_URL": "https://surat.example", "DEMO": "0", "SECRET_KEY": "x" * 60}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    values = json.loads(done.stdout)
    assert values["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert values["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert values["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is True
    assert values["SECOND_FACTOR_CODE_REUSABLE"] is False
