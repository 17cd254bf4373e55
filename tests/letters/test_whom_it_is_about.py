"""A letter that is about somebody else than the applicant: nobody asks for the letter of their own death."""

from random import Random
from typing import Any

import pytest

from citizens.models import Resident
from foundation.access.roles import Actor
from foundation.accounts.models import User
from letters.catalogue.files import read_catalogue
from letters.demo.answers import answers_for
from letters.errors import WrongInput
from letters.models import Letter, Request
from letters.queries.catalogue import current_version
from letters.services.actions import perform
from letters.services.create import create_request, submit_request
from letters.verification import initials, verify_token
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN, ResidentFactory, household
from tests.letters.factories import a_citizen, an_office, an_officer, produce

pytestmark = pytest.mark.django_db
ABOUT_OTHERS = {
    "kematian": "almarhum",
    "izin-orang-tua": "anak",
    "izin-keluarga-pmi": "calon",
    "n5": "anak",
    "sktm-sekolah": "anak",
}


def answers(code: str, applicant: Resident) -> dict[str, Any]:
    version = current_version(code)
    assert version is not None
    return answers_for(version, applicant, Random(1))


def ask(by: Actor, code: str, applicant: Resident, about: Resident) -> Request:
    data = answers(code, applicant) | {ABOUT_OTHERS[code]: about.nik if not by.is_citizen else str(about.pk)}
    channel = "web" if by.is_citizen else "counter"
    return create_request(by, type_code=code, resident=applicant, data=data, channel=channel)[0]


def test_the_catalogue_names_these_kinds() -> None:
    found = {
        kind.code: field.name for kind in read_catalogue() for field in kind.fields if field.not_applicant
    }
    assert found == ABOUT_OTHERS


@pytest.mark.parametrize("code", ABOUT_OTHERS)
def test_the_counter_does_not_take_the_applicants_own_number(code: str) -> None:
    father, mother, _ = household()
    clerk = an_office().operator
    with pytest.raises(WrongInput) as refused:
        ask(clerk, code, mother, about=mother)
    assert refused.value.errors == {
        ABOUT_OTHERS[code]: ["Ini NIK pemohon sendiri. Isi NIK orang yang dimaksud."]
    }
    assert not Request.objects.exists()
    assert ask(clerk, code, mother, about=father).data[ABOUT_OTHERS[code]] == str(father.pk)


def test_the_clerk_reads_why_and_finds_what_was_typed() -> None:
    _, mother, _ = household()
    an_office()
    clerk = ActingClient()
    clerk.force_login(an_officer("petugas.3510012001", "operator", SARONGAN))
    typed = answers("kematian", mother) | {"almarhum": mother.nik, "tempat_meninggal": "RSUD Genteng"}
    page = clerk.post(f"/desa/loket/{mother.pk}/kematian/", typed).content.decode()
    assert "Ini NIK pemohon sendiri." in page
    assert 'value="RSUD Genteng"' in page


def form_of_death(resident: Resident) -> str:
    citizen = ActingClient()
    citizen.force_login(User.objects.get(pk=a_citizen(resident).user_id))
    page: str = citizen.get("/surat/ajukan/kematian/").content.decode()
    return page


def test_citizens_are_offered_their_family_without_themselves() -> None:
    father, mother, child = household()
    page = form_of_death(mother)
    assert [str(one.pk) in page for one in (father, mother, child)] == [True, False, True]


def test_who_lives_alone_is_told_that_there_is_nobody_to_choose() -> None:
    assert "Tidak ada anggota keluarga lain" in form_of_death(ResidentFactory())


def test_the_signing_list_and_the_check_name_who_died_and_not_only_who_reported() -> None:
    father, mother, _ = household()
    office = an_office()
    case = ask(office.operator, "kematian", mother, about=father)
    submit_request(case.pk, office.operator)
    for action in ("check", "initial"):
        perform(action, case.pk, office.who(action))
    head = ActingClient()
    head.force_login(an_officer("kepala.3510012001", "head", SARONGAN))
    listed = head.get("/desa/tanda-tangan/").content.decode()
    assert father.name in listed
    perform("sign", case.pk, office.head)
    produce(case)
    letter = Letter.objects.get(request=case)
    assert verify_token(letter.token).about == (initials(father.name),)
