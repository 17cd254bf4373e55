"""A person's copy of all that is held on them: whole, their own, behind a fresh code, and written down."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from citizens.models import Resident, Stay
from citizens.rights.personal_data import parts_of, providers
from foundation.accounts.codes import Purpose, digits_of, redeem_code, request_code
from foundation.accounts.models import SignInCode
from foundation.audit.models import AccessEntry, Screen
from foundation.documents.engine import RenderFailed
from tests.access.cast import FIRST_RT, SARONGAN, citizen, officer, signed_in
from tests.access.life_events import make_stay
from tests.access.world import make_letter, make_papers, make_request
from tests.acting import ActingClient
from tests.assistance.factories import ProgrammeFactory, enrol, state_welfare
from tests.citizens.factories import ResidentFactory

PAGE, FILE = "/akun/data-saya/salinan/", "/akun/data-saya/salinan/berkas/"


@pytest.fixture
def person(db: None) -> Resident:
    return ResidentFactory(name="Canary Own", area_code=FIRST_RT)


def opened(person: Resident) -> ActingClient:
    """The person's browser after the right code."""
    client = signed_in(citizen(person))
    client.post(PAGE)
    code = SignInCode.objects.latest("created_at")
    assert client.post(PAGE, {"code": digits_of(code.pk)}).status_code == 302
    return client


def in_json(client: ActingClient) -> dict[str, Any]:
    response = client.post(FILE, {"form": "json"})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    told: dict[str, Any] = json.loads(response.content)
    return told


def records(told: dict[str, Any], application: str, part: str) -> list[dict[str, Any]]:
    return next(found["records"] for found in told["applications"][application] if found["name"] == part)


def test_every_application_tells_its_part() -> None:
    assert set(providers()) == {"citizens", "letters", "assistance"}


def test_the_copy_has_what_register_letters_and_aid_hold(person: Resident) -> None:
    clerk = officer("operator", SARONGAN, name="Bu Sri")
    request = make_request(person, clerk, state="issued")
    letter = make_letter(request, clerk)
    enrol(ProgrammeFactory(name="Program Sembako"), person.family)
    state_welfare(person.family, 3)
    signed_in(clerk).get(f"/desa/penduduk/{person.pk}/", {"tujuan": "aid"})
    told = in_json(opened(person))
    (identity,) = records(told, "citizens", "identity")
    assert identity["nik"] == person.nik
    assert identity["religion"] == {"code": person.religion, "text": person.get_religion_display()}
    assert records(told, "citizens", "family")[0]["number"] == person.family.number
    assert f"KEPERLUAN-{person.pk}" in str(records(told, "letters", "requests"))
    assert records(told, "letters", "letters")[0]["number"] == letter.number
    assert records(told, "assistance", "enrolments")[0]["programme"] == "Program Sembako"
    assert records(told, "assistance", "welfare")[0]["decile"] == 3
    looks = records(told, "citizens", "looks")
    assert any(look["purpose"] == "bantuan sosial" and "Petugas desa" in look["who"] for look in looks)
    assert "Bu Sri" not in json.dumps(looks)


def test_the_copy_is_ones_own(person: Resident) -> None:
    """Neighbours stand in it nowhere; of the own family the names alone."""
    clerk = officer("operator", SARONGAN)
    neighbour = ResidentFactory(name="Canary Neighbour", area_code=FIRST_RT)
    child = ResidentFactory(child=True, name="Anak Sendiri", family=person.family, area_code=FIRST_RT)
    for other in (neighbour, child):
        make_request(other, clerk, state="issued")
    text = json.dumps(in_json(opened(person)))
    assert "Canary Neighbour" not in text
    assert str(neighbour.nik) not in text
    assert f"KEPERLUAN-{neighbour.pk}" not in text
    assert f"KEPERLUAN-{child.pk}" not in text
    assert "Anak Sendiri" in text
    assert str(child.nik) not in text


def test_without_a_fresh_code_nothing_is_handed_out(person: Resident) -> None:
    client = signed_in(citizen(person))
    assert client.post(FILE, {"form": "json"})["Location"] == PAGE
    client.post(PAGE)
    wrong = client.post(PAGE, {"code": "000000"})
    assert "Kode salah" in wrong.content.decode() or wrong.status_code == 302
    assert client.post(FILE, {"form": "json"}).status_code == 302
    passed = opened(ResidentFactory(area_code=FIRST_RT))
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert passed.post(FILE, {"form": "json"}).status_code == 302


def test_a_code_serves_its_purpose_alone(person: Resident) -> None:
    citizen(person)
    for asked, tried in ((Purpose.SIGN_IN, Purpose.COPY), (Purpose.COPY, Purpose.SIGN_IN)):
        code = request_code("", person.pk, person.area_code, asked)
        assert redeem_code(code.pk, digits_of(code.pk), tried) is None
        assert redeem_code(code.pk, digits_of(code.pk), asked) is not None


def test_it_is_written_into_the_journal_and_seen_there(person: Resident) -> None:
    client = opened(person)
    client.post(FILE, {"form": "json"})
    line = AccessEntry.objects.get(subject_id=person.pk, screen=Screen.COPY)
    assert "json" in line.fields
    page = client.get("/akun/data-saya/").content.decode()
    assert "salinan data sendiri" in page


def test_the_pdf_can_be_read(person: Resident) -> None:
    response = opened(person).post(FILE, {"form": "pdf"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert not re.search(r"\d{16}", response["Content-Disposition"])


def test_a_failed_pdf_leads_back(person: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> bytes:
        raise RenderFailed("timeout")

    monkeypatch.setattr("citizens.rights.copies.render_pdf", fail)
    assert opened(person).post(FILE, {"form": "pdf"})["Location"] == PAGE


def test_former_records_are_part_of_it(person: Resident) -> None:
    Resident.objects.filter(pk=person.pk).update(birth_place="Jember", birth_date=date(1980, 1, 2))
    person.refresh_from_db()
    history = next(part for part in parts_of(person)["citizens"] if part.name == "history")
    assert any(fact.name == "birth_place" and fact.value == "Banyuwangi" for fact in history.records[0])


def test_it_has_what_stands_beside_the_record(person: Resident) -> None:
    """Prints and collections of letters, proposals, rows of imports, stays elsewhere; of a mistyped number nothing."""
    _own, papers = make_papers("own", nik=None)
    own = Resident.objects.get(pk=papers.resident)
    told = {part.name: part for parts in parts_of(own).values() for part in parts}
    assert {"requests", "letters", "proposals", "corrections", "events"} <= set(told)
    stay = make_stay(person)
    Stay.objects.filter(pk=stay.pk).update(nik=person.nik, birth_date=person.birth_date, host="Pak Rahmat")
    stays = {part.name: part for part in parts_of(person)["citizens"]}["stays"]
    assert any(fact.value == "Pak Rahmat" for fact in stays.records[0])
    Stay.objects.filter(pk=stay.pk).update(birth_date=date(1960, 1, 1))
    assert "stays" not in {part.name for part in parts_of(person)["citizens"]}
