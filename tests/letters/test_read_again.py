"""Nobody decides on what they have not read: a request that went round since its page was opened is read again."""

from datetime import datetime
from typing import Any

import pytest

from letters.models import Letter, Request
from letters.services.actions import perform
from letters.services.create import change_request, submit_request
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.factories import ANSWERS, Office, a_code, a_request, an_office, an_officer

pytestmark = pytest.mark.django_db


def head() -> Any:
    return signed_in(an_officer("kepala.3510012001", "head", SARONGAN))


def went_round(case: Request) -> None:
    """Returned, changed by its maker, checked and initialled again: the same state, other contents."""
    office: Office = an_office()
    perform("return", case.pk, office.secretary, note="Keliru")
    change_request(case.pk, office.operator, ANSWERS["domisili"] | {"keperluan": "Menjual tanah"})
    submit_request(case.pk, office.operator)
    for action in ("check", "initial"):
        perform(action, case.pk, office.who(action))


def shown(case: Request) -> datetime:
    case.refresh_from_db()
    return case.state_since


def test_a_page_that_is_old_does_not_sign_what_was_changed_since() -> None:
    case, browser = a_request("initialled"), head()
    page = browser.get(f"/desa/permohonan/{case.pk}/").content.decode()
    seen = shown(case).isoformat()
    assert f'value="{seen}"' in page
    went_round(case)
    answer = browser.post(
        f"/desa/permohonan/{case.pk}/tindakan/sign/", {"otp": a_code(), "seen": seen}, follow=True
    )
    assert "berubah sejak halaman dibuka" in answer.content.decode()
    assert not Letter.objects.exists()
    browser.post(f"/desa/permohonan/{case.pk}/tindakan/sign/", {"seen": shown(case).isoformat()})
    assert Letter.objects.exists()


def test_an_old_tick_in_the_list_signs_nothing_else_either() -> None:
    case, other, browser = a_request("initialled"), a_request("initialled"), head()
    ticks = [f"{one.pk}|{shown(one).isoformat()}" for one in (case, other)]
    page = browser.get("/desa/tanda-tangan/").content.decode()
    assert all(str(one.pk) in page for one in (case, other))
    went_round(case)
    answer = browser.post("/desa/tanda-tangan/", {"chosen": ticks, "otp": a_code()})
    assert "berubah sejak halaman dibuka" in answer.content.decode()
    assert [letter.request_id for letter in Letter.objects.all()] == [other.pk]


def test_a_form_without_a_moment_is_taken_as_before() -> None:
    case = a_request("initialled")
    head().post(f"/desa/permohonan/{case.pk}/tindakan/sign/", {"otp": a_code(), "seen": "kemarin"})
    assert Letter.objects.get().request_id == case.pk
