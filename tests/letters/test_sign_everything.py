"""More letters wait than a page shows: all of them are signed, in portions, under one second factor."""

import re
from typing import Any

import pytest

from foundation.accounts.models import User
from letters.models import Letter, Request
from letters.services.actions import perform
from letters.views import signing
from tests.acting import ActingClient
from tests.letters.factories import Office, a_code, a_request, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portions_of_two")]
LIST = "/desa/tanda-tangan/"


@pytest.fixture
def portions_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "MOST_AT_ONCE", 2)


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def head(office: Office) -> ActingClient:
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=office.head.user_id))
    return browser


def initialled(count: int, office: Office) -> list[Request]:
    """Requests in the order in which the list has them."""
    cases = [a_request("initialled", office=office) for _ in range(count)]
    return sorted(cases, key=lambda case: (case.due_at, case.pk))


def asked_by(page: Any) -> dict[str, str]:
    """What the form of all posts as it stands: its hidden values, and its box where it is ticked."""
    text = page.content.decode()
    found = dict(re.findall(r'<input type="hidden"\s+name="(until|after)"\s+value="([^"]*)"', text))
    box = re.search(r'<input[^>]*name="everything"[^>]*>', text)
    if box is not None and "checked" in box.group():
        found["everything"] = "on"
    return found


def order_of_numbers() -> list[Any]:
    return list(Letter.objects.order_by("sequence").values_list("request_id", flat=True))


def test_all_are_signed_in_portions_with_one_code_and_numbers_in_the_lists_order(
    head: ActingClient, office: Office
) -> None:
    cases = initialled(5, office)
    page = head.get(LIST)
    assert "Semua 5 yang menunggu" in page.content.decode()
    assert "everything" not in asked_by(page)
    body = asked_by(page) | {"everything": "on", "otp": a_code()}
    for signed, left in ((2, 3), (4, 1)):
        page = head.post(LIST, body, follow=True)
        assert Letter.objects.count() == signed
        text = page.content.decode()
        assert f"Semua {left} yang menunggu" in text
        assert 'name="otp"' not in text
        body = asked_by(page)
        assert body["everything"] == "on"
    page = head.post(LIST, body, follow=True)
    assert "Tidak ada yang menunggu" in page.content.decode()
    assert order_of_numbers() == [case.pk for case in cases]
    assert list(Letter.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2, 3, 4, 5]


def test_what_has_come_since_the_page_was_shown_is_not_signed(head: ActingClient, office: Office) -> None:
    cases = initialled(3, office)
    body = asked_by(head.get(LIST)) | {"everything": "on", "otp": a_code()}
    late = a_request("initialled", office=office)
    page = head.post(LIST, body, follow=True)
    head.post(LIST, asked_by(page))
    assert set(order_of_numbers()) == {case.pk for case in cases}
    late.refresh_from_db()
    assert late.state == "initialled"


def test_those_that_cannot_be_signed_hold_nobody_up(head: ActingClient, office: Office) -> None:
    own = [a_request("checked", office=office, by=office.head) for _ in range(2)]
    for case in own:
        perform("initial", case.pk, office.secretary)
    others = initialled(3, office)
    body = asked_by(head.get(LIST)) | {"everything": "on", "otp": a_code()}
    page = head.post(LIST, body, follow=True)
    assert "(2 permohonan)" in page.content.decode()
    page = head.post(LIST, asked_by(page), follow=True)
    head.post(LIST, asked_by(page), follow=True)
    assert set(order_of_numbers()) == {case.pk for case in others}


def test_a_wrong_code_signs_nothing_and_keeps_the_choice(head: ActingClient, office: Office) -> None:
    initialled(3, office)
    body = asked_by(head.get(LIST)) | {"everything": "on", "otp": "000000"}
    page = head.post(LIST, body)
    assert not Letter.objects.exists()
    assert asked_by(page)["everything"] == "on"
    assert asked_by(page)["until"] == body["until"]


@pytest.mark.parametrize("until", ["", "kemarin", "2026-13-01T00:00:00+00:00", "2026-11-01T00:00:00"])
def test_all_without_a_moment_signs_nothing(head: ActingClient, office: Office, until: str) -> None:
    initialled(3, office)
    page = head.post(LIST, {"everything": "on", "until": until, "after": "", "otp": a_code()})
    assert "Muat ulang halaman ini" in page.content.decode()
    assert not Letter.objects.exists()
    assert head.get(f"{LIST}?sampai={until}&sesudah=x").status_code == 200


def test_single_ones_are_chosen_as_before_and_few_are_not_offered_as_all(
    head: ActingClient, office: Office
) -> None:
    cases = initialled(3, office)
    head.post(LIST, asked_by(head.get(LIST)) | {"chosen": str(cases[1].pk), "otp": a_code()})
    assert order_of_numbers() == [cases[1].pk]
    assert 'name="everything"' not in head.get(LIST).content.decode()


def test_the_camat_countersigns_all_of_the_kecamatan(office: Office) -> None:
    for _ in range(3):
        a_request("signed", kind="sktm", office=office)
    camat = ActingClient()
    camat.force_login(User.objects.get(pk=office.camat.user_id))
    body = asked_by(camat.get("/kecamatan/")) | {"everything": "on", "otp": a_code()}
    page = camat.post("/kecamatan/", body, follow=True)
    camat.post("/kecamatan/", asked_by(page))
    assert set(Request.objects.values_list("state", flat=True)) == {"countersigned"}
