"""Takes the pictures of README.md and of the guides anew, from a running demo installation.

    .venv/bin/python docs/pictures/take.py http://127.0.0.1:8000 NIK

The NIK is the one that bin/run prints with the demo accounts. A letter is asked for, checked, initialled, signed,
countersigned and verified on the way, so the demo has one letter more afterwards. Needs Chromium and poppler-utils.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from PIL import Image, ImageDraw, ImageFont, ImageOps
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).parent
FONT = FOLDER.parents[1] / "foundation" / "documents" / "fonts" / "LiberationSans-Regular.ttf"
PASSWORD = "kampung-demo"  # noqa: S105 - public on purpose
SECRET = "KAMPUNGDEMO234567KAMPUNGDEMO2345"  # noqa: S105 - public on purpose
PHONE = {"width": 400, "height": 780}
DESK = {"width": 1180, "height": 780}
LARGEST = 150_000
TYPE, VILLAGE, DISTRICT = "sktm", "3510012001", "351001"


def main(address: str, nik: str) -> None:
    """Walk the way of one letter and take a picture at each stop."""
    address = address.rstrip("/")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        code = _citizen_asks(browser, address, nik)
        _clerk_checks(browser, address, code)
        _secretary_initials(browser, address, code)
        _head_signs(browser, address, code)
        _camat_countersigns(browser, address, code)
        token = _citizen_receives(browser, address, nik, code)
        _anybody_verifies(browser, address, token)
        _desks_above(browser, address)
        _aid(browser, address, nik)
        browser.close()


def _citizen_asks(browser: Browser, address: str, nik: str) -> str:
    with _visitor(browser, address, PHONE) as page:
        page.goto("/")
        _shoot(page, "warga-beranda")
        page.goto("/surat/")
        _shoot(page, "warga-katalog")
        page.goto("/masuk/")
        page.get_by_label("NIK").fill(nik)
        _shoot(page, "warga-masuk")
        _enter_citizen(page, browser, address, nik)
        page.goto(f"/surat/ajukan/{TYPE}/")
        page.get_by_label("Kesehatan").check()
        page.get_by_label("Surat ini akan diajukan ke mana?").fill("RSUD Blambangan")
        page.get_by_label("Berapa orang yang menjadi tanggungan").fill("3")
        _shoot(page, "warga-isian", whole=True)
        page.get_by_role("button", name="Lanjutkan").click()
        page.get_by_label("Pilih berkas").set_input_files(
            {"name": "surat-pengantar-rt.jpg", "mimeType": "image/jpeg", "buffer": _introduction()}
        )
        page.get_by_role("button", name="Unggah").click()
        expect(page.locator(".sk-files li")).to_have_count(1)
        _shoot(page, "warga-berkas", whole=True)
        page.get_by_role("link", name="Lanjutkan").click()
        _shoot(page, "warga-periksa", whole=True)
        page.get_by_role("button", name="Kirim permohonan").click()
        _shoot(page, "warga-terkirim", whole=True)
        return _find(r"\b[2-9A-HJKMNP-Z]{8}\b", page.locator("main").inner_text())


def _clerk_checks(browser: Browser, address: str, code: str) -> None:
    with _officer(browser, address, f"operator.{VILLAGE}") as page:
        page.goto("/desa/")
        _shoot(page, "desa-antrean")
        _open(page, code)
        _shoot(page, "desa-permohonan")
        page.get_by_text("Kembalikan untuk diperbaiki").first.click()
        page.locator("input[name=fields]").first.check()
        page.locator("input[name^=fields_]").first.fill("Sesuaikan dengan kartu keluarga")
        _shoot(page, "desa-kembalikan", whole=True)
        page.get_by_role("button", name="Periksa: lengkap dan benar").click()
        page.goto("/desa/loket/?q=siti")
        _shoot(page, "desa-loket")
        page.locator("#orang a").first.click()
        _shoot(page, "desa-loket-jenis")
        page.locator(".sk-choices").get_by_role(
            "link", name="Surat Keterangan Domisili", exact=True
        ).first.click()
        _shoot(page, "desa-loket-isian")
        page.goto("/desa/penduduk/?q=siti")
        _shoot(page, "desa-penduduk")
        page.goto("/desa/register/")
        _shoot(page, "desa-register")


def _secretary_initials(browser: Browser, address: str, code: str) -> None:
    with _officer(browser, address, f"sekdes.{VILLAGE}") as page:
        page.goto("/desa/pengaturan/")
        _shoot(page, "desa-pengaturan", whole=True)
        _open(page, code)
        page.get_by_role("button", name="Beri paraf").click()


def _head_signs(browser: Browser, address: str, code: str) -> None:
    with _officer(browser, address, f"kades.{VILLAGE}", show_factor=True) as page:
        page.goto("/desa/tanda-tangan/")
        row = page.locator("tr", has_text=code)
        row.get_by_role("checkbox").check()
        _shoot(page, "desa-tanda-tangan")
        page.get_by_role("button", name="Tanda tangani yang dipilih").click()
        expect(page.locator("tr", has_text=code)).to_have_count(0)


def _camat_countersigns(browser: Browser, address: str, code: str) -> None:
    with _officer(browser, address, f"camat.{DISTRICT}") as page:
        page.goto("/kecamatan/")
        row = page.locator("tr", has_text=code)
        row.get_by_role("checkbox").check()
        _shoot(page, "camat-pengesahan")
        row.get_by_role("link").first.click()
        _shoot(page, "camat-permohonan")
        page.get_by_role("button", name="Sahkan sebagai Camat").click()
        page.goto("/kabupaten/")
        _shoot(page, "camat-antrean")


def _citizen_receives(browser: Browser, address: str, nik: str, code: str) -> str:
    with _visitor(browser, address, PHONE) as page:
        _enter_citizen(page, browser, address, nik)
        page.goto("/surat/saya/")
        _shoot(page, "warga-surat-saya")
        page.locator("li, tr, article", has_text=code).get_by_role("link").first.click()
        download = page.get_by_role("link", name=re.compile("Unduh"))
        for _attempt in range(120):
            if download.count():
                break
            page.wait_for_timeout(2000)
            page.reload()
        _shoot(page, "warga-terbit", whole=True)
        pdf = page.request.get(str(download.first.get_attribute("href"))).body()
        _picture_of(pdf)
        return _find(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", _text_of(pdf))


def _anybody_verifies(browser: Browser, address: str, code: str) -> None:
    with _visitor(browser, address, DESK) as page:
        page.goto("/verifikasi/")
        page.get_by_label("Kode pada surat").fill(code)
        _shoot(page, "periksa-kode")
        page.get_by_role("button", name="Periksa kode").click()
        _shoot(page, "periksa-asli")
        page.get_by_label("Berkas PDF").set_input_files(
            {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nnot a letter of ours"}
        )
        page.get_by_role("button", name="Periksa berkas").click()
        _shoot(page, "periksa-bukan")


def _desks_above(browser: Browser, address: str) -> None:
    with _officer(browser, address, "admin.kabupaten") as page:
        page.goto("/kabupaten/")
        _shoot(page, "kabupaten-antrean")


def _aid(browser: Browser, address: str, nik: str) -> None:
    with _officer(browser, address, "dinsos") as page:
        for name, where in (("bansos-ikhtisar", "/bansos/"), ("bansos-peta", "/bansos/peta/")):
            page.goto(where)
            _shoot(page, name)
        page.goto("/bansos/program/pkh/")
        page.get_by_role("button", name="Susun ketentuan baru").click()
        _shoot(page, "bansos-syarat")
        page.get_by_role("button", name="Buang rancangan ini").click()
        page.goto("/bansos/daftar/rangkap/")
        page.locator("tbody a").first.click()
        _shoot(page, "bansos-keluarga")
    with _visitor(browser, address, PHONE) as page:
        page.goto("/cek-bansos/")
        _shoot(page, "warga-cek-bansos")
        page.get_by_role("link", name="Masuk").last.click()
        page.get_by_label("NIK").fill(nik)
        _enter_citizen(page, browser, address, nik)
        page.goto("/cek-bansos/")
        _shoot(page, "warga-bantuan")


@contextmanager
def _visitor(browser: Browser, address: str, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport=size, locale="id-ID", reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


@contextmanager
def _officer(browser: Browser, address: str, name: str, *, show_factor: bool = False) -> Iterator[Page]:
    with _visitor(browser, address, DESK) as page:
        page.goto("/masuk/")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("Kata sandi").fill(PASSWORD)
        if show_factor:
            _shoot(page, "petugas-masuk")
        page.get_by_role("button", name="Masuk sebagai petugas").click()
        page.get_by_label("Kode 6 angka").fill(pyotp.TOTP(SECRET).now())
        if show_factor:
            _shoot(page, "petugas-kode")
        page.get_by_role("button", name="Lanjutkan").click()
        yield page


def _enter_citizen(page: Page, browser: Browser, address: str, nik: str) -> None:
    with _visitor(browser, address, PHONE) as outbox:
        outbox.goto("/demo/kotak-keluar/")
        seen = (
            outbox.locator("li.sk-mail").first.get_attribute("id")
            if outbox.locator("li.sk-mail").count()
            else ""
        )
        page.goto("/masuk/")
        page.get_by_label("NIK").fill(nik)
        page.get_by_role("button", name="Kirim kode").click()
        newest = outbox.locator("li.sk-mail").first
        for _attempt in range(60):
            outbox.reload()
            if newest.count() and newest.get_attribute("id") != seen:
                break
            outbox.wait_for_timeout(500)
        digits = _find(r"\b\d{6}\b", newest.inner_text())
    page.get_by_label("Kode 6 angka").fill(digits)
    _shoot(page, "warga-kode")
    page.get_by_role("button", name="Lanjutkan").or_(page.get_by_role("button", name="Masuk")).first.click()
    page.wait_for_url(re.compile(r"/(?!masuk)"))


def _open(page: Page, code: str) -> None:
    page.goto(f"/desa/?q={code}")
    page.locator("tr", has_text=code).get_by_role("link").first.click()


def _shoot(page: Page, name: str, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    _keep(Image.open(io.BytesIO(page.screenshot(full_page=whole))), name)


def _picture_of(pdf: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["pdftoppm", "-r", "72", "-png", "-singlefile", "-", f"{folder}/p"], input=pdf, check=True
        )
        _keep(ImageOps.expand(Image.open(f"{folder}/p.png").convert("RGB"), 1, "#999999"), "surat")


def _text_of(pdf: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True, capture_output=True).stdout.decode()


def _find(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        sys.exit(f"{pattern} is not in: {text[:500]}")
    return found[0]


def _introduction() -> bytes:
    picture = Image.new("RGB", (700, 500), "white")
    draw = ImageDraw.Draw(picture)
    text = "SURAT PENGANTAR RT 001 RW 001\n(contoh untuk peragaan)"
    draw.multiline_text((60, 60), text, "black", ImageFont.truetype(str(FONT), 28), spacing=20)
    picture.save(held := io.BytesIO(), "JPEG")
    return held.getvalue()


def _keep(picture: Image.Image, name: str) -> None:
    """Save with as many colours as the size allows."""
    for colours in (256, 128, 64, 32):
        held = io.BytesIO()
        picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
        if held.tell() < LARGEST:
            break
    (FOLDER / f"{name}.png").write_bytes(held.getvalue())
    print(f"{name}.png {held.tell() // 1024} KB")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
