"""How the people of the journeys come to the product: as anybody, as a citizen with a code, as an officer."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as BrowserError

from tests.office import PASSWORD, second_factor
from tests.product import Product, wait_for

PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 800}
# What a server refuses on purpose (a wrong upload, a page that is not there) is no error of a script, and
# neither is a question that the reader left unanswered by going on; failed sending has a name of its own.
EXPECTED = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
SignIns = dict[str, Any]


class Visitors:
    """The people of one test."""

    def __init__(self, browser: Browser, product: Product, sign_ins: SignIns) -> None:
        self.browser = browser
        self.product = product
        self.script_errors: list[str] = []
        self._sign_ins = sign_ins
        self._contexts: list[BrowserContext] = []

    def anybody(self, *, width: int = DESK, javascript: bool = True, who: str = "") -> Page:
        """A page of somebody who is not signed in, or (`who`) of somebody who signed in before."""
        context = self.browser.new_context(
            base_url=self.product.base_url,
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            java_script_enabled=javascript,
            locale="id-ID",
            storage_state=self._sign_ins.get(who),
        )
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.script_errors.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._note(page, said.type, said.text))
        return page

    def officer(self, username: str, *, width: int = DESK, javascript: bool = True) -> Page:
        """A page of an officer, signed in with password and second factor; it shows where their work begins."""
        if username not in self._sign_ins:
            page = self.anybody(javascript=False)
            page.goto("/masuk/")
            page.get_by_label("Nama pengguna").fill(username)
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk sebagai petugas").click()
            page.get_by_label("Kode 6 angka").fill(second_factor())
            page.get_by_role("button", name="Lanjutkan").click()
            assert "/masuk/" not in page.url, page.locator("main").inner_text()
            self._sign_ins[username] = page.context.storage_state()
        page = self.anybody(width=width, javascript=javascript, who=username)
        page.goto("/ruang-kerja/")
        return page

    def citizen(self, person: Mapping[str, str], *, width: int = PHONE, javascript: bool = False) -> Page:
        """A page of a citizen, signed in with NIK and code; on a telephone and without JavaScript unless asked."""
        if person["nik"] not in self._sign_ins:
            page = self.anybody(width=width, javascript=False)
            page.goto("/masuk/")
            self.sign_in_here(page, person)
            self._sign_ins[person["nik"]] = page.context.storage_state()
        page = self.anybody(width=width, javascript=javascript, who=person["nik"])
        page.goto("/surat/saya/")
        return page

    def sign_in_here(self, page: Page, person: Mapping[str, str]) -> None:
        """Signs a citizen in on the page that asks for it, with the code that came by mail."""
        before = self.codes_sent_to(page, person["email"])
        page.get_by_label("NIK").fill(person["nik"])
        page.get_by_role("button", name="Kirim kode").click()
        wait_for(
            lambda: len(self.codes_sent_to(page, person["email"])) > len(before),
            40,
            "the code has come by mail",
        )
        page.get_by_label("Kode 6 angka").fill(self.codes_sent_to(page, person["email"])[0])
        page.get_by_role("button", name="Masuk").click()
        assert "/masuk/" not in page.url, page.locator("main").inner_text()

    def codes_sent_to(self, page: Page, address: str) -> list[str]:
        """Sign-in codes in the demo's outbox for this address, newest first."""
        outbox = page.context.new_page()
        try:
            outbox.goto("/demo/kotak-keluar/")
            mails = outbox.locator("main li").filter(has_text=address).all_inner_texts()
        finally:
            outbox.close()
        found = [re.search(r"\b\d{6}\b", mail) for mail in mails if "Kode masuk" in mail]
        return [match.group() for match in found if match]

    def leave(self) -> None:
        """Everybody closes the browser."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def what_they_see(self) -> str:
        """The pages that are open now, as text: what a failure is understood by."""
        return "\n\n".join(self._seen(page) for context in self._contexts for page in context.pages)

    def _seen(self, page: Page) -> str:
        try:
            text = page.locator("body").inner_text(timeout=3_000)
        except BrowserError as error:
            text = f"(nothing to be read: {error.message})"
        return f"{page.url}:\n{text[:2_000]}"

    def _note(self, page: Page, kind: str, text: str) -> None:
        if kind == "error" and not any(expected in text for expected in EXPECTED):
            self.script_errors.append(f"{urlsplit(page.url).path}: {text}")


def fill_date(page: Page, day: date) -> None:
    """Fills in the first date that the page asks for."""
    for label, number in (("Hari", day.day), ("Bulan", day.month), ("Tahun", day.year)):
        page.get_by_label(label, exact=True).first.fill(str(number))
