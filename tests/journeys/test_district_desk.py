"""Those above the villages: figures of every queue and no person; and each lands where their work is."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import Visitors
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGES = 217
NIK = re.compile(r"\b\d{16}\b")


def test_the_district_sees_every_queue_and_no_person(visitors: Visitors, product: Product) -> None:
    admin = visitors.officer("admin.kabupaten")
    assert "/kabupaten/" in admin.url
    expect(admin.locator("main")).to_contain_text(str(VILLAGES))
    expect(admin.get_by_text("Sarongan").first).to_be_attached()
    shown = admin.content()
    assert NIK.search(shown) is None
    assert [name for name in applicants(product) if name in shown] == []
    for path in ("/desa/", "/desa/penduduk/", "/desa/loket/", "/kecamatan/"):
        response = admin.goto(path)
        assert response is not None
        assert response.status in (403, 404), path


def test_the_auditor_reads_a_masked_register(visitors: Visitors, product: Product) -> None:
    auditor = visitors.officer("auditor")
    response = auditor.goto("/desa/register/")
    assert response is not None
    assert response.status == 200
    shown = auditor.locator("main").inner_text()
    assert NIK.search(shown) is None
    assert [name for name in applicants(product) if name in shown] == []
    assert re.search(r"\w\*+", shown), "the register has letters with masked names"


def test_the_social_officer_lands_somewhere_that_says_who_they_are(visitors: Visitors) -> None:
    officer = visitors.officer("dinsos")
    expect(officer.get_by_role("heading", level=1)).to_be_visible()
    expect(officer.locator("body")).to_contain_text("Dinas Sosial")


def test_the_camat_sees_the_own_villages_only(visitors: Visitors, product: Product) -> None:
    camat = visitors.officer("camat.351016")
    assert "/kecamatan/" in camat.url
    others = product.rows("SELECT id FROM letters_request WHERE village_id = '35.10.01.2001' LIMIT 1")
    response = camat.goto(f"/kecamatan/permohonan/{others[0][0]}/")
    assert response is not None
    assert response.status == 404


def applicants(product: Product) -> list[str]:
    """Names of those who asked for letters; a single word may well stand on a page for something else."""
    rows = product.rows(
        "SELECT DISTINCT p.name FROM letters_request r JOIN citizens_resident p ON p.id = r.resident_id"
    )
    return [name for (name,) in rows if " " in name]
