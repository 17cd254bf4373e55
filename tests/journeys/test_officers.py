"""An officer's account from the first password to a change of their own, and the end of a head's office; under axe."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import Inspection
from tests.journeys.visitors import PHONE, Visitors
from tests.office import second_factor

pytestmark = pytest.mark.journey

OFFICERS, DEED = "/kabupaten/petugas/", ".sk-act--now button"
VILLAGE = "35.10.05.2003"
NAME, FIRST, SECOND = "kades.perjalanan", "jalan pagi di pantai", "sawah sore sesudah hujan"


def do(page: Page) -> None:
    """The page's deed, with the second factor where it is asked for."""
    code = page.get_by_label("Kode keamanan", exact=True)
    if code.count():
        code.fill(second_factor())
    page.locator(DEED).click()


def test_a_head_comes_chooses_passwords_and_leaves(visitors: Visitors) -> None:
    admin = visitors.officer("admin.kabupaten")
    look = Inspection(admin)
    for path in (OFFICERS, f"{OFFICERS}?q=tidakada", f"{OFFICERS}baru/"):
        look.visit(path)
    admin.locator(DEED).click()
    look.examine("a new officer without anything")
    address, given = engage(admin, look)

    office = visitors.anybody(width=PHONE)
    theirs = Inspection(office)
    own_code = sign_in_first(office, theirs, given)
    change_password(office, theirs)
    office.context.clear_cookies()
    show_password(office, SECOND)
    office.get_by_label("Kode 6 angka").fill(own_code.now())
    expect(office.get_by_role("button", name="Lanjutkan")).to_be_visible()

    for path in ("peran/", "tindakan/kata-sandi/", "tindakan/kode-keamanan/", "tindakan/nonaktifkan/"):
        look.visit(f"{address}{path}")
    expect(admin.locator("main")).to_contain_text("tetap berjalan")
    admin.goto(address)
    expect(admin.locator("main")).to_contain_text("kata sandi diganti sendiri")
    look.examine("an officer")
    admin.get_by_role("link", name="Akhiri").click()
    expect(admin.get_by_label("Akhiri juga masa jabatannya")).to_be_checked()
    look.examine("ending a role")
    do(admin)
    expect(admin.locator("main")).to_contain_text("Peran dan masa jabatannya sudah diakhiri")
    look.assert_nothing_wrong()
    theirs.assert_nothing_wrong()


def engage(admin: Page, look: Inspection) -> tuple[str, str]:
    """Makes the head's account; returns its address and the first password."""
    admin.get_by_label("Nama pengguna").fill(NAME)
    admin.get_by_label("Nama lengkap").fill("Sri Perjalanan, S.Sos.")
    admin.get_by_label("Peran").select_option("head")
    admin.get_by_label("Kode wilayah").fill("35.10")
    do(admin)
    expect(admin.locator("main")).to_contain_text("Peran ini dipegang pada tingkat")
    look.examine("a head of a regency")
    admin.get_by_label("Kode wilayah").fill(VILLAGE)
    do(admin)
    given = admin.locator(".sk-code").inner_text()
    look.examine("the first password")
    admin.get_by_role("link", name="Selesai").click()
    return str(admin.evaluate("location.pathname")), given


def show_password(page: Page, password: str) -> None:
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill(NAME)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk sebagai petugas").click()


def sign_in_first(page: Page, look: Inspection, given: str) -> pyotp.TOTP:
    """Sets up the second factor and chooses a password; returns what makes the codes."""
    show_password(page, given)
    look.examine("setting up the second factor")
    own_code = pyotp.TOTP(page.locator(".sk-code").inner_text())
    page.get_by_label("Kode 6 angka").fill(own_code.now())
    page.get_by_role("button", name="Pasang").click()
    look.examine("the first own password")
    page.get_by_label("Kata sandi baru").fill("pendek")
    page.get_by_label("Sekali lagi").fill("pendek")
    page.get_by_role("button", name="Simpan dan masuk").click()
    look.examine("a short password")
    page.get_by_label("Kata sandi baru").fill(FIRST)
    page.get_by_label("Sekali lagi").fill(FIRST)
    page.get_by_role("button", name="Simpan dan masuk").click()
    page.wait_for_url("**/desa/**")
    return own_code


def change_password(page: Page, look: Inspection) -> None:
    """Once with a wrong present password, then right."""
    look.visit("/akun/")
    page.get_by_role("link", name="Ganti kata sandi").click()
    look.examine("/akun/sandi/")
    for present in ("salah", FIRST):
        page.get_by_label("Kata sandi sekarang").fill(present)
        page.get_by_label("Kata sandi baru").fill(SECOND)
        page.get_by_label("Sekali lagi").fill(SECOND)
        page.get_by_role("button", name="Simpan kata sandi").click()
        if present != FIRST:
            expect(page.locator("main")).to_contain_text("Kata sandi sekarang salah")
            look.examine("a wrong present password")
    expect(page.get_by_text("Kata sandi baru sudah berlaku")).to_be_visible()
    look.examine("the account after a change")
