"""A letter of birth or death, once issued, offers to record the event."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from citizens import code_lists
from citizens.models import EventProposal, LifeEvent, Resident
from foundation.access.roles import Role
from foundation.jobs.events import order
from letters.models import Letter
from tests.access.cast import SARONGAN, officer, signed_in
from tests.access.world import make_letter, make_request
from tests.acting import run_jobs
from tests.citizens.factories import household

pytestmark = pytest.mark.usefixtures("db")


def issue(code: str, resident: Resident, data: dict[str, Any]) -> None:
    clerk = officer(Role.OPERATOR, SARONGAN, f"clerk.{code}")
    request = make_request(resident, clerk, code=code, state="issued")
    type(request).objects.filter(pk=request.pk).update(data=data)
    letter = make_letter(request, clerk)
    for turn in ("first", "again"):
        order("smartkampung.propose_event", key=f"{letter.pk}:{turn}", area_code=SARONGAN, request=request.pk)
    run_jobs()


def test_a_letter_of_death_leads_to_the_recorded_death() -> None:
    father, mother, _ = household()
    told = {"almarhum": str(father.pk), "tanggal_meninggal": "2026-01-05", "tempat_meninggal": "Rumah"}
    issue("kematian", mother, told)
    proposal = EventProposal.objects.get()
    clerk = signed_in(officer(Role.OPERATOR, SARONGAN))
    assert "Surat kematian terbit" in clerk.get(f"/desa/penduduk/{father.pk}/").content.decode()
    assert "Surat kematian terbit" in clerk.get("/desa/mutasi/").content.decode()
    page = f"/desa/penduduk/{father.pk}/peristiwa/meninggal/?usulan={proposal.pk}"
    shown = clerk.get(page).content.decode()
    assert 'value="2026"' in shown
    assert proposal.reference in shown
    answer = clerk.post(
        page,
        {
            "happened_on": "2026-01-05",
            "place": "Rumah",
            "new_head": str(mother.pk),
            "document": proposal.reference,
            "proposal": str(proposal.pk),
        },
    )
    assert answer.status_code == 302
    event = LifeEvent.objects.get()
    proposal.refresh_from_db()
    assert (event.kind, event.happened_on, proposal.event_id) == ("death", date(2026, 1, 5), event.pk)


def test_a_letter_of_birth_prefills_the_childs_data_for_the_mother() -> None:
    _, mother, _ = household()
    told = {
        "ibu": str(mother.pk),
        "nama_anak": "Ayu",
        "jenis_kelamin": "Perempuan",
        "tanggal_lahir": "2026-01-05",
    }
    issue("kelahiran", mother, told)
    proposal = EventProposal.objects.get()
    assert (proposal.resident, proposal.data["name"], proposal.data["sex"]) == (
        mother,
        "Ayu",
        code_lists.FEMALE,
    )


def test_other_letters_offer_nothing() -> None:
    father, *_ = household()
    issue("domisili", father, {"keperluan": "Bank"})
    assert not EventProposal.objects.exists()


def replaced(old: Letter, data: dict[str, Any]) -> None:
    """The letter's correction is issued."""
    clerk = officer(Role.OPERATOR, SARONGAN, "clerk.again")
    assert old.request.resident is not None
    request = make_request(old.request.resident, clerk, code="kelahiran", state="issued")
    type(request).objects.filter(pk=request.pk).update(data=data, replaces=old)
    letter = make_letter(request, clerk, 2)
    order("smartkampung.propose_event", key=f"{letter.pk}", area_code=SARONGAN, request=request.pk)
    run_jobs()


@pytest.mark.parametrize("settled", [False, True])
def test_a_corrected_letter_testifies_the_same_birth(settled: bool) -> None:
    _, mother, _ = household()
    told = {"ibu": str(mother.pk), "nama_anak": "Ayu", "tanggal_lahir": "2026-01-05"}
    issue("kelahiran", mother, told)
    if settled:
        EventProposal.objects.update(settled_at=timezone.now(), dismissal="Sudah dicatat")
    replaced(Letter.objects.get(), told | {"nama_anak": "Ayu Lestari"})
    proposal = EventProposal.objects.get()
    assert proposal.data["name"] == ("Ayu" if settled else "Ayu Lestari")
