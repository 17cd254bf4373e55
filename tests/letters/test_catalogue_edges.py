"""The catalogue at the edges: whom a kind is for, whose kinds are shown, and what counts as asked for before."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.accounts.models import User
from letters.models import LetterType, Request
from letters.numbering import next_number
from letters.queries.catalogue import MOST_LATELY, asked_lately, current_version, offered_versions
from tests.acting import ActingClient
from tests.citizens.factories import PESANGGARAN, ResidentFactory
from tests.letters.factories import ANSWERS, a_citizen, a_kind, a_request, an_office
from villages.models import VillageProfile

pytestmark = pytest.mark.django_db
PAGE = "/surat/"


def shown(browser: ActingClient, **query: str) -> str:
    text: str = browser.get(PAGE, query).content.decode()
    return text


def test_citizens_are_offered_what_they_may_ask_for_alone() -> None:
    a_kind("loket", steps=["sign"], audience=["counter"], name="Surat Hanya Loket")
    case = a_request("submitted", kind="loket")
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=a_citizen(case.resident).user_id))
    assert "Surat Hanya Loket" not in shown(browser)
    assert [v.letter_type.code for v in asked_lately(an_office().operator, "counter")] == ["loket"]


def test_a_villages_own_kinds_are_shown_to_its_own_people() -> None:
    office = an_office()
    kind = a_kind("khusus", steps=["sign"]).letter_type
    LetterType.objects.filter(pk=kind.pk).update(village=office.village)
    assert current_version("khusus", office.village.pk) is not None
    assert current_version("khusus", PESANGGARAN) is None
    assert current_version("khusus") is None


def test_a_copy_that_was_never_published_hides_nothing() -> None:
    office = an_office()
    LetterType.objects.create(code="usaha", village=office.village)
    found = current_version("usaha", office.village.pk)
    assert found is not None
    assert found.letter_type.village_id is None


def test_asked_for_before_means_within_three_months_and_a_few() -> None:
    resident = ResidentFactory()
    citizen = a_citizen(resident)
    codes = [f"sering-{number}" for number in range(MOST_LATELY + 1)]
    for number, code in enumerate(codes):
        a_kind(code, steps=["check"])
        for _ in range(1 + (number == 3)):
            a_request("draft", kind=code, resident=resident, by=citizen, channel=Request.Channel.WEB)
    lately = [version.letter_type.code for version in asked_lately(citizen, "citizen")]
    assert lately[0] == "sering-3"
    assert len(lately) == MOST_LATELY
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=citizen.user_id))
    assert "Pernah Bapak/Ibu ajukan" in shown(browser)
    assert "Pernah Bapak/Ibu ajukan" not in shown(browser, q="sktm")
    Request.objects.update(created_at=timezone.now() - timedelta(days=91))
    assert asked_lately(citizen, "citizen") == []


def test_only_papers_that_are_needed_are_named_before_one_begins() -> None:
    papers = [
        {"name": name, "label": label, "required": required}
        for name, label, required in (("ktp", "Foto KTP lama", True), ("lain", "Foto rumah tua", False))
    ]
    a_kind("berkas", steps=["check"], documents=papers)
    page = shown(ActingClient())
    assert "Foto KTP lama" in page
    assert "Foto rumah tua" not in page


def test_the_example_of_a_number_is_the_next_one_and_takes_none() -> None:
    office = an_office()
    profile = VillageProfile.objects.get(region=office.village)
    version: Any = offered_versions(office.village.pk).get(letter_type__code="domisili")
    told = (office.village, profile, version.classification, "domisili")
    for sequence in ("001", "002"):
        assert f"/{sequence}/" in next_number(*told)
        assert f"/{sequence}/" in next_number(*told)
        a_request("signed", data=ANSWERS["domisili"])
