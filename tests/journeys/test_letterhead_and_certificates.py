"""The letterhead's editor, the certificates' pages and all kinds of office letters under axe, also when refused."""

import pytest

from tests.journeys.test_accessibility import DIGITS, VILLAGE, Inspection
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.journey


def test_the_letterhead(visitors: Visitors) -> None:
    page = visitors.officer(f"sekdes.{DIGITS}")
    look = Inspection(page)
    look.visit("/desa/pengaturan/kop/")
    page.get_by_label("Jarak kiri").fill("900")
    page.get_by_role("button", name="Simpan kop surat").click()
    page.get_by_text("Ada yang perlu diperbaiki").first.wait_for()
    look.examine("a margin wider than the paper")
    look.assert_nothing_wrong()


def test_the_certificates(visitors: Visitors) -> None:
    head = Inspection(visitors.officer(f"kades.{DIGITS}"))
    head.visit("/sertifikat/")
    head.assert_nothing_wrong()
    admin = Inspection(visitors.officer("admin.kabupaten"))
    village = f"/sertifikat/desa/{VILLAGE}/"
    for path in ("/sertifikat/", village, f"{village}terbitkan/", f"{village}cabut/"):
        admin.visit(path)
    admin.page.get_by_role("button", name="Cabut").click()
    admin.examine("revoking without a reason")
    admin.assert_nothing_wrong()


def test_every_kind_of_office_letter(visitors: Visitors) -> None:
    page = visitors.officer(f"operator.{DIGITS}")
    look = Inspection(page)
    look.visit("/desa/surat-dinas/")
    kinds = page.locator(".sk-choices a").evaluate_all("links => links.map(link => link.pathname)")
    assert kinds
    for path in kinds:
        look.visit(path)
        page.locator(".sk-act--now").get_by_role("button").click()
        look.examine(f"{path} with nothing filled in")
    look.assert_nothing_wrong()
