"""Correction on the citizen's word: asked for with proof, answered within 3 × 24 hours, recorded as a life event."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from citizens.models import CorrectionRequest, LifeEvent, Resident
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry
from foundation.jobs.events import record
from foundation.notifications.models import Notification
from tests.access.cast import KECAMATAN, PESANGGARAN, REGENCY, SARONGAN, citizen, officer, signed_in
from tests.acting import ActingClient, run_jobs, see_everything, see_only
from tests.citizens.factories import ResidentFactory

LIST, NEW = "/akun/data-saya/pembetulan/", "/akun/data-saya/pembetulan/baru/"
REASON = "Di akta kelahiran tertulis lain"


@pytest.fixture
def person(db: None) -> Resident:
    return ResidentFactory(name="Sri Wahyuni", birth_date=date(1987, 3, 12))


@pytest.fixture
def client(person: Resident) -> ActingClient:
    return signed_in(citizen(person))


def shown(client: ActingClient, address: str) -> dict[str, Any]:
    """What the form holds when it is opened, as a browser sends it back."""
    form = client.get(address).context["form"]
    values: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if isinstance(value, date):
            values[field.name] = value.isoformat()
        elif value is not None:
            values[field.name] = value
    return values


def photo() -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (40, 30), "white").save(content, "JPEG")
    return SimpleUploadedFile("akta.jpg", content.getvalue(), "image/jpeg")


def ask(client: ActingClient, person: Resident, **values: Any) -> CorrectionRequest:
    address = f"{NEW}{person.pk}/"
    response = client.post(address, shown(client, address) | {"reason": REASON} | values)
    assert response.status_code == 302, response.context["form"].errors
    return CorrectionRequest.objects.latest("asked_at")


def page_of(correction: CorrectionRequest) -> str:
    return f"/desa/pembetulan/{correction.pk}/"


def test_only_what_is_different_is_asked_for(client: ActingClient, person: Resident) -> None:
    correction = ask(client, person, name="Sri Wahyuningsih", birth_date="1987-03-13")
    assert correction.values == {"name": "Sri Wahyuningsih", "birth_date": "1987-03-13"}
    assert correction.before == {"name": "Sri Wahyuni", "birth_date": "1987-03-12"}
    assert correction.due_at - correction.asked_at == timedelta(hours=72)
    person.refresh_from_db()
    assert person.name == "Sri Wahyuni"


def test_without_a_difference_or_a_reason_the_form_comes_back(client: ActingClient, person: Resident) -> None:
    address = f"{NEW}{person.pk}/"
    same = client.post(address, shown(client, address) | {"reason": REASON})
    assert same.status_code == 200
    assert "Belum ada isian yang berbeda" in same.content.decode()
    untold = client.post(address, shown(client, address) | {"name": "Sri W"})
    assert "Tulis mengapa data itu keliru" in untold.content.decode()
    assert 'value="Sri W"' in untold.content.decode()
    assert not CorrectionRequest.objects.exists()


def test_for_the_own_family_alone(client: ActingClient, person: Resident) -> None:
    child = ResidentFactory(child=True, family=person.family)
    ask(client, child, name="Dimas Prayogo")
    stranger = ResidentFactory()
    assert client.get(f"{NEW}{stranger.pk}/").status_code == 404
    correction = CorrectionRequest.objects.get()
    neighbour = signed_in(citizen(stranger))
    assert neighbour.get(f"{LIST}{correction.pk}/").status_code == 404
    assert neighbour.post(f"{LIST}{correction.pk}/tarik/").status_code == 404


class TestAnswer:
    """What the village office does with it."""

    def test_accepting_records_the_correction_as_a_life_event(
        self, client: ActingClient, person: Resident
    ) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih", evidence=photo())
        clerk = signed_in(officer(Role.OPERATOR, SARONGAN, name="Bu Sri"))
        page = clerk.get(page_of(correction)).content.decode()
        assert "Sri Wahyuningsih" in page
        proof = clerk.get(f"{page_of(correction)}bukti/")
        assert proof["Content-Type"] == "image/jpeg"
        assert AccessEntry.objects.filter(subject_id=person.pk, reference_id=correction.pk).count() == 2
        clerk.post(page_of(correction), {"fields_": ["name"], "document": "AL-123"})
        person.refresh_from_db()
        assert person.name == "Sri Wahyuningsih"
        event = LifeEvent.objects.get(kind=LifeEvent.Kind.CORRECTION)
        assert event.document == "AL-123"
        assert REASON in event.note
        correction.refresh_from_db()
        assert (correction.state, correction.event_id) == ("accepted", event.pk)

    def test_a_part_is_accepted_with_a_word_why(self, client: ActingClient, person: Resident) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih", birth_place="Jember")
        clerk = signed_in(officer(Role.SECRETARY, SARONGAN))
        refused = clerk.post(page_of(correction), {"fields_": ["name"]})
        assert "mengapa sebagian isian" in refused.content.decode()
        clerk.post(page_of(correction), {"fields_": ["name"], "answer": "Tempat lahir sesuai akta."})
        person.refresh_from_db()
        assert (person.name, person.birth_place) == ("Sri Wahyuningsih", "Banyuwangi")

    def test_refusing_needs_a_reason_and_changes_nothing(
        self, client: ActingClient, person: Resident
    ) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih")
        clerk = signed_in(officer(Role.OPERATOR, SARONGAN))
        assert "Tulis alasannya" in clerk.post(page_of(correction), {"refusal": ""}).content.decode()
        clerk.post(page_of(correction), {"refusal": "Akta menyebut nama yang tercatat."})
        correction.refresh_from_db()
        person.refresh_from_db()
        assert (correction.state, person.name) == ("refused", "Sri Wahyuni")
        assert "Akta menyebut" in client.get(f"{LIST}{correction.pk}/").content.decode()

    def test_the_family_card_is_corrected_for_all(self, client: ActingClient, person: Resident) -> None:
        client.post(f"{NEW}kk/", {"number": "", "address": "Jalan Mawar 7", "reason": REASON})
        correction = CorrectionRequest.objects.get()
        clerk = signed_in(officer(Role.OPERATOR, SARONGAN))
        clerk.post(page_of(correction), {"fields_": ["address"]})
        number = person.family.number
        person.family.refresh_from_db()
        assert (person.family.address, person.family.number) == ("Jalan Mawar 7", number)

    def test_a_number_that_somebody_bears_is_refused(self, client: ActingClient, person: Resident) -> None:
        other = ResidentFactory()
        correction = ask(client, person, nik=other.nik)
        clerk = signed_in(officer(Role.OPERATOR, SARONGAN))
        page = clerk.post(page_of(correction), {"fields_": ["nik"]})
        assert "sudah tercatat" in page.content.decode()
        correction.refresh_from_db()
        assert correction.is_open

    def test_nobody_answers_about_themselves(self, client: ActingClient, person: Resident) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih")
        user = officer(Role.OPERATOR, SARONGAN, "sri.sendiri")
        person_user = type(user).objects.get(person_id=person.pk)
        person_user.person_id = None
        person_user.save()
        user.person_id = person.pk
        user.save()
        page = signed_in(user).post(page_of(correction), {"fields_": ["name"]})
        assert "dijawab petugas lain" in page.content.decode()

    def test_it_is_answered_once(self, client: ActingClient, person: Resident) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih")
        client.post(f"{LIST}{correction.pk}/tarik/")
        clerk = signed_in(officer(Role.OPERATOR, SARONGAN))
        page = clerk.post(page_of(correction), {"fields_": ["name"]})
        assert "sudah dijawab" in page.content.decode()
        person.refresh_from_db()
        assert person.name == "Sri Wahyuni"

    def test_another_village_sees_nothing_of_it(self, client: ActingClient, person: Resident) -> None:
        correction = ask(client, person, name="Sri Wahyuningsih")
        other = signed_in(officer(Role.OPERATOR, PESANGGARAN))
        assert other.get(page_of(correction)).status_code == 404
        assert "Wahyuni" not in other.get("/desa/pembetulan/").content.decode()
        see_only(PESANGGARAN)
        assert CorrectionRequest.objects.count() == 0
        see_only(SARONGAN)
        assert CorrectionRequest.objects.count() == 1
        see_only("", family=str(person.family_id))
        assert CorrectionRequest.objects.count() == 1


def test_the_village_and_then_the_citizen_are_told(client: ActingClient, person: Resident) -> None:
    clerk = officer(Role.OPERATOR, SARONGAN)
    correction = ask(client, person, name="Sri Wahyuningsih")
    run_jobs()
    see_everything()
    told = Notification.objects.get(recipient_id=clerk.pk)
    assert "Wahyuni" not in told.body
    signed_in(clerk).post(page_of(correction), {"refusal": "Akta menyebut nama yang tercatat."})
    run_jobs()
    see_everything()
    assert "Akta menyebut" in Notification.objects.get(recipient_id=person.pk).body


def test_what_is_late_is_seen_in_the_village_and_above(client: ActingClient, person: Resident) -> None:
    ask(client, person, name="Sri Wahyuningsih")
    clerk, secretary = officer(Role.OPERATOR, SARONGAN), officer(Role.SECRETARY, SARONGAN)
    admin = officer(Role.DISTRICT_ADMIN, REGENCY)
    camat = officer(Role.SUBDISTRICT, KECAMATAN)
    assert "terlambat</span>" not in signed_in(clerk).get("/desa/pembetulan/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        assert "terlambat</span>" in signed_in(clerk).get("/desa/pembetulan/").content.decode()
        for user in (admin, camat):
            page = signed_in(user).get("/kabupaten/pembetulan/")
            assert page.context["late"] == 1
            assert "Sarongan" in page.content.decode()
            assert "Wahyuni" not in page.content.decode()
        record("platform.day_began", key="late")
        run_jobs()
        see_everything()
        assert (
            Notification.objects.filter(recipient_id=secretary.pk, key__startswith="correction-late").count()
            == 1
        )
