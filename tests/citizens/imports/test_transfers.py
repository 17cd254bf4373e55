"""Somebody of another village in a file: proposed to that village, recorded there, taken over here, in the pages."""

import re

import pytest

from citizens import code_lists
from citizens.models import EventProposal, LifeEvent, Resident
from foundation.access.roles import Role
from tests.access.cast import officer, signed_in
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory

from .files import a_man, template
from .test_import import applied

pytestmark = pytest.mark.django_db


def test_a_transfer_goes_from_the_file_through_both_villages_with_one_record_of_the_person() -> None:
    person = ResidentFactory(village_id=PESANGGARAN, name="Sugeng Prayitno")
    applied(template(a_man(nik=person.nik)))
    proposal = EventProposal.objects.get(village_id=PESANGGARAN)
    there = signed_in(officer(Role.OPERATOR, PESANGGARAN))
    book = there.get("/desa/mutasi/").content.decode()
    assert "Desa Sarongan mencatatnya sebagai warganya" in book
    page = there.get(f"/desa/mutasi/usulan/{proposal.pk}/").content.decode()
    (url,) = re.findall(r'href="(/desa/keluarga/[^"]+/peristiwa/pindah/\?usulan=[^"]+)"', page)
    form = there.get(url).content.decode()
    assert f'value="{person.pk}"' in form
    told = {
        "movers": [str(person.pk)],
        "happened_on": "2026-03-01",
        "village": SARONGAN,
        "proposal": str(proposal.pk),
    }
    assert there.post(url, told).status_code == 302
    proposal.refresh_from_db()
    assert proposal.event is not None
    assert proposal.event.kind == LifeEvent.Kind.MOVE_OUT
    arrival = EventProposal.objects.get(village_id=SARONGAN)
    here = signed_in(officer(Role.OPERATOR, SARONGAN))
    answer = here.post(
        f"/desa/mutasi/usulan/{arrival.pk}/",
        {"happened_on": "2026-03-02", "head": str(person.pk), "area_code": SARONGAN},
    )
    assert answer.status_code == 302
    person = Resident.objects.get(nik=person.nik)
    assert (person.village_id, person.status) == (SARONGAN, code_lists.ALIVE)


def test_the_other_village_may_set_it_aside() -> None:
    person = ResidentFactory(village_id=PESANGGARAN)
    applied(template(a_man(nik=person.nik)))
    proposal = EventProposal.objects.get()
    there = signed_in(officer(Role.OPERATOR, PESANGGARAN))
    assert (
        there.post(f"/desa/mutasi/usulan/{proposal.pk}/", {"reason": "Masih tinggal di sini"}).status_code
        == 302
    )
    proposal.refresh_from_db()
    assert proposal.dismissal == "Masih tinggal di sini"
    person.refresh_from_db()
    assert person.village_id == PESANGGARAN
