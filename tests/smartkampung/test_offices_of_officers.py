"""Roles bring an office in whose name letters are signed, and it ends with them: nothing is laid before who left."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.models import RoleAssignment, User
from tests.access.cast import KECAMATAN, PESANGGARAN, REGENCY, SARONGAN, SINCE, in_office, officer, signed_in
from villages import queries
from villages.models import Official, Region
from villages.services.deputies import deputy_name

pytestmark = pytest.mark.django_db
OFFICERS = "/kabupaten/petugas/"
TODAY = timezone.localdate


@pytest.fixture
def browser() -> Client:
    return signed_in(officer(Role.DISTRICT_ADMIN, REGENCY, "admin.satu"))


@pytest.fixture
def head() -> User:
    return officer(Role.HEAD, SARONGAN, "kades", name="Sri Wahyuni")


def end(browser: Client, role: RoleAssignment, *, with_office: bool = True) -> Any:
    data = {"x": "1"} | ({"with_office": "on"} if with_office else {})
    return browser.post(f"{OFFICERS}{role.user_id}/peran/{role.pk}/akhiri/", data)


def give(browser: Client, user: User, role: str, area: str, since: date, until: date | None = None) -> Any:
    data = {"role": role, "area": area, "valid_from": since.isoformat()}
    return browser.post(
        f"{OFFICERS}{user.pk}/peran/", data | ({"valid_until": until.isoformat()} if until else {})
    )


def question(browser: Client, role: RoleAssignment) -> str:
    return str(browser.get(f"{OFFICERS}{role.user_id}/peran/{role.pk}/akhiri/").content.decode())


class TestEnding:
    @pytest.mark.parametrize(
        ("role", "area", "position"),
        [
            (Role.HEAD, SARONGAN, "head"),
            (Role.SECRETARY, SARONGAN, "secretary"),
            (Role.SUBDISTRICT, KECAMATAN, "subdistrict_head"),
        ],
    )
    def test_the_office_ends_with_the_role(
        self, browser: Client, role: Role, area: str, position: str
    ) -> None:
        user = officer(role, area, "pejabat")
        office = in_office(user, area, position)
        assert "checked" in question(browser, user.assignments.get())
        assert end(browser, user.assignments.get()).status_code == 302
        office.refresh_from_db()
        assert office.term_end == TODAY() - timedelta(days=1)
        assert not queries.in_office().filter(pk=office.pk).exists()

    def test_it_goes_on_when_that_is_wanted(self, browser: Client, head: User) -> None:
        office = in_office(head, SARONGAN)
        assert end(browser, head.assignments.get(), with_office=False).status_code == 302
        office.refresh_from_db()
        assert office.term_end is None

    def test_an_entry_without_account_is_known_by_the_name(self, browser: Client, head: User) -> None:
        office = in_office(head, SARONGAN)
        Official.objects.filter(pk=office.pk).update(user_id=None, name="SRI WAHYUNI")
        end(browser, head.assignments.get())
        office.refresh_from_db()
        assert office.term_end is not None

    def test_others_stay(self, browser: Client, head: User) -> None:
        in_office(head, SARONGAN)
        colleague = in_office(officer(Role.HEAD, SARONGAN, "lain"), SARONGAN)
        neighbour = in_office(head, PESANGGARAN)
        secretary = in_office(head, SARONGAN, "secretary")
        end(browser, head.assignments.get())
        ids = [colleague.pk, neighbour.pk, secretary.pk]
        assert Official.objects.filter(pk__in=ids, term_end=None).count() == len(ids)

    def test_nothing_is_asked_of_who_holds_no_office(self, browser: Client) -> None:
        clerk = officer(Role.OPERATOR, SARONGAN, "sri")
        assert "with_office" not in question(browser, clerk.assignments.get())

    def test_a_deputys_role_ends_the_mandate_alone(self, browser: Client) -> None:
        secretary = officer(Role.SECRETARY, SARONGAN, "sekdes")
        own = in_office(secretary, SARONGAN, "secretary")
        mandate = deputy_name(
            Region.objects.get(code=SARONGAN),
            user_id=secretary.pk,
            name=secretary.name,
            prefix="Plh.",
            title="",
            mandate="800/1",
            term_start=TODAY() - timedelta(days=2),
            term_end=TODAY() + timedelta(days=5),
        )
        end(browser, secretary.assignments.get(role=Role.HEAD))
        own.refresh_from_db()
        mandate.refresh_from_db()
        assert own.term_end is None
        assert mandate.term_end == TODAY() - timedelta(days=1)

    def test_while_another_such_role_goes_on_the_office_does(self, browser: Client, head: User) -> None:
        in_office(head, SARONGAN)
        give(browser, head, "head", SARONGAN, TODAY())
        assert "with_office" not in question(browser, head.assignments.get(valid_from=SINCE))

    def test_a_role_given_by_mistake_leaves_no_office(self, browser: Client) -> None:
        clerk = officer(Role.OPERATOR, SARONGAN, "sri")
        give(browser, clerk, "secretary", SARONGAN, TODAY())
        assert Official.objects.filter(user_id=clerk.pk).count() == 1
        end(browser, clerk.assignments.get(role="secretary"))
        assert not Official.objects.filter(user_id=clerk.pk).exists()

    def test_a_role_that_is_over_ends_no_second_time(self, browser: Client, head: User) -> None:
        role = head.assignments.get()
        RoleAssignment.objects.filter(pk=role.pk).update(valid_until=SINCE)
        assert "sudah berakhir" in end(browser, role).content.decode()
        role.refresh_from_db()
        assert role.valid_until == SINCE

    def test_shutting_the_account_says_that_the_office_goes_on(self, browser: Client, head: User) -> None:
        in_office(head, SARONGAN)
        page = browser.get(f"{OFFICERS}{head.pk}/tindakan/nonaktifkan/").content.decode()
        assert "Kepala Desa Sarongan tetap berjalan" in page


class TestGiving:
    def test_who_is_recorded_already_is_not_recorded_twice(self, browser: Client) -> None:
        clerk = officer(Role.OPERATOR, SARONGAN, "sri", name="Sri Wahyuni")
        known = in_office(clerk, SARONGAN, "secretary")
        Official.objects.filter(pk=known.pk).update(user_id=None, nip="197501012000032001")
        until = TODAY() + timedelta(days=30)
        give(browser, clerk, "secretary", SARONGAN, TODAY(), until)
        known.refresh_from_db()
        assert Official.objects.get(user_id=clerk.pk) == known
        assert (known.nip, known.term_start, known.term_end) == ("197501012000032001", SINCE, until)

    def test_an_office_lasts_as_long_as_the_longest_role(self, browser: Client, head: User) -> None:
        office = in_office(head, SARONGAN)
        give(browser, head, "head", SARONGAN, TODAY(), TODAY() + timedelta(days=30))
        office.refresh_from_db()
        assert office.term_end is None
        assert Official.objects.filter(user_id=head.pk).count() == 1
