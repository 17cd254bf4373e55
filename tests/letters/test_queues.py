"""Figures of queues are what a plain recount gives."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from foundation.accounts.models import User
from foundation.jobs import circuit
from letters.models import Request
from letters.queries.electronic import SERVICE
from letters.queries.queues import district_queues, village_queues
from letters.queries.requests import awaiting, counts_by_state, inbox, turn_count, village_figures
from letters.views import signing
from letters.workflow import OPEN_STATES
from tests.acting import ActingClient
from tests.citizens.factories import PENGANJURAN, PESANGGARAN, SARONGAN
from tests.letters.factories import a_kind, a_request, an_office, an_officer
from villages.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]
STATES = (
    "draft",
    "submitted",
    "submitted",
    "checked",
    "returned",
    "initialled",
    "signed",
    "cancelled",
    "issued",
)


@pytest.fixture
def busy_morning() -> None:
    """Work in three villages of two sub-districts; every second open request is late."""
    for village, shift in ((SARONGAN, 0), (PESANGGARAN, 3), (PENGANJURAN, 5)):
        office = an_office(village)
        for state in STATES[shift:]:
            a_request(state, office=office)
    now = timezone.now()
    for index, case in enumerate(Request.objects.filter(state__in=OPEN_STATES).order_by("id")):
        moved = timedelta(hours=3 + index)
        due = now - timedelta(minutes=5) if index % 2 else now + timedelta(minutes=5)
        Request.objects.filter(pk=case.pk).update(submitted_at=now - moved, due_at=due)


def recount(village: str) -> dict[str, object]:
    rows = [row for row in Request.objects.all() if row.village_id == village and row.state in OPEN_STATES]
    return {
        "waiting": len(rows),
        "late": sum(row.due_at is not None and row.due_at < timezone.now() for row in rows),
        "oldest": min((row.submitted_at for row in rows if row.submitted_at), default=None),
        "by_state": dict(Counter(row.state for row in rows)),
    }


@pytest.mark.usefixtures("busy_morning")
class TestFigures:
    """Of villages, sub-districts and the regency."""

    def test_a_villages_figures_equal_a_recount(self) -> None:
        figures = village_figures([SARONGAN, PESANGGARAN, PENGANJURAN])
        for village in (SARONGAN, PESANGGARAN, PENGANJURAN):
            assert figures[village] == recount(village)
            assert figures[village]["late"] > 0

    def test_sums_of_sub_districts(self) -> None:
        regent = actor_for(an_officer("admin", Role.DISTRICT_ADMIN, "35.10"))
        queues = {queue.code: queue for queue in district_queues(regent)}
        assert len(queues) == Region.objects.filter(level="district").count()
        here = queues["35.10.01"]
        parts = [recount(SARONGAN), recount(PESANGGARAN)]
        assert here.waiting == sum(part["waiting"] for part in parts)  # type: ignore[misc]
        assert here.late == sum(part["late"] for part in parts)  # type: ignore[misc]
        assert here.oldest == min(part["oldest"] for part in parts)  # type: ignore[type-var]
        total = sum(queue.waiting for queue in queues.values())
        assert total == Request.objects.filter(state__in=OPEN_STATES).count()

    def test_a_village_with_nothing_to_do_is_listed_too(self) -> None:
        regent = actor_for(an_officer("admin", Role.DISTRICT_ADMIN, "35.10"))
        queues = village_queues(regent)
        assert len(queues) == Region.objects.filter(level="village").count()
        idle = [queue for queue in queues if not queue.waiting]
        assert len(idle) == len(queues) - 3
        assert all((queue.late, queue.oldest, queue.by_state) == (0, None, {}) for queue in idle)

    def test_each_desk_sees_the_villages_in_its_reach(self) -> None:
        office = an_office()
        assert {queue.code for queue in village_queues(office.operator)} == {SARONGAN}
        under_the_camat = {queue.code for queue in village_queues(office.camat)}
        assert under_the_camat == set(
            Region.objects.filter(parent_id="35.10.01").values_list("pk", flat=True)
        )

    def test_the_regencys_page_shows_the_totals(self) -> None:
        browser = ActingClient()
        browser.force_login(an_officer("admin", Role.DISTRICT_ADMIN, "35.10"))
        page = browser.get("/kabupaten/")
        total = Request.objects.filter(state__in=OPEN_STATES).count()
        assert page.context["totals"]["waiting"] == total
        assert page.context["totals"]["late"] == sum(
            int(str(recount(village)["late"])) for village in (SARONGAN, PESANGGARAN, PENGANJURAN)
        )

    def test_counts_by_state_are_the_villages_own(self) -> None:
        counts = counts_by_state(an_office().operator)
        assert counts == Counter(STATES)

    def test_the_most_urgent_comes_first(self) -> None:
        due = [case.due_at for case in inbox(an_office().operator)]
        assert due == sorted(due)  # type: ignore[type-var]
        assert len(due) == sum(STATES.count(state) for state in OPEN_STATES)


def test_what_waits_for_the_head_also_without_initials() -> None:
    office = an_office()
    a_kind("singkat", steps=["check", "sign"])
    waiting = {a_request("initialled").pk, a_request("checked", kind="singkat").pk}
    a_request("checked")
    a_request("submitted", kind="singkat")
    assert {case.pk for case in awaiting(office.head, Role.HEAD)} == waiting
    assert turn_count(office.head, Role.HEAD) == 2


def test_what_waits_for_the_camat() -> None:
    case = a_request("signed", kind="sktm")
    a_request("signed")
    a_request("initialled", kind="sktm")
    assert [row.pk for row in awaiting(an_office().camat, Role.SUBDISTRICT)] == [case.pk]
    assert not awaiting(an_office(PENGANJURAN).camat, Role.SUBDISTRICT).exists()


def test_an_open_request_is_found_by_code_name_and_number() -> None:
    office = an_office()
    case = a_request("issued")
    a_request("submitted")
    for text in (case.code, case.code.lower(), case.letter.number):
        assert [row.pk for row in inbox(office.operator, text=text)] == [case.pk]
    assert inbox(office.operator, text="sugeng").count() == 2
    assert inbox(office.operator, text="%").count() == 0


def test_while_the_signing_service_rests_every_queue_says_that_letters_wait() -> None:
    office = an_office()
    district = an_officer("admin.kab", Role.DISTRICT_ADMIN, "35.10")
    pages = {
        office.operator.user_id: "/desa/",
        office.head.user_id: "/desa/tanda-tangan/",
        office.camat.user_id: "/kecamatan/",
        district.pk: "/kabupaten/",
    }
    said = "Layanan tanda tangan elektronik sedang tidak menjawab"

    def shown() -> list[bool]:
        found = []
        for user_id, address in pages.items():
            browser = ActingClient()
            browser.force_login(User.objects.get(pk=user_id))
            found.append(said in browser.get(address).content.decode())
        return found

    assert shown() == [False] * 4
    for _ in range(circuit.IN_A_ROW):
        circuit.failed(SERVICE, "tidak menjawab")
    assert shown() == [True] * 4


def test_of_many_the_most_urgent_are_shown_and_how_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "MOST_AT_ONCE", 2)
    office = an_office()
    for _ in range(3):
        a_request("initialled", office=office)
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=office.head.user_id))
    page = browser.get("/desa/tanda-tangan/").content.decode()
    assert "2 yang paling mendesak dari 3" in page
    assert page.count('name="chosen"') == 2
