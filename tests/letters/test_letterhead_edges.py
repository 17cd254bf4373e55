"""The letterhead's preview at the edges: shown in its own page alone, not without end, and whole or not at all."""

import pytest
from django.test import Client

from foundation.access.rate_limit import Limit
from foundation.documents.engine import RenderFailed
from letters.models import Letter
from letters.rendering.html import letter_html
from letters.rendering.snapshot import Snapshot
from smartkampung import letterhead
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_request, an_office, an_officer
from tests.letters.test_letterhead import PAGE, PREVIEW, TYPED
from villages.models import VillageProfile

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary() -> Client:
    an_office()
    return signed_in(an_officer("sekretaris.3510012001", "secretary", SARONGAN))


def test_the_page_shows_its_own_preview_and_no_other_site_shows_it(secretary: Client) -> None:
    page = secretary.get(PAGE)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    preview = secretary.get(PREVIEW)
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]


def test_previews_are_made_at_a_human_pace(secretary: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letterhead, "PREVIEWS", Limit("letterhead-preview-test", 2, 60))
    monkeypatch.setattr(letterhead, "render_letter", lambda snapshot: b"%PDF-")
    assert [secretary.get(PREVIEW).status_code for _ in range(3)] == [200, 200, 429]


def test_arms_that_are_lost_or_a_page_that_fails_is_said_in_words(
    secretary: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    VillageProfile.objects.filter(region_id=SARONGAN).update(arms="aa/bb/aabb")
    assert secretary.get(PREVIEW).status_code == 503

    def fail(snapshot: Snapshot) -> bytes:
        raise RenderFailed("mati")

    monkeypatch.setattr(letterhead, "render_letter", fail)
    assert secretary.get(PREVIEW).status_code == 503


def test_the_page_shows_the_lines_that_were_saved(secretary: Client) -> None:
    secretary.post(PAGE, TYPED | {"lines": "SEKRETARIAT\n\n  PELAYANAN   TERPADU "})
    assert VillageProfile.objects.get(region_id=SARONGAN).letterhead_lines == [
        "SEKRETARIAT",
        "PELAYANAN TERPADU",
    ]
    shown = secretary.get(PAGE).content.decode()
    assert "SEKRETARIAT\nPELAYANAN TERPADU" in shown


def test_each_margin_lies_on_its_own_side_and_the_head_is_as_wide_as_the_text(secretary: Client) -> None:
    secretary.post(PAGE, TYPED | {"margin_top": "15", "margin_left": "40", "margin_right": "20"})
    html = letter_html(Letter.objects.get(request=a_request("signed")).snapshot)
    assert "@page { margin: 15mm 20mm 25mm 40mm;" in html
    assert ".paper-a4 header { width: 150mm; }" in html
    assert ".paper-f4 header { width: 155mm; }" in html
