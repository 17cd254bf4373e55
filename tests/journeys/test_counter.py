"""The counter: a person is found while they say their name, and their letter is issued by three officers."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitors import Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE, DIGITS = "35.10.01.2002", "3510012002"


def test_a_clerk_finds_a_person_by_typing_and_issues_a_letter(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE)
    operator = visitors.officer(f"operator.{DIGITS}")
    operator.goto("/desa/loket/")
    operator.get_by_role("searchbox").press_sequentially(person["name"].lower()[:12], delay=20)
    # htmx answers without a press of a button.
    expect(operator.get_by_role("link", name=person["name"], exact=True).first).to_be_visible()

    issue_domisili(operator, person, search=False)
    request_id = operator.url.strip("/").rsplit("/", 1)[-1]

    secretary = visitors.officer(f"sekdes.{DIGITS}")
    secretary.goto(f"/desa/permohonan/{request_id}/")
    secretary.get_by_role("button", name="Beri paraf").click()
    expect(secretary.locator("main")).to_contain_text("Paraf sudah dicatat.")
    assert product.rows("SELECT state FROM letters_request WHERE id = %s", request_id) == [("initialled",)]


def test_the_counter_works_without_javascript(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=1)
    operator = visitors.officer(f"operator.{DIGITS}", javascript=False)
    issue_domisili(operator, person)


def test_the_head_signs_several_at_once(visitors: Visitors, product: Product) -> None:
    office = Office(product, VILLAGE)
    waiting = office.ready_to_sign(3)
    head = visitors.officer(f"kades.{DIGITS}")
    head.goto("/desa/tanda-tangan/")
    for request_id in waiting:
        head.locator(f"input[type=checkbox][value^='{request_id}']").check()

    head.get_by_role("button", name=re.compile("Tanda tangani yang dipilih")).click()

    expect(head.locator("main")).to_contain_text("3 surat sudah ditandatangani.")
    office.wait_for_documents(waiting, 60)


def test_nothing_chosen_is_said_and_signs_nothing(visitors: Visitors, product: Product) -> None:
    office = Office(product, VILLAGE)
    (request_id,) = office.ready_to_sign(1)
    head = visitors.officer(f"kades.{DIGITS}", javascript=False)
    head.goto("/desa/tanda-tangan/")
    head.get_by_role("button", name=re.compile("Tanda tangani yang dipilih")).click()
    expect(head.get_by_text("Pilih paling sedikit satu permohonan.").first).to_be_visible()
    assert product.rows("SELECT state FROM letters_request WHERE id = %s", request_id) == [("initialled",)]


def issue_domisili(page: Page, person: Mapping[str, str], *, search: bool = True) -> None:
    """From the search to the request that lies before the secretary."""
    if search:
        page.goto("/desa/loket/")
        page.get_by_role("searchbox").fill(person["nik"])
        page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name=person["name"], exact=True).first.click()
    page.get_by_role("link", name="Surat Keterangan Domisili", exact=True).first.click()
    page.get_by_label("Untuk keperluan apa?").fill("Membuka rekening bank")
    page.get_by_label("Saya sudah melihat KTP/KK").check()
    page.locator(".sk-act--now").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("sudah diteruskan.")
    expect(page.get_by_role("heading", level=1)).to_contain_text(person["name"])
