"""A request that was refused is begun again at the desk: what comes along, what is asked anew, whose it is."""

import pytest

from foundation.access.roles import Role
from letters.errors import OutOfTurn
from letters.models import LetterTypeVersion, Request
from letters.queries.requests import visible_request
from letters.services.create import repeat_request
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN, ResidentFactory, household
from tests.letters.factories import a_citizen, a_kind, a_request, an_office, an_officer

pytestmark = pytest.mark.django_db
RT = f"{SARONGAN}.01.001.001"


def test_what_the_head_rejected_is_begun_again_in_the_clerks_name() -> None:
    office = an_office()
    case = a_request("rejected", office=office, by=office.secretary)
    again = repeat_request(case.pk, office.operator)
    assert (again.state, again.created_by_id, again.data) == ("draft", office.operator.user_id, case.data)
    entry = again.history.get()
    assert (entry.action, entry.actor_id, entry.actor_role) == ("create", office.operator.user_id, "operator")


def test_it_stays_the_familys_and_the_neighbourhoods() -> None:
    office = an_office()
    father, mother, _child = household(area_code=RT)
    again = repeat_request(a_request("rejected", resident=father).pk, office.operator)
    assert visible_request(a_citizen(mother), again.pk) == again
    assert again.area_code == RT


def test_the_newest_version_asks_and_answers_that_it_does_not_know_are_left_out() -> None:
    office = an_office()
    first = a_kind("berubah", steps=["check", "sign"])
    case = a_request("rejected", kind="berubah", office=office)
    Request.objects.filter(pk=case.pk).update(data=case.data | {"dahulu_ditanya": "ya"})
    fields = ("letter_type", "name", "group", "classification", "audience", "fields", "documents", "body")
    values = {name: getattr(first, name) for name in (*fields, "service_minutes", "steps")}
    second = LetterTypeVersion.objects.create(number=2, digest="berubah-2", **values)
    again = repeat_request(case.pk, office.operator)
    assert (again.type_version, again.data) == (second, case.data)


def test_a_kind_that_the_village_no_longer_serves_is_said_at_the_desk() -> None:
    office = an_office()
    version = a_kind("padam", steps=["check", "sign"])
    case = a_request("rejected", kind="padam", office=office)
    version.letter_type.switched_off_in.add(SARONGAN)
    with pytest.raises(OutOfTurn, match="tidak dilayani"):
        repeat_request(case.pk, office.operator)
    clerk = ActingClient()
    clerk.force_login(an_officer("petugas.3510012001", Role.OPERATOR, SARONGAN))
    answer = clerk.post(f"/desa/permohonan/{case.pk}/ulangi/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/desa/permohonan/{case.pk}/"
    assert "tidak dilayani" in answer.content.decode()
    assert Request.objects.count() == 1


def test_at_the_desk_the_draft_opens_with_the_old_answers_and_is_handed_in() -> None:
    office = an_office()
    case = a_request("rejected", office=office, resident=ResidentFactory())
    clerk = ActingClient()
    clerk.force_login(an_officer("petugas.3510012001", Role.OPERATOR, SARONGAN))
    page = clerk.post(f"/desa/permohonan/{case.pk}/ulangi/", follow=True)
    address = page.redirect_chain[-1][0]
    assert case.data["keperluan"] in page.content.decode()
    assert clerk.post(address, {"keperluan": "Mendaftar sekolah"}).status_code == 302
    again = Request.objects.exclude(pk=case.pk).get()
    assert (again.state, again.data["keperluan"]) == ("submitted", "Mendaftar sekolah")
