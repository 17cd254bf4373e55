"""The regency sees figures; a person only by break-glass, and the person hears of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from citizens.models import Family, Resident
from foundation.access.reach import set_actor_reach
from foundation.access.roles import Actor, Grant, Role
from foundation.accounts.models import User
from foundation.audit.models import AccessEntry, BreakGlass
from foundation.notifications.models import Notification
from tests.access.cast import REGENCY, SARONGAN, citizen, code_now, officer, signed_in
from tests.acting import ActingClient, run_jobs, see_everything
from tests.citizens.factories import ResidentFactory

REASON = "Pengaduan nomor 12/2026 tentang KK ganda"


@pytest.fixture
def admin(db: None) -> User:
    return officer(Role.DISTRICT_ADMIN, REGENCY)


@pytest.fixture
def person(db: None) -> Resident:
    return ResidentFactory(name="Canary Own")


def ticket_for(client: ActingClient, typed: str) -> str:
    page = client.post("/kabupaten/penduduk/", {"category": "complaint", "reason": REASON, "q": typed})
    return str(page.context["ticket"])


@pytest.mark.parametrize("role", [Role.DISTRICT_ADMIN, Role.AUDITOR])
def test_an_unfiltered_query_shows_them_nobody(person: Resident, role: Role) -> None:
    """A view with a forgotten filter, in the transaction of somebody who reaches the whole regency."""
    user = officer(role, REGENCY)
    set_actor_reach(Actor(user.pk, user.name, grants=(Grant(role, REGENCY),)))
    assert Resident.objects.count() == 0
    assert Family.objects.count() == 0


def test_another_role_shows_its_own_village_only(person: Resident) -> None:
    ResidentFactory(village_id="35.10.01.2002")
    user = officer(Role.DISTRICT_ADMIN, REGENCY)
    grants = (Grant(Role.OPERATOR, SARONGAN), Grant(Role.DISTRICT_ADMIN, REGENCY))
    set_actor_reach(Actor(user.pk, user.name, grants=grants))
    assert set(Resident.objects.values_list("village_id", flat=True)) == {SARONGAN}


def test_reason_and_second_factor_come_before_the_search(admin: User, person: Resident) -> None:
    client = signed_in(admin)
    for missing in ("category", "reason", "q"):
        data = {"category": "complaint", "reason": REASON, "q": "canary", missing: ""}
        assert "Canary Own" not in client.post("/kabupaten/penduduk/", data).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        data = {"category": "complaint", "reason": REASON, "q": "canary"}
        page = client.post("/kabupaten/penduduk/", data).content.decode()
        assert "Canary Own" not in page
        page = client.post("/kabupaten/penduduk/", data | {"otp": code_now()}).content.decode()
        assert "Canary Own" in page
    assert str(person.nik) not in page
    assert AccessEntry.objects.latest("id").reason == REASON


@pytest.mark.parametrize("typed", ["canary", "nik"])
def test_opens_one_person_for_a_quarter_of_an_hour(admin: User, person: Resident, typed: str) -> None:
    client = signed_in(admin)
    page = f"/kabupaten/penduduk/{person.pk}/"
    assert client.get(page).status_code == 404
    ticket = ticket_for(client, str(person.nik) if typed == "nik" else typed)
    assert client.post(f"{page}buka/", {"ticket": ticket})["Location"] == page
    shown = client.get(page).content.decode()
    assert "Canary Own" in shown
    assert REASON in shown
    line = AccessEntry.objects.get(subject_id=person.pk)
    assert line.reference_id == BreakGlass.objects.get().pk
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(page).status_code == 404


def test_a_ticket_is_the_officers_own_and_ends(admin: User, person: Resident) -> None:
    ticket = ticket_for(signed_in(admin), "canary")
    other = signed_in(officer(Role.DISTRICT_ADMIN, REGENCY, "other.admin"))
    other.post(f"/kabupaten/penduduk/{person.pk}/buka/", {"ticket": ticket})
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        signed_in(admin).post(f"/kabupaten/penduduk/{person.pk}/buka/", {"ticket": ticket})
    assert not BreakGlass.objects.exists()


def test_the_village_and_the_person_hear_of_it(
    admin: User, person: Resident, django_capture_on_commit_callbacks: object
) -> None:
    told = [officer(role, SARONGAN) for role in (Role.SECRETARY, Role.HEAD)]
    officer(Role.OPERATOR, SARONGAN)
    client = signed_in(admin)
    client.post(f"/kabupaten/penduduk/{person.pk}/buka/", {"ticket": ticket_for(client, "canary")})
    run_jobs()
    see_everything()
    messages = Notification.objects.filter(key__startswith="opened:")
    assert {row.recipient_id for row in messages} == {person.pk, *(user.pk for user in told)}
    assert all(REASON in row.body and person.name not in row.body for row in messages)
    page = signed_in(citizen(person)).get("/akun/data-saya/").content.decode()
    assert REASON in page


class TestOwnData:
    """What a citizen reads of their own data."""

    def test_says_who_looked_from_which_office_and_why(self, person: Resident) -> None:
        clerk = officer(Role.OPERATOR, SARONGAN, name="Bu Sri Rahasia")
        signed_in(clerk).get(f"/desa/penduduk/{person.pk}/", {"tujuan": "aid"})
        page = signed_in(citizen(person)).get("/akun/data-saya/").content.decode()
        for words in ("Petugas desa", "Desa Sarongan", "halaman data diri", "bantuan sosial", "Canary Own"):
            assert words in page, words
        assert "Bu Sri Rahasia" not in page

    def test_tells_nobody_else(self, person: Resident) -> None:
        signed_in(officer(Role.OPERATOR, SARONGAN)).get(f"/desa/penduduk/{person.pk}/")
        stranger = ResidentFactory(name="Tetangga")
        page = signed_in(citizen(stranger)).get("/akun/data-saya/").content.decode()
        assert "halaman data diri" not in page
        assert "Canary Own" not in page
