"""People in front of a browser: Chromium on the running product, with and without JavaScript, narrow and wide."""

import shutil
from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.visitors import SignIns, Visitors
from tests.product import Product

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOOK_BACK = "test_every_kind_of_page_was_looked_at"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the running product comes last: first the journeys, then the look back at them, then the faults."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    return (
        item.get_closest_marker("chaos") is not None,
        item.get_closest_marker("journey") is not None,
        item.name == LOOK_BACK,
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Adds to a journey that failed what its people saw, and what the product said last."""
    report = yield
    visitors = getattr(item, "funcargs", {}).get("visitors")
    if report.when == "call" and report.failed and visitors:
        report.sections.append(("What the people see", visitors.what_they_see()))
        report.sections.append(("What the product said last", visitors.product.tail()))
    return report


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys; its loop must be gone before other tests ask the database."""
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if program is None:
        pytest.fail("Chromium is missing: apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sign_ins() -> SignIns:
    """Who has signed in already; signing in anew for each test would only wear out the limits."""
    return {}


@pytest.fixture
def visitors(browser: Browser, product: Product, sign_ins: SignIns) -> Iterator[Visitors]:
    """Opens pages for the people of a test and closes them afterwards; an error in a page's script fails the test."""
    people = Visitors(browser, product, sign_ins)
    yield people
    people.leave()
    assert people.script_errors == []
