"""Jemput bola: whoever is in need and receives nothing is named, from the register and from the letters."""

from datetime import date

import pytest
from django.utils import timezone

from assistance.models import OutreachHint
from assistance.services.match import match_everybody
from assistance.services.outreach import hints_of_the_register
from citizens.services.death import death_record
from foundation.access.roles import Role
from tests.access.cast import SARONGAN, officer, signed_in
from tests.access.world import make_letter, make_request
from tests.acting import run_jobs
from tests.citizens.clerks import a_clerk, today
from tests.citizens.factories import ResidentFactory, household

from .factories import POOR, ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db
Reason = OutreachHint.Reason


def hinted(reason: str) -> set[object]:
    return set(OutreachHint.objects.filter(reason=reason).values_list("family", flat=True))


def test_the_old_who_live_alone_without_aid_and_the_bereaved_are_named_once() -> None:
    programme = ProgrammeFactory(rule=POOR)
    alone = ResidentFactory(birth_date=date(1950, 1, 1)).family
    helped = ResidentFactory(birth_date=date(1950, 1, 1)).family
    with_children = household(birth_date=date(1950, 1, 1))[0].family
    father, mother, _child = household(birth_date=date(1985, 1, 1))
    for family in (alone, helped, with_children, father.family):
        state_welfare(family, 2)
    enrol(programme, helped)
    match_everybody()
    death_record(father.pk, a_clerk(), today(), new_head_id=mother.pk)
    assert hints_of_the_register(timezone.localdate()) == 2
    assert hinted(Reason.ALONE) == {alone.pk}
    assert hinted(Reason.BREADWINNER) == {father.family_id}
    assert hints_of_the_register(timezone.localdate()) == 0


def test_the_second_letter_of_need_names_the_family_without_the_two_applications_knowing_each_other() -> None:
    from foundation.jobs.events import record

    person = household(SARONGAN)[0]
    match_everybody()
    clerk = officer(Role.OPERATOR, SARONGAN)
    for number in (1, 2):
        request = make_request(person, clerk, code="sktm", state="issued")
        letter = make_letter(request, clerk, number)
        record("letter.issued", key=str(letter.pk), area_code=SARONGAN, kind="sktm", request=request.pk)
        run_jobs()
        assert hinted(Reason.LETTERS) == (set() if number == 1 else {person.family_id})


def test_a_letter_and_its_correction_are_one_letter_of_need() -> None:
    from foundation.jobs.events import record

    person, clerk = household(SARONGAN)[0], officer(Role.OPERATOR, SARONGAN)
    match_everybody()
    first = make_letter(make_request(person, clerk, code="sktm", state="issued"), clerk, 1)
    request = make_request(person, clerk, code="sktm", state="issued")
    second = make_letter(request, clerk, 2)
    type(first).objects.filter(pk=first.pk).update(replaced_by=second)
    record("letter.issued", key=str(second.pk), area_code=SARONGAN, kind="sktm", request=request.pk)
    run_jobs()
    assert hinted(Reason.LETTERS) == set()


def test_whoever_has_asked_writes_down_what_came_of_it() -> None:
    person = household(SARONGAN, name="Mbah Karti")[0]
    hint = OutreachHint.objects.create(
        family=person.family, village_id=SARONGAN, area_code=person.area_code, reason=Reason.ALONE
    )
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    assert "Mbah Karti" in client.get("/bansos/jemput-bola/").content.decode()
    client.post(f"/bansos/jemput-bola/{hint.pk}/", {"note": "Diusulkan Rantang Kasih."})
    assert "Mbah Karti" not in client.get("/bansos/jemput-bola/").content.decode()
    assert client.get(f"/bansos/jemput-bola/{hint.pk}/").status_code == 404
