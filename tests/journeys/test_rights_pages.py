"""A citizen's rights over the own data, from the request to the answer; axe finds nothing on any page of it."""

import pytest

from tests.journeys.test_accessibility import DIGITS, VILLAGE, Inspection
from tests.journeys.visitors import DESK, Visitors
from tests.product import Product

pytestmark = pytest.mark.journey

REASON = "Di akta kelahiran tertulis lain"


def test_a_correction_from_the_request_to_the_answer(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=9)
    page = visitors.citizen(person, width=DESK, javascript=True)
    look = Inspection(page)
    look.visit("/akun/data-saya/")
    page.get_by_role("link", name="Unduh salinan semua data saya").click()
    look.examine("the copy")
    page.get_by_role("button", name="Kirim kode").click()
    look.examine("the copy, a code sent")
    look.visit("/akun/data-saya/pembetulan/")
    page.get_by_role("link", name=person["name"], exact=True).click()
    page.get_by_role("button", name="Kirim permintaan").click()
    look.examine("a request without a reason")
    page.get_by_label("Nama ayah").fill("Abdul Rahman")
    page.get_by_label("Mengapa keliru?").fill(REASON)
    page.get_by_role("button", name="Kirim permintaan").click()
    page.get_by_text("Dijawab paling lambat").wait_for()
    look.examine("the own request")
    look.assert_nothing_wrong()

    desk = Inspection(visitors.officer(f"operator.{DIGITS}"))
    desk.visit("/desa/pembetulan/")
    desk.page.locator("tbody a").first.click()
    desk.page.get_by_text(REASON).wait_for()
    desk.examine("a request at the desk")
    desk.page.get_by_role("button", name="Tolak permintaan").click()
    desk.examine("refusing without a reason")
    desk.page.get_by_role("button", name="Catat pembetulan").click()
    desk.page.get_by_text("Sudah dibetulkan").wait_for()
    desk.examine("an answered request")
    desk.visit("/desa/pembetulan/?keadaan=selesai")
    desk.assert_nothing_wrong()

    page.goto("/akun/data-saya/pembetulan/")
    page.get_by_text("Sudah dibetulkan").first.wait_for()
    page.goto("/akun/data-saya/")
    assert page.get_by_text("Abdul Rahman").count() >= 1


def test_what_the_regency_oversees(visitors: Visitors) -> None:
    for name in ("admin.kabupaten", "auditor"):
        look = Inspection(visitors.officer(name))
        look.visit("/kabupaten/masa-simpan/")
        look.visit("/kabupaten/pembetulan/")
        look.assert_nothing_wrong()
