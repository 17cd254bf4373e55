"""The other language: the switch keeps the page and says which language it is in."""

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import PHONE, Visitors

pytestmark = pytest.mark.journey


def test_the_switch_keeps_the_page(visitors: Visitors) -> None:
    page = visitors.anybody(width=PHONE, javascript=False)
    page.goto("/verifikasi/")
    expect(page.locator("html")).to_have_attribute("lang", "id")

    page.get_by_role("button", name="English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/verifikasi/")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.locator("html")).to_have_attribute("lang", "id")
    assert page.url.endswith("/verifikasi/")
