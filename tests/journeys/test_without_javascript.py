"""Without JavaScript everything works all the same: searching, choosing, signing, refusing, the camat's list."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE, DIGITS = "35.10.16.1004", "3510161004"


def test_the_search_in_the_inbox_has_a_button(visitors: Visitors, product: Product) -> None:
    office = Office(product, VILLAGE)
    (request_id,) = office.ready_to_sign(1)
    ((code,),) = product.rows("SELECT code FROM letters_request WHERE id = %s", request_id)
    operator = visitors.officer(f"operator.{DIGITS}", javascript=False)
    operator.goto("/desa/")
    operator.get_by_role("searchbox").fill(code)
    operator.get_by_role("button", name="Cari").click()
    expect(operator.get_by_role("row").filter(has_text=code)).to_have_count(1)


def test_a_request_comes_back_to_the_citizen_and_is_mended(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE)
    office = Office(product, VILLAGE)
    request_id = office.request(person["nik"])
    operator = visitors.officer(f"operator.{DIGITS}", javascript=False)
    operator.goto(f"/desa/permohonan/{request_id}/")
    operator.get_by_text("Kembalikan untuk diperbaiki").first.click()
    operator.get_by_label("Untuk keperluan apa?", exact=True).check()
    operator.get_by_label("Apa yang harus diperbaiki?").fill("Sebutkan nama banknya.")
    operator.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    expect(operator.locator("main")).to_contain_text("Permohonan sudah dikembalikan kepada pemohon.")

    citizen = visitors.citizen(person)
    citizen.goto(f"/surat/saya/{request_id}/")
    expect(citizen.locator("main")).to_contain_text("Sebutkan nama banknya.")
    citizen.get_by_role("link", name="Lengkapi sekarang").click()
    citizen.get_by_label("Untuk keperluan apa?").fill("Membuka rekening Bank Jatim")
    citizen.get_by_role("button", name="Simpan dan lanjutkan").click()
    citizen.get_by_role("link", name="Lanjutkan").click()
    citizen.get_by_role("button", name="Kirim permohonan").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Permohonan terkirim")
    assert product.rows("SELECT state FROM letters_request WHERE id = %s", request_id) == [("submitted",)]


def test_the_camat_countersigns_from_the_list(visitors: Visitors, product: Product) -> None:
    (person,) = product.citizens(VILLAGE, skip=1)
    office = Office(product, VILLAGE)
    request_id = office.request(person["nik"], letter_type="sktm")
    assert office.secretary.post_patiently(f"requests/{request_id}/initial").status == 200
    assert office.sign(request_id).status == 200
    camat = visitors.officer("camat.351016", javascript=False)
    camat.goto("/kecamatan/")
    camat.locator(f"input[type=checkbox][value^='{request_id}']").check()
    camat.get_by_role("button", name=re.compile("Sahkan yang dipilih")).click()
    expect(camat.locator("main")).to_contain_text(re.compile("1 surat sudah"))
    office.wait_for_documents([request_id], 60)
