"""No officer sees anything of a person without a line in the access journal."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from citizens.models import Resident
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry, Purpose, Screen
from tests.acting import see_only

from .calls import address_of, browser
from .cast import PESANGGARAN, SARONGAN, STATIONS, officer, signed_in, with_token
from .test_matrix import MATRIX
from .world import Papers

SEARCHES = (
    "/desa/penduduk/?q=canary",
    "/desa/loket/?q=canary",
    "/api/v1/residents?q=canary",
    "/desa/?keadaan=semua",
)
PAPERS = re.compile(r"/surat\.pdf$|/letters/[^/]+/pdf$|/berkas/")
"""Addresses of files about a person, which can't be searched for a name."""


@pytest.mark.parametrize("role", list(STATIONS))
def test_each_page_with_a_persons_data_has_its_line(role: Role, papers: dict[str, Papers]) -> None:
    user = officer(role, STATIONS[role])
    session, program = signed_in(user).session.session_key or "", with_token(user)
    own = papers["own"]
    person = Resident.objects.get(pk=own.resident)
    signs = [value.encode() for value in (person.name, str(person.nik), person.phone)]
    pages = [address_of(r["route"], own, r["detail"], r["object"]) for r in MATRIX if r["method"] == "GET"]
    unseen = []
    for address in (*pages, *SEARCHES):
        before = AccessEntry.objects.count()
        answer = (program if address.startswith("/api/") else browser(session)).get(address)
        body = b"" if answer.streaming else answer.content
        shows = any(sign in body for sign in signs) or PAPERS.search(address)
        if answer.status_code == 200 and shows and AccessEntry.objects.count() == before:
            unseen.append(address)
    # The register is the auditor's work and shows holders by initials; the check of a letter is open to everybody.
    assert [address for address in unseen if not address.startswith(("/v/", "/api/v1/verify/"))] == []


def test_the_line_says_who_when_and_why(papers: dict[str, Papers]) -> None:
    clerk = officer(Role.OPERATOR, SARONGAN)
    own = papers["own"]
    client = signed_in(clerk)
    client.get(f"/desa/penduduk/{own.resident}/")
    client.get(f"/desa/penduduk/{own.resident}/", {"tujuan": "register"})
    client.get(
        f"/desa/penduduk/{own.resident}/",
        headers={"referer": f"http://testserver/desa/permohonan/{own.issued}/"},
    )
    client.get(f"/desa/permohonan/{own.issued}/")
    lines = list(AccessEntry.objects.filter(subject_id=own.resident).order_by("id"))
    assert [line.purpose for line in lines] == [
        Purpose.SERVICE,
        Purpose.REGISTER,
        Purpose.REQUEST,
        Purpose.REQUEST,
    ]
    assert {(line.actor_id, line.actor_role, line.actor_area) for line in lines} == {
        (clerk.pk, Role.OPERATOR, SARONGAN)
    }
    assert lines[-1].reference_id == own.issued
    assert lines[-1].screen == Screen.REQUEST


def test_without_the_line_nothing_is_shown(
    papers: dict[str, Papers], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **fields: object) -> None:
        raise DatabaseError("the journal is full")

    monkeypatch.setattr(AccessEntry.objects, "create", fail)
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    client.raise_request_exception = False
    answer = client.get(f"/desa/penduduk/{papers['own'].resident}/")
    assert answer.status_code == 500
    assert b"Canary" not in answer.content


class TestNumber:
    """The NIK stands masked until it is asked for."""

    @pytest.fixture(autouse=True)
    def _place(self, papers: dict[str, Papers]) -> None:
        self.person = Resident.objects.select_related("family").get(pk=papers["own"].resident)
        self.issued = papers["own"].issued
        self.client = signed_in(officer(Role.OPERATOR, SARONGAN))
        self.address = f"/desa/penduduk/{self.person.pk}/nomor/"

    def test_is_nowhere_on_the_pages(self) -> None:
        for address in (
            "/desa/penduduk/?q=canary",
            f"/desa/penduduk/{self.person.pk}/",
            f"/desa/loket/{self.person.pk}/",
            f"/desa/loket/{self.person.pk}/domisili/",
            f"/desa/permohonan/{self.issued}/",
        ):
            page = self.client.get(address).content.decode()
            assert "••••••••" in page, address
            assert str(self.person.nik) not in page, address
            assert str(self.person.family.number) not in page, address

    def test_is_shown_on_a_press_and_noted(self) -> None:
        for headers in ({}, {"HX-Request": "true"}):
            answer = self.client.post(self.address, {"kind": "nik", "purpose": "service"}, headers=headers)
            assert str(self.person.nik) in answer.content.decode()
        line = AccessEntry.objects.latest("id")
        assert (line.screen, line.fields, line.subject_id) == (Screen.NUMBER, ["nik"], self.person.pk)

    def test_without_a_purpose_it_stays_masked(self) -> None:
        for data in ({"kind": "nik"}, {"kind": "kk", "purpose": "other"}, {"kind": "nik", "purpose": "x"}):
            answer = self.client.post(self.address, data)
            assert answer.status_code == 422
            assert str(self.person.nik) not in answer.content.decode()
        assert not AccessEntry.objects.filter(screen=Screen.NUMBER).exists()
        told = {"kind": "kk", "purpose": "other", "reason": "Surat Dinas Sosial 400/12"}
        assert str(self.person.family.number) in self.client.post(self.address, told).content.decode()


class TestTheTable:
    """The database keeps the journal, whatever the code does."""

    @pytest.fixture(autouse=True)
    def _lines(self, papers: dict[str, Papers]) -> None:
        self.papers = papers
        for place, area in (("own", SARONGAN), ("other_village", PESANGGARAN)):
            signed_in(officer(Role.OPERATOR, area)).get(f"/desa/penduduk/{papers[place].resident}/")
        assert AccessEntry.objects.count() == 2

    def test_shows_the_own_village_and_the_person(self) -> None:
        person = Resident.objects.get(pk=self.papers["own"].resident)
        see_only(SARONGAN)
        assert {line.area_code[:13] for line in AccessEntry.objects.all()} == {SARONGAN}
        see_only("", user=str(person.pk))
        assert {line.subject_id for line in AccessEntry.objects.all()} == {person.pk}
        see_only("")
        assert not AccessEntry.objects.exists()

    @pytest.mark.parametrize(
        "sql", ["UPDATE audit_accessentry SET reason = 'x'", "DELETE FROM audit_accessentry"]
    )
    def test_refuses_change(self, sql: str) -> None:
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def test_takes_no_line_in_anothers_name(self) -> None:
        line = AccessEntry.objects.first()
        see_only(SARONGAN, user=str(self.papers["own"].draft))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            AccessEntry.objects.create(
                actor_id=line.actor_id,
                actor_role=Role.HEAD,
                area_code=SARONGAN,
                screen=Screen.RESIDENT,
                purpose=Purpose.SERVICE,
            )

    def test_takes_no_other_purpose_without_a_reason(self) -> None:
        line = AccessEntry.objects.first()
        with pytest.raises(IntegrityError, match="access_other_purpose_is_told"), transaction.atomic():
            AccessEntry.objects.create(
                actor_id=line.actor_id,
                actor_role=Role.HEAD,
                area_code=SARONGAN,
                screen=Screen.RESIDENT,
                purpose=Purpose.OTHER,
            )
