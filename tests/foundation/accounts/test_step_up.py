"""Deeds of weight ask for the second factor again when the last check is older than fifteen minutes."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.models import User
from letters.models import Letter, Request
from tests.access.cast import SARONGAN, code_now, in_office, officer, signed_in, with_token
from tests.access.world import make_request
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory

pytestmark = pytest.mark.django_db
START = timezone.now()


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.DEMO = False
    settings.SECOND_FACTOR_CODE_REUSABLE = False


@pytest.fixture
def head(db: None) -> User:
    user = officer(Role.HEAD, SARONGAN)
    in_office(user, SARONGAN)
    return user


@pytest.fixture
def case(db: None) -> Request:
    return make_request(ResidentFactory(), officer(Role.OPERATOR, SARONGAN), state="initialled")


def sign(browser: ActingClient, case: Request, **data: str) -> Any:
    return browser.post(f"/desa/permohonan/{case.pk}/tindakan/sign/", {"x": "1"} | data)


def sign_by_program(program: ActingClient, case: Request, **data: str) -> Any:
    return program.post(f"/api/v1/requests/{case.pk}/sign", data, content_type="application/json")


def is_signed(case: Request) -> bool:
    return Letter.objects.filter(request=case).exists()


def test_within_fifteen_minutes_nothing_is_asked(head: User, case: Request) -> None:
    browser = signed_in(head)
    with time_machine.travel(timezone.now() + timedelta(minutes=14, seconds=50)):
        assert sign(browser, case).status_code == 302
    assert is_signed(case)


def test_later_a_code_is_asked(head: User, case: Request) -> None:
    browser = signed_in(head)
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        page = sign(browser, case)
        assert page.status_code == 422
        assert 'name="otp"' in page.content.decode()
        assert not is_signed(case)
        assert sign(browser, case, otp=code_now()).status_code == 302
    assert is_signed(case)


def test_a_wrong_code_signs_nothing(head: User, case: Request) -> None:
    browser = signed_in(head)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        wrong = f"{(int(code_now()) + 1) % 1_000_000:06d}"
        page = sign(browser, case, otp=wrong)
    assert page.status_code == 422
    assert "Kode salah" in page.content.decode()
    assert not is_signed(case)


def test_a_code_that_was_used_signs_nothing(head: User, case: Request) -> None:
    now = timezone.now() + timedelta(minutes=16)
    browser, elsewhere = signed_in(head), signed_in(head)
    other = make_request(ResidentFactory(), User.objects.get(pk=case.created_by_id), state="initialled")
    with time_machine.travel(now, tick=False):
        code = code_now()
        assert sign(browser, case, otp=code).status_code == 302
        assert sign(elsewhere, other, otp=code).status_code == 422
    assert not is_signed(other)


class TestProgram:
    def test_without_a_code_it_is_told_what_is_missing(self, head: User, case: Request) -> None:
        answer = sign_by_program(with_token(head, fresh=False), case)
        assert answer.status_code == 403
        assert answer.json()["type"] == "urn:smartkampung:problem:second-factor"
        assert not is_signed(case)

    def test_with_a_code_it_signs(self, head: User, case: Request) -> None:
        assert sign_by_program(with_token(head, fresh=False), case, otp=code_now()).status_code == 200
        assert is_signed(case)

    def test_a_wrong_code_is_refused_however_fresh(self, head: User, case: Request) -> None:
        wrong = f"{(int(code_now()) + 1) % 1_000_000:06d}"
        answer = sign_by_program(with_token(head), case, otp=wrong)
        assert answer.status_code == 403
        assert answer.json()["errors"] == {"otp": ["Kode salah atau sudah dipakai."]}
        assert not is_signed(case)

    def test_the_same_code_counts_again_within_one_token(self, head: User, case: Request) -> None:
        program, code = with_token(head, fresh=False), code_now()
        other = make_request(ResidentFactory(), User.objects.get(pk=case.created_by_id), state="initialled")
        assert sign_by_program(program, case, otp=code).status_code == 200
        assert sign_by_program(program, other, otp=code).status_code == 200

    def test_the_check_belongs_to_the_token(self, head: User, case: Request) -> None:
        with_token(head)
        signed_in(head)
        assert sign_by_program(with_token(head, fresh=False), case).status_code == 403

    def test_ten_wrong_codes_close_it_for_a_while(self, head: User, case: Request) -> None:
        program = with_token(head, fresh=False)
        wrong = f"{(int(code_now()) + 1) % 1_000_000:06d}"
        answers = [sign_by_program(program, case, otp=wrong).status_code for _try in range(11)]
        assert answers == [403] * 10 + [429]
        answer = sign_by_program(program, case, otp=code_now())
        assert answer.status_code == 429
        assert int(answer["Retry-After"]) > 0
