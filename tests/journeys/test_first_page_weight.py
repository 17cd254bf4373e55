"""How much a citizen on a weak network has to fetch: the first page, and the whole way to a request."""

import pytest
from playwright.sync_api import Page

from tests.journeys.test_sktm_from_request_to_revocation import ask_for_sktm
from tests.journeys.visitors import PHONE, Visitors
from tests.product import Product

pytestmark = pytest.mark.journey

FIRST_PAGE_BYTES = 60 * 1024
WHOLE_WAY_BYTES = 150 * 1024


class Meter:
    """Counts what a page fetches over the network, head and body, as it is sent (compressed)."""

    def __init__(self, page: Page) -> None:
        self.bytes: dict[str, int] = {}
        self._session = page.context.new_cdp_session(page)
        self._addresses: dict[str, str] = {}
        self._session.on("Network.requestWillBeSent", self._asked)
        self._session.on("Network.loadingFinished", self._arrived)
        self._session.send("Network.enable")

    @property
    def total(self) -> int:
        """All bytes so far."""
        return sum(self.bytes.values())

    def _asked(self, event: dict[str, dict[str, str]]) -> None:
        self._addresses[str(event["requestId"])] = event["request"]["url"]

    def _arrived(self, event: dict[str, float]) -> None:
        address = self._addresses.get(str(event["requestId"]), "?")
        self.bytes[address] = self.bytes.get(address, 0) + int(event["encodedDataLength"])


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_first_page_is_light(visitors: Visitors, javascript: bool) -> None:
    page = visitors.anybody(width=PHONE, javascript=javascript)
    meter = Meter(page)
    page.goto("/", wait_until="networkidle")
    print(f"first page: {meter.total / 1024:.1f} KB")
    assert 3000 < meter.total < FIRST_PAGE_BYTES, meter.bytes


def test_the_whole_way_to_a_request_is_light(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens("35.10.05.2002")
    page = visitors.anybody(width=PHONE, javascript=True)
    meter = Meter(page)
    ask_for_sktm(visitors, page, person)
    print(f"whole way to a request: {meter.total / 1024:.1f} KB")
    assert meter.total < WHOLE_WAY_BYTES, meter.bytes
