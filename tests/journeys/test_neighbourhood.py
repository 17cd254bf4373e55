"""The head of a hamlet states that they know an applicant; the office sees it, and nobody else's people are shown."""

import pytest
from playwright.sync_api import expect

from tests.journeys.visitors import PHONE, Visitors
from tests.office import Office
from tests.product import Product

pytestmark = pytest.mark.journey

VILLAGE, DIGITS = "35.10.01.2001", "3510012001"
HAMLET = f"{VILLAGE}.01"


def test_the_hamlet_head_vouches_for_an_applicant(visitors: Visitors, product: Product) -> None:
    people = product.citizens(VILLAGE, 20)
    near = next(person for person in people if person["area_code"].startswith(f"{HAMLET}."))
    far = next(person for person in people if not person["area_code"].startswith(f"{HAMLET}."))
    office = Office(product, VILLAGE)
    near_request, far_request = (submitted(office, person["nik"]) for person in (near, far))
    head = visitors.officer(f"kadus.{DIGITS}", width=PHONE, javascript=False)

    head.goto(f"/desa/permohonan/{near_request}/")
    assert near["nik"] not in head.content()
    head.get_by_role("button", name="Saya mengenal warga ini").click()

    expect(head.locator("main")).to_contain_text("Pernyataan sudah dicatat.")
    operator = visitors.officer(f"operator.{DIGITS}")
    operator.goto(f"/desa/permohonan/{near_request}/")
    expect(operator.locator("main")).to_contain_text("Dikenal oleh")
    assert head.goto(f"/desa/permohonan/{far_request}/").status == 404  # type: ignore[union-attr]


def submitted(office: Office, resident: str) -> str:
    """A request that waits for its check."""
    made = office.operator.post(
        "requests", {"letter_type": "domisili", "resident": resident, "data": {"keperluan": "Bekerja"}}
    )
    assert office.operator.post(f"requests/{made.body['id']}/submit").status == 200
    return str(made.body["id"])
