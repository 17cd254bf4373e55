"""The check of a NIK with the registry: with consent, by those who may, kept as day and verdict."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from citizens.identity.backend import Elements, QuotaUsedUp, RegistryDown, backend_from_settings
from citizens.identity.checks import SERVICE
from citizens.identity.http import verdict_of
from citizens.models import IdentityCheck, Resident
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry, Screen
from foundation.jobs import circuit
from foundation.jobs.models import Circuit, Job
from tests.access.cast import PESANGGARAN, SARONGAN, citizen, officer, signed_in
from tests.acting import ActingClient, run_jobs, see_everything, see_only
from tests.citizens.factories import ResidentFactory

from .registry_server import PASSWORD, USER, Registry, RegistryServer

SPOKEN = {"consent": "spoken"}


@pytest.fixture
def registry(settings: Any) -> Iterator[Registry]:
    with RegistryServer() as server:
        settings.DUKCAPIL_BACKEND = "http"
        settings.DUKCAPIL_URL = server.url
        settings.DUKCAPIL_USER = USER
        settings.DUKCAPIL_PASSWORD = PASSWORD
        settings.DUKCAPIL_READ_SECONDS = 0.4
        yield server.registry


@pytest.fixture
def person(db: None, registry: Registry) -> Resident:
    resident = ResidentFactory(name="Sri Wahyuni", birth_date=date(1987, 3, 12))
    registry.people[str(resident.nik)] = ("SRI WAHYUNI", "12-03-1987")
    return resident


@pytest.fixture
def clerk(db: None) -> ActingClient:
    return signed_in(officer(Role.OPERATOR, SARONGAN, name="Bu Sri"))


def page_of(person: Resident) -> str:
    return f"/desa/penduduk/{person.pk}/periksa-nik/"


def asked(clerk: ActingClient, person: Resident) -> IdentityCheck:
    assert clerk.post(page_of(person), SPOKEN).status_code == 302
    run_jobs()
    see_everything()
    return IdentityCheck.objects.latest("asked_at")


def patiently(check: IdentityCheck) -> IdentityCheck:
    """Lets every try that is left pass."""
    for minutes in range(1, 12):
        with time_machine.travel(timezone.now() + timedelta(minutes=10 * minutes)):
            run_jobs()
    see_everything()
    check.refresh_from_db()
    return check


class TestVerdicts:
    """What the registry says, and what is kept of it."""

    def test_right(self, clerk: ActingClient, person: Resident, registry: Registry) -> None:
        check = asked(clerk, person)
        assert (check.state, check.verdict, check.checked_on) == ("done", "match", timezone.localdate())
        assert set(registry.asked[0]) == {
            "NIK",
            "NAMA_LGKP",
            "TGL_LHR",
            "TRESHOLD",
            "user_id",
            "password",
            "IP_USER",
        }

    @pytest.mark.parametrize(
        ("known", "verdict"),
        [
            (("SRI WAHYUNINGSIH", "12-03-1987"), "mismatch"),
            (("SRI WAHYUNI", "13-03-1987"), "mismatch"),
            (("", ""), "not_found"),
            (("SRI WAHYUNI", "inactive"), "inactive"),
        ],
    )
    def test_wrong_and_unknown(
        self, clerk: ActingClient, person: Resident, registry: Registry, known: tuple[str, str], verdict: str
    ) -> None:
        registry.people[str(person.nik)] = known
        assert asked(clerk, person).verdict == verdict
        page = clerk.get(page_of(person)).content.decode()
        assert "Pelayanan tetap berjalan" in page

    def test_nothing_that_was_said_is_kept(self, clerk: ActingClient, person: Resident) -> None:
        check = asked(clerk, person)
        row = IdentityCheck.objects.values().get()
        # Ids and the fingerprint are chance and may hold any digits.
        kept = json.dumps(
            {k: v for k, v in row.items() if not k.endswith("id") and k != "fingerprint"}, default=str
        )
        for text in (person.nik, person.name, "Sesuai (100)", "1987"):
            assert str(text) not in kept
        jobs = json.dumps(list(Job.objects.filter(kind="citizens.check_identity").values()), default=str)
        assert str(person.nik) not in jobs
        assert str(check.pk) in jobs


class TestFaults:
    """The registry fails; the product waits, tries again, leaves it alone, and says so."""

    @pytest.mark.parametrize(
        "fault", ["slow", "500", "503", "401", "404", "redirect", "html", "endless", "short", "neither"]
    )
    def test_no_usable_answer_is_tried_again(
        self, clerk: ActingClient, person: Resident, registry: Registry, fault: str
    ) -> None:
        registry.fault = fault
        check = asked(clerk, person)
        assert check.state == "waiting"
        job = Job.objects.get(kind="citizens.check_identity")
        assert job.state == Job.State.WAITING
        assert str(person.nik) not in job.error
        registry.fault = ""
        assert patiently(check).verdict == "match"

    def test_after_the_last_try_it_can_be_asked_again(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        registry.fault = "500"
        check = patiently(asked(clerk, person))
        assert (check.state, check.problem) == ("failed", "down")
        assert "layanan tidak menjawab" in clerk.get(page_of(person)).content.decode()
        registry.fault = ""
        Circuit.objects.all().delete()
        assert asked(clerk, person).verdict == "match"

    def test_a_used_up_quota_is_said_at_once(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        registry.quota = 0
        check = asked(clerk, person)
        assert (check.state, check.problem) == ("failed", "quota")
        assert "kuota hari ini habis" in clerk.get(page_of(person)).content.decode()
        assert len(registry.asked) == 1
        assert not circuit.is_open(SERVICE)

    def test_too_many_requests_is_a_used_up_quota(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        registry.fault = "429"
        assert asked(clerk, person).problem == "quota"

    def test_ten_failures_in_a_row_leave_it_alone(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        registry.fault = "500"
        for _ in range(circuit.IN_A_ROW):
            circuit.failed(SERVICE, "HTTP 500")
        assert circuit.is_open(SERVICE)
        assert asked(clerk, person).state == "waiting"
        assert registry.asked == []
        registry.fault = ""
        assert patiently(IdentityCheck.objects.get()).verdict == "match"
        assert not circuit.is_open(SERVICE)


@pytest.mark.parametrize(
    "answer",
    [{}, {"content": []}, {"content": ["x"]}, {"content": [{"NAMA_LGKP": "Sesuai (100)"}]}, {"x": 1}],
)
def test_half_an_answer_is_no_verdict(answer: dict[str, Any]) -> None:
    with pytest.raises(RegistryDown):
        verdict_of(answer)


def test_the_client_names_nobody_in_its_errors(registry: Registry) -> None:
    registry.fault = "slow"
    elements = Elements("3510011203870001", "SRI", date(1987, 3, 12))
    with pytest.raises(RegistryDown) as caught:
        backend_from_settings().check(elements)
    assert "3510" not in repr(caught.value) + repr(elements)
    registry.fault, registry.quota = "", 0
    with pytest.raises(QuotaUsedUp):
        backend_from_settings().check(elements)


class TestConsent:
    """Without the person's word nothing is asked; with it, it is written down, and can be taken back."""

    def test_without_consent_nothing_is_asked(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        page = clerk.post(page_of(person), {})
        assert "Tanyakan dahulu persetujuannya" in page.content.decode()
        run_jobs()
        see_everything()
        assert not IdentityCheck.objects.exists()
        assert registry.asked == []

    def test_the_person_reads_of_it_and_takes_it_back(self, clerk: ActingClient, person: Resident) -> None:
        check = asked(clerk, person)
        assert check.consent == "spoken"
        assert AccessEntry.objects.get(screen=Screen.IDENTITY).reference_id == check.pk
        own = signed_in(citizen(person))
        page = own.get("/akun/data-saya/").content.decode()
        assert "pemeriksaan NIK ke Dukcapil" in page
        assert "lisan, di loket" in page
        own.post("/akun/data-saya/pemeriksaan-nik/hapus/")
        see_everything()
        assert not IdentityCheck.objects.exists()

    def test_nobody_elses_verdict_goes_with_it(self, clerk: ActingClient, person: Resident) -> None:
        asked(clerk, person)
        signed_in(citizen(ResidentFactory())).post("/akun/data-saya/pemeriksaan-nik/hapus/")
        see_everything()
        assert IdentityCheck.objects.count() == 1


class TestOnceForTheSameRecord:
    """A question costs quota."""

    def test_a_fresh_verdict_is_not_asked_for_again(
        self, clerk: ActingClient, person: Resident, registry: Registry
    ) -> None:
        asked(clerk, person)
        again = clerk.post(page_of(person), SPOKEN)
        assert "sudah diperiksa pada" in again.content.decode()
        assert len(registry.asked) == 1

    def test_a_changed_record_is(self, clerk: ActingClient, person: Resident, registry: Registry) -> None:
        asked(clerk, person)
        Resident.objects.filter(pk=person.pk).update(name="Sri Wahyuningsih")
        assert "data berubah" in clerk.get(page_of(person)).content.decode()
        assert asked(clerk, person).verdict == "mismatch"

    def test_an_old_verdict_is(self, clerk: ActingClient, person: Resident, registry: Registry) -> None:
        asked(clerk, person)
        IdentityCheck.objects.update(checked_on=timezone.localdate() - timedelta(days=181))
        asked(clerk, person)
        assert len(registry.asked) == 2

    def test_a_question_on_its_way_is_not_doubled(self, clerk: ActingClient, person: Resident) -> None:
        clerk.post(page_of(person), SPOKEN)
        again = clerk.post(page_of(person), SPOKEN)
        assert "sedang diperiksa" in again.content.decode()


class TestWhoMay:
    """Clerk and secretary of the person's village, where the installation can ask at all."""

    def test_the_button_stands_on_the_residents_page(self, clerk: ActingClient, person: Resident) -> None:
        assert page_of(person) in clerk.get(f"/desa/penduduk/{person.pk}/").content.decode()

    def test_off_by_default(self, clerk: ActingClient, person: Resident, settings: Any) -> None:
        settings.DUKCAPIL_BACKEND = "off"
        assert page_of(person) not in clerk.get(f"/desa/penduduk/{person.pk}/").content.decode()
        assert clerk.get(page_of(person)).status_code == 404
        assert clerk.post(page_of(person), SPOKEN).status_code == 404

    @pytest.mark.parametrize(
        ("role", "status"), [(Role.SECRETARY, 200), (Role.HEAD, 403), (Role.DISTRICT_ADMIN, 403)]
    )
    def test_roles(self, person: Resident, role: Role, status: int) -> None:
        area = SARONGAN if role != Role.DISTRICT_ADMIN else "35.10"
        assert signed_in(officer(role, area)).get(page_of(person)).status_code == status

    def test_another_village_sees_and_asks_nothing(self, clerk: ActingClient, person: Resident) -> None:
        asked(clerk, person)
        other = signed_in(officer(Role.OPERATOR, PESANGGARAN))
        assert other.get(page_of(person)).status_code == 404
        assert other.post(page_of(person), SPOKEN).status_code == 404
        see_only(PESANGGARAN)
        assert IdentityCheck.objects.count() == 0
