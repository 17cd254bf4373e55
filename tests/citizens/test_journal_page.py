"""What the inspectorate reads of the journal."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from uuid6 import uuid7

from citizens.models import Resident
from foundation.access.roles import Actor, Grant, Role
from foundation.accounts.models import User
from foundation.audit.journal import Subject, record_access
from foundation.audit.models import Purpose, Screen
from foundation.audit.queries import seen_people
from tests.access.cast import PESANGGARAN, REGENCY, SARONGAN, officer, signed_in
from tests.citizens.factories import ResidentFactory

JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=JAKARTA)


@pytest.fixture
def clerk(db: None) -> User:
    return officer(Role.OPERATOR, SARONGAN, name="Sri Wahyuni")


def look(user: User, resident: Resident) -> None:
    actor = Actor(user.pk, user.name, grants=(Grant(Role.OPERATOR, SARONGAN),))
    subject = Subject(resident.pk, resident.area_code, resident.family_id)
    record_access(actor, subject, screen=Screen.RESIDENT, purpose=Purpose.SERVICE)


def test_tells_the_officer_and_no_person(clerk: User) -> None:
    person = ResidentFactory(name="Canary Own")
    look(clerk, person)
    for role, area in ((Role.AUDITOR, REGENCY), (Role.HEAD, SARONGAN)):
        page = signed_in(officer(role, area)).get("/jurnal-akses/").content.decode()
        assert "Sri Wahyuni" in page
        assert f"#{person.pk.hex[-6:].upper()}" in page
        assert "Canary" not in page
    neighbour = signed_in(officer(Role.HEAD, PESANGGARAN)).get("/jurnal-akses/").content.decode()
    assert "Sri Wahyuni" not in neighbour


def test_filters_by_officer_village_and_day(clerk: User) -> None:
    with time_machine.travel(NOON):
        look(clerk, ResidentFactory())
        auditor = signed_in(officer(Role.AUDITOR, REGENCY))
        for query, shown in (
            ({"petugas": "wahyuni"}, True),
            ({"petugas": "bambang"}, False),
            ({"desa": SARONGAN}, True),
            ({"desa": PESANGGARAN}, False),
            ({"hari_day": "24", "hari_month": "11", "hari_year": "2026"}, True),
            ({"hari_day": "23", "hari_month": "11", "hari_year": "2026"}, False),
        ):
            page = auditor.get("/jurnal-akses/", query).content.decode()
            assert ("halaman data diri" in page) is shown, query


def test_marks_what_stands_out(clerk: User) -> None:
    person = ResidentFactory()
    User.objects.filter(pk=clerk.pk).update(person_id=person.pk)
    clerk.refresh_from_db()
    with time_machine.travel(NOON.replace(hour=23)):
        look(clerk, person)
        page = signed_in(officer(Role.AUDITOR, REGENCY)).get("/jurnal-akses/").content.decode()
    assert "malam hari (1)" in page
    assert "keluarganya sendiri (1)" in page
    assert "dalam satu jam" not in page


def test_marks_many_people_in_an_hour(clerk: User) -> None:
    actor = Actor(clerk.pk, clerk.name, grants=(Grant(Role.OPERATOR, SARONGAN),))
    with time_machine.travel(NOON, tick=False):
        for _ in range(101):
            record_access(actor, Subject(uuid7(), SARONGAN), screen=Screen.RESIDENT, purpose=Purpose.SERVICE)
        page = signed_in(officer(Role.AUDITOR, REGENCY)).get("/jurnal-akses/").content.decode()
        assert "lebih dari 100 orang dalam satu jam (101)" in page
        assert seen_people(clerk.pk, NOON, NOON.replace(hour=13)).count() == 101
        assert seen_people(clerk.pk, NOON.replace(hour=11), NOON).count() == 0
