"""Life events at the edges: what can't have been, what two clerks do in turn, and where people come to live."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import Http404

from citizens import code_lists as c
from citizens.errors import EventRefused
from citizens.models import EventProposal, Family, LifeEvent, Resident
from citizens.services.absence import absence_record, family_join_record, return_record
from citizens.services.birth import birth_record
from citizens.services.correct import family_correct, resident_correct
from citizens.services.death import death_record
from citizens.services.family_split import family_split_record
from citizens.services.head_change import head_change_record
from citizens.services.homes import Home
from citizens.services.marriage import divorce_record, marriage_record
from citizens.services.recording import Facts
from citizens.services.void import event_void
from tests.citizens.clerks import a_clerk, on, today
from tests.citizens.factories import PESANGGARAN, SARONGAN, FamilyFactory, ResidentFactory, household
from tests.letters.factories import a_request
from villages.services.neighbourhoods import neighbourhood_find_or_add

pytestmark = pytest.mark.django_db
BABY = {"name": "Ayu Lestari", "sex": c.FEMALE, "birth_place": "Banyuwangi"}


def grown(**fields: Any) -> Resident:
    """An unmarried grown-up who heads a family of one."""
    person: Resident = ResidentFactory(**({"marital_status": c.UNMARRIED} | fields))
    Family.objects.filter(pk=person.family_id).update(head=person)
    return person


@pytest.fixture
def rt() -> str:
    """The code of a neighbourhood of the village."""
    return neighbourhood_find_or_add(SARONGAN, hamlet="Krajan", rw="1", rt="1")


class TestBirth:
    def test_a_father_who_is_named_is_not_given_the_husbands_number(self) -> None:
        father, mother, _ = household()
        named = birth_record(mother.pk, a_clerk(), today(), **BABY, father_name="Orang Lain").resident
        assert (named.father_name, named.father_nik) == ("Orang Lain", "")
        twin = birth_record(mother.pk, a_clerk(), today(), **(BABY | {"name": "Ayu Lestani"})).resident
        assert (twin.father_name, twin.father_nik) == (father.name, father.nik)

    def test_the_child_lives_where_its_mother_lives(self, rt: str) -> None:
        _, mother, _ = household(area_code=rt)
        assert birth_record(mother.pk, a_clerk(), today(), **BABY).resident.area_code == rt


class TestAbsence:
    def test_nobody_is_lost_before_birth(self) -> None:
        child = household()[2]
        with pytest.raises(EventRefused) as refused:
            absence_record(child.pk, a_clerk(), on(2014, 1, 1), LifeEvent.Kind.LOST)
        assert refused.value.field == "happened_on"

    def test_whoever_comes_back_lives_where_the_family_lives_by_now(self, rt: str) -> None:
        father, mother, _ = household()
        absence_record(mother.pk, a_clerk(), today(), LifeEvent.Kind.LEFT)
        told = {"number": father.family.number, "address": "Jalan Baru 1", "area_code": rt}
        family_correct(father.family_id, a_clerk(), today(note="Pindah rumah"), **told)
        return_record(mother.pk, a_clerk(), today())
        mother.refresh_from_db()
        assert (mother.area_code, mother.relation) == (rt, c.WIFE)

    def test_whoever_had_no_family_founds_one_on_the_return(self, rt: str) -> None:
        person = ResidentFactory(family=None, area_code=rt, relation=c.OTHER_RELATIVE)
        absence_record(person.pk, a_clerk(), today(), LifeEvent.Kind.LEFT)
        event = return_record(person.pk, a_clerk(), today())
        family = Family.objects.get()
        person.refresh_from_db()
        assert (family.head_id, family.area_code, person.family_id) == (person.pk, rt, family.pk)
        assert (person.relation, person.status) == (c.HEAD_OF_FAMILY, c.ALIVE)
        assert event.family_after_id == family.pk


class TestJoining:
    def join(self, family: Family, target: Family, *joiners: Resident) -> LifeEvent:
        return family_join_record(
            family.pk,
            a_clerk(),
            today(),
            joiner_ids=[str(person.pk) for person in joiners],
            target_id=target.pk,
            relation=c.OTHER_RELATIVE,
        )

    def test_nobody_joins_a_family_that_is_closed_and_nobody_is_no_joiner(self) -> None:
        father, _mother, child = household()
        alone = grown()
        with pytest.raises(EventRefused) as refused:
            self.join(father.family, alone.family)
        assert refused.value.field == "joiners"
        death_record(alone.pk, a_clerk(), today())
        with pytest.raises(Http404):
            self.join(father.family, alone.family, child)
        child.refresh_from_db()
        assert child.family_id == father.family_id

    def test_joiners_live_where_the_other_family_lives(self, rt: str) -> None:
        father, _mother, child = household()
        aunt = grown(area_code=rt)
        self.join(father.family, aunt.family, child)
        child.refresh_from_db()
        assert child.area_code == rt

    def test_those_who_split_off_live_in_their_new_home(self, rt: str) -> None:
        father, mother, child = household()
        family_split_record(
            father.family_id,
            a_clerk(),
            today(),
            leaver_ids=[mother.pk, child.pk],
            head_id=mother.pk,
            home=Home(area_code=rt, address="Jalan Baru 2"),
        )
        assert set(Resident.objects.exclude(pk=father.pk).values_list("area_code", flat=True)) == {rt}
        father.refresh_from_db()
        assert father.area_code == SARONGAN


class TestMarriage:
    def test_the_young_marry_with_a_courts_leave_alone(self) -> None:
        bride = grown(sex=c.FEMALE, birth_date=today().happened_on - timedelta(days=18 * 365))
        with pytest.raises(EventRefused) as refused:
            marriage_record(bride.pk, a_clerk(), today(), spouse_name="Bayu")
        assert refused.value.field == "document"
        facts = today(document="12/Pdt.P/2026/PA.Bwi")
        marriage_record(bride.pk, a_clerk(), facts, spouse_name="Bayu")
        bride.refresh_from_db()
        assert bride.marital_status == c.MARRIED

    def test_nobody_marries_themselves_nobody_or_somebody_elses_spouse(self) -> None:
        father, _mother, _child = household()
        single = grown(sex=c.FEMALE, name="Rina")
        attempts: list[dict[str, Any]] = [{"spouse_id": single.pk}, {}, {"spouse_id": father.pk}]
        for spouse in attempts:
            with pytest.raises(EventRefused):
                marriage_record(single.pk, a_clerk(), today(), **spouse)
        single.refresh_from_db()
        assert single.marital_status == c.UNMARRIED

    def test_a_spouse_who_joins_the_head_is_husband_or_wife_and_their_old_family_closes(self) -> None:
        groom, bride = grown(name="Bayu"), grown(name="Rina", sex=c.FEMALE)
        marriage_record(groom.pk, a_clerk(), today(), spouse_id=bride.pk, joins=True)
        left = bride.family_id
        bride.refresh_from_db()
        assert (bride.family_id, bride.relation) == (groom.family_id, c.WIFE)
        assert Family.objects.get(pk=left).closed_on == today().happened_on

    def test_a_head_of_others_names_a_new_head_before_joining(self) -> None:
        groom = grown(name="Bayu")
        bride = grown(name="Rina", sex=c.FEMALE)
        ResidentFactory(child=True, family=bride.family)
        with pytest.raises(EventRefused) as refused:
            marriage_record(groom.pk, a_clerk(), today(), spouse_id=bride.pk, joins=True)
        assert refused.value.field == "joins"
        assert not LifeEvent.objects.exists()

    def test_a_divorce_is_of_two_married_people(self) -> None:
        father, _mother, _child = household()
        single = grown(sex=c.FEMALE)
        for spouse in (single, father):
            with pytest.raises(EventRefused):
                divorce_record(father.pk, a_clerk(), today(), spouse_id=spouse.pk)
        father.refresh_from_db()
        assert father.marital_status == c.MARRIED


class TestCorrecting:
    def told(self, family: Family, **changed: Any) -> dict[str, Any]:
        return {"number": family.number, "address": family.address, "area_code": family.area_code} | changed

    def test_a_number_that_somebody_bears_is_refused_also_in_another_village(self) -> None:
        father, _mother, _child = household()
        stranger = ResidentFactory(village_id=PESANGGARAN)
        facts = today(note="Salah ketik")
        told = self.told(father.family, number=stranger.family.number)
        with pytest.raises(EventRefused) as refused:
            family_correct(father.family_id, a_clerk(), facts, **told)
        assert refused.value.field == "number"
        with pytest.raises(EventRefused) as refused:
            resident_correct(father.pk, a_clerk(), facts, {"nik": stranger.nik})
        assert refused.value.field == "nik"

    def test_a_house_lies_in_the_clerks_village_and_a_closed_family_has_none(self) -> None:
        father, _mother, _child = household()
        facts = today(note="Pindah rumah")
        told = self.told(father.family, area_code=PESANGGARAN)
        with pytest.raises(EventRefused) as refused:
            family_correct(father.family_id, a_clerk(), facts, **told)
        assert refused.value.field == "area_code"
        empty = FamilyFactory()
        with pytest.raises(EventRefused, match="anggota"):
            family_correct(empty.pk, a_clerk(), facts, **self.told(empty, address="Jalan Baru 1"))

    def test_whoever_lives_apart_stays_there_when_the_family_moves(self, rt: str) -> None:
        father, mother, _child = household()
        Resident.objects.filter(pk=mother.pk).update(area_code=f"{SARONGAN}.02")
        told = self.told(father.family, area_code=rt)
        family_correct(father.family_id, a_clerk(), today(note="Pindah rumah"), **told)
        mother.refresh_from_db()
        father.refresh_from_db()
        assert (father.area_code, mother.area_code) == (rt, f"{SARONGAN}.02")

    def test_a_correction_of_something_else_leaves_the_nik(self) -> None:
        father, *_ = household()
        resident_correct(father.pk, a_clerk(), today(note="Salah ketik"), {"occupation": 11})
        assert Resident.objects.get(pk=father.pk).nik == father.nik

    def test_who_heads_the_family_is_not_made_its_head_again(self) -> None:
        father, *_ = household()
        with pytest.raises(EventRefused, match="sudah tercatat sebagai kepala"):
            head_change_record(father.family_id, a_clerk(), today(), new_head_id=father.pk)


class TestTakingBack:
    def test_once_and_not_who_has_asked_for_a_letter_meanwhile(self) -> None:
        _father, mother, _child = household()
        event = birth_record(mother.pk, a_clerk(), today(), **BABY)
        event_void(event.pk, a_clerk(), reason="Keliru")
        with pytest.raises(EventRefused, match="sudah dibatalkan"):
            event_void(event.pk, a_clerk(), reason="Keliru lagi")
        born = birth_record(mother.pk, a_clerk(), today(), **(BABY | {"name": "Bunga"}))
        a_request("draft", resident=born.resident)
        with pytest.raises(EventRefused, match="sudah ada surat"):
            event_void(born.pk, a_clerk(), reason="Keliru")

    @pytest.mark.parametrize("fault", ["another event", "settled"])
    def test_a_proposal_is_answered_by_its_own_event_and_once(self, fault: str) -> None:
        _father, mother, _child = household()
        proposal = EventProposal.objects.create(
            kind="birth" if fault == "another event" else "death",
            village_id=SARONGAN,
            area_code=SARONGAN,
            resident=mother,
            source=EventProposal.Source.LETTER,
            source_key="1",
            data={},
        )
        if fault == "settled":
            settled = {"settled_at": today().happened_on, "settled_by_name": "Joko", "dismissal": "Keliru"}
            EventProposal.objects.filter(pk=proposal.pk).update(**settled)
        facts = Facts(date.fromisoformat(today().happened_on.isoformat()), proposal_id=proposal.pk)
        with pytest.raises(EventRefused, match="diselesaikan"):
            death_record(mother.pk, a_clerk(), facts)
        mother.refresh_from_db()
        assert mother.is_alive
