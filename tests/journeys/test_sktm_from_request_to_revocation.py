"""The poverty letter's whole way: asked for on a telephone, through four offices, verified, changed, revoked."""

import re
import subprocess
import time
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.journeys.visitors import PHONE, Visitors
from tests.office import Api
from tests.product import Product, wait_for

pytestmark = pytest.mark.journey

VILLAGE, DIGITS = "35.10.01.2001", "3510012001"
SECONDS_TO_PDF = 60


def photograph() -> bytes:
    """A family card as a telephone sees it."""
    picture = Image.new("RGB", (1400, 1000), "#d9dccf")
    drawing = ImageDraw.Draw(picture)
    for line in range(12):
        drawing.rectangle((120, 150 + line * 60, 1250 - (line % 4) * 150, 175 + line * 60), fill="#39424a")
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def test_sktm_from_request_to_revocation(visitors: Visitors, product: Product, tmp_path: Path) -> None:
    (person,) = product.citizens(VILLAGE)
    citizen = visitors.anybody(width=PHONE, javascript=False)
    ask_for_sktm(visitors, citizen, person)
    request_url = urlsplit(citizen.url).path
    request_id = request_url.strip("/").rsplit("/", 1)[-1]

    operator = visitors.officer(f"operator.{DIGITS}")
    operator.get_by_role("row").filter(has_text=code_of(product, request_id)).get_by_role(
        "link"
    ).first.click()
    expect(
        operator.get_by_text("pendukung").or_(operator.get_by_text("Kartu Keluarga")).first
    ).to_be_visible()
    operator.get_by_role("button", name="Periksa: lengkap dan benar").click()
    expect(operator.locator("main")).to_contain_text("Permohonan sudah diperiksa dan diteruskan.")

    secretary = visitors.officer(f"sekdes.{DIGITS}")
    secretary.goto(f"/desa/permohonan/{request_id}/")
    secretary.get_by_role("button", name="Beri paraf").click()
    expect(secretary.locator("main")).to_contain_text("Paraf sudah dicatat.")

    without_code = Api(product.base_url, f"kades.{DIGITS}").post(f"requests/{request_id}/sign")
    assert (without_code.status, without_code.body["type"]) == (403, "urn:smartkampung:problem:second-factor")
    head = visitors.officer(f"kades.{DIGITS}")
    head.goto(f"/desa/permohonan/{request_id}/")
    head.get_by_role("button", name="Tanda tangani").click()
    expect(head.locator("main")).to_contain_text("Surat sudah ditandatangani dan bernomor.")
    expect(head.locator("main")).to_contain_text("Menunggu pengesahan Camat")

    camat = visitors.officer("camat.351001")
    camat.goto(f"/kecamatan/permohonan/{request_id}/")
    camat.get_by_role("button", name="Sahkan sebagai Camat").click()
    expect(camat.locator("main")).to_contain_text("Surat sudah disahkan.")
    began = time.monotonic()

    content = download_when_ready(citizen, request_url)
    print(f"PDF {time.monotonic() - began:.1f} s after the last signature, {len(content)} bytes")
    number, token = product.rows(
        "SELECT number, token FROM letters_letter WHERE request_id = %s", request_id
    )[0]
    address = assert_is_the_letter(content, tmp_path, person["name"], number)
    # Behind the sign stands the signed text that is checked without a network.
    assert address.partition("#")[0] == f"{product.base_url}/v/{token}/"

    checker = visitors.anybody(width=PHONE, javascript=False)
    checker.goto(address)
    expect(checker.get_by_role("heading", level=1)).to_have_text("Surat ini asli dan berlaku")
    expect(checker.locator("main")).to_contain_text(number)
    assert person["nik"] not in checker.content()
    assert person["name"] not in checker.content()
    assert verdict_on_file(checker, content) == "Surat ini asli dan berlaku"
    # Not in the last lines: a file whose own table of contents is broken can't be told from any other broken file.
    for place in (len(content) // 3, len(content) // 2, len(content) * 2 // 3):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert verdict_on_file(checker, changed) == "Berkas ini sudah diubah", place

    head.goto(f"/desa/permohonan/{request_id}/")
    head.get_by_text("Cabut surat").first.click()
    head.get_by_label("Alasan pencabutan").fill("Data penghasilan keluarga ternyata keliru.")
    head.get_by_role("button", name="Cabut surat").click()
    expect(head.locator("main")).to_contain_text("Surat sudah dicabut.")

    checker.goto(address)
    expect(checker.get_by_role("heading", level=1)).to_have_text("Surat ini sudah dicabut")
    assert verdict_on_file(checker, content) == "Surat ini sudah dicabut"
    citizen.goto(request_url)
    expect(citizen.locator("main")).to_contain_text("Dicabut")
    expect(citizen.get_by_role("link", name="Unduh surat (PDF)")).to_have_count(0)


def ask_for_sktm(visitors: Visitors, page: Page, person: dict[str, str]) -> None:
    """From the first page to the receipt, as somebody who was never here before."""
    page.goto("/")
    page.get_by_role("link", name="Ajukan surat").first.click()
    page.get_by_role("searchbox", name="Cari surat").fill("tidak mampu")
    page.get_by_role("searchbox", name="Cari surat").press("Enter")
    page.get_by_role("link", name="Ajukan Surat Keterangan Tidak Mampu").first.click()
    visitors.sign_in_here(page, person)
    # Signed in, one is where one wanted to go.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Surat Keterangan Tidak Mampu")
    page.get_by_label("Kesehatan").check()
    page.get_by_label("Surat ini akan diajukan ke mana?").fill("RSUD Blambangan")
    page.get_by_label("Berapa orang yang menjadi tanggungan keluarga?").fill("4")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.get_by_label("Pilih berkas").set_input_files(
        {"name": "kartu keluarga.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    )
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_role("link", name="kartu keluarga.jpg")).to_be_visible()
    page.get_by_role("link", name="Lanjutkan").click()
    expect(page.locator("main")).to_contain_text("RSUD Blambangan")
    page.get_by_role("button", name="Kirim permohonan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Permohonan terkirim")


def code_of(product: Product, request_id: str) -> str:
    """The code that stands on the receipt and in the officers' lists."""
    return str(product.rows("SELECT code FROM letters_request WHERE id = %s", request_id)[0][0])


def download_when_ready(page: Page, request_url: str) -> bytes:
    """Looks again, as a waiting person does, until the letter can be downloaded; returns the PDF."""
    link = page.get_by_role("link", name="Unduh surat (PDF)")

    def there() -> bool:
        page.goto(request_url)
        return link.count() > 0

    wait_for(there, SECONDS_TO_PDF, "the letter can be downloaded")
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def assert_is_the_letter(content: bytes, folder: Path, name: str, number: str) -> str:
    """PDF/A-3 with language and title, one page with the name and the number; returns what its QR code says."""
    with pikepdf.open(BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) in ("id", "id-ID")
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) in {
                ("3", "A"),
                ("3", "B"),
                ("3", "U"),
            }
            assert "Surat Keterangan Tidak Mampu" in metadata["dc:title"]
        assert len(pdf.pages) == 1
    file = folder / "surat.pdf"
    file.write_bytes(content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout
    plain = re.sub(r"\s+", " ", text)
    assert name in plain
    assert number in plain
    assert "Camat" in plain
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(file), str(folder / "page")], check=True)
    with Image.open(next(folder.glob("page*.png"))) as picture:
        codes = zxingcpp.read_barcodes(picture)
    assert len(codes) == 1
    return str(codes[0].text)


def verdict_on_file(page: Page, content: bytes) -> str:
    """Uploads a PDF on the public page and returns what is said of it."""
    page.goto("/verifikasi/")
    page.get_by_label("Berkas PDF").set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    return page.get_by_role("heading", level=1).inner_text()
