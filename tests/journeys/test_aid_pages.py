"""Every page of aid as the social office and anybody see it: axe finds nothing, nothing sticks out sideways."""

import pytest

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.journey

OFFICE = (
    "/bansos/",
    "/bansos/daftar/belum-menerima/",
    "/bansos/peta/",
    "/bansos/peta/?wilayah=35.10.01.2001",
    "/bansos/program/",
    "/bansos/program/pkh/",
    "/bansos/kiriman/",
    "/bansos/musyawarah/",
    "/bansos/kasus/",
    "/bansos/usul-sanggah/",
    "/bansos/jemput-bola/",
)
ANYBODY = ("/cek-bansos/", "/ugd-kemiskinan/", "/bansos/terbuka/35.10.01.2001/")


def test_pages_of_aid_for_the_social_office(visitors: Visitors) -> None:
    page = visitors.officer("dinsos")
    look = Inspection(page)
    for path in OFFICE:
        look.visit(path)
    page.goto("/bansos/daftar/tanpa-bantuan/")
    page.locator("tbody a").first.click()
    look.examine("a family's page")
    look.assert_nothing_wrong()


def test_pages_of_aid_for_anybody(visitors: Visitors) -> None:
    look = Inspection(visitors.anybody())
    for path in ANYBODY:
        look.visit(path)
    look.assert_nothing_wrong()
