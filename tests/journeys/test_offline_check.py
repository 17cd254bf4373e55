"""A letter's QR code is checked on a telephone without a network."""

import io
import subprocess

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.visitors import Visitors
from tests.product import Product, wait_for

pytestmark = pytest.mark.journey


def test_a_code_is_checked_without_a_network(visitors: Visitors, product: Product) -> None:
    ready = "SELECT path FROM letters_letterdocument WHERE is_current LIMIT 1"
    wait_for(lambda: product.rows(ready), 60, "a letter has its PDF")
    file = product.var / "media" / product.rows(ready)[0][0]
    picture = subprocess.run(
        ["pdftoppm", "-r", "150", "-png", "-singlefile", str(file)], capture_output=True, check=True
    ).stdout
    address = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))[0].text
    page = visitors.anybody()
    page.goto("/verifikasi/luring/")
    expect(page.locator("#luring[data-ready=yes]")).to_be_attached(timeout=30_000)
    page.context.set_offline(True)

    page.reload()
    verdicts = page.locator("[data-verdict]:visible")
    expect(verdicts).to_have_count(0)
    page.get_by_label("Alamat dari kode QR").fill(address)
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("heading", name="Kode QR ini asli")).to_be_visible()
    expect(page.get_by_text("apakah surat ini sudah dicabut")).to_be_visible()
    expect(verdicts).to_have_count(1)

    changed = address.replace("~SA", "~SB") if "~SA" in address else address.replace("#1~1~2", "#1~1~3")
    page.get_by_label("Alamat dari kode QR").fill(changed)
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("heading", name="Kode QR ini tidak asli")).to_be_visible()

    # The telephone's own camera opens the letter's address: that works as well.
    page.goto("/v/" + address.split("/v/")[1])
    expect(page.get_by_role("heading", name="Kode QR ini asli")).to_be_visible()
    page.context.set_offline(False)
