"""Cek Bansos: a family sees its own aid and why; nobody can fish for others with it."""

import logging
import re
from datetime import date
from typing import Any

import pytest

from assistance.models import Disbursement, Lure
from assistance.services.match import match_everybody
from assistance.services.public_check import digest_of
from citizens.models import Resident
from tests.access.cast import citizen, signed_in
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN, household

from .factories import POOR, ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db


@pytest.fixture
def head() -> Resident:
    person: Resident = household(SARONGAN, name="Sugeng Prayitno")[0]
    return person


def ask(person: Resident, **other: str) -> str:
    told = {
        "nik": person.nik,
        "born": person.birth_date.isoformat(),
        "family_digits": person.family.number[-4:],
    } | other
    answer = ActingClient().post("/cek-bansos/", told)
    assert answer.status_code == 200
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_a_family_sees_what_it_receives_when_it_is_paid_and_why_not_more(head: Resident) -> None:
    pkh, food = (
        ProgrammeFactory(name="Program Keluarga Harapan", rule=POOR),
        ProgrammeFactory(name="Sembako", rule=POOR),
    )
    ProgrammeFactory(name="Rumah Layak", rule={"fact": "unfit_house", "is": "equals", "value": True})
    state_welfare(head.family, 3, unfit_house=False)
    enrolment = enrol(pkh, head.family)
    Disbursement.objects.create(
        enrolment=enrolment,
        family=head.family,
        village_id=head.village_id,
        area_code=head.area_code,
        period=date(2026, 10, 1),
        amount=600_000,
        status="failed",
        note="Rekening tidak aktif",
    )
    match_everybody()
    page = signed_in(citizen(head)).get("/cek-bansos/").content.decode()
    assert "desil 3" in page
    assert "Rp600.000" in page
    assert "Rekening tidak aktif" in page
    received, rest = page.split("Memenuhi syarat, tetapi belum diterima")
    assert "Program Keluarga Harapan" in received
    assert food.name in rest
    assert "Rumah tidak layak huni: ya" in rest
    assert "mintalah dibetulkan" in rest


def test_without_an_account_yes_needs_all_three_and_says_no_more(head: Resident) -> None:
    enrol(ProgrammeFactory(name="Program Rahasia"), head.family)
    page = ask(head)
    assert "Terdaftar" in page
    assert "Program Rahasia" not in page
    assert head.name not in page


def test_unknown_wrong_and_without_aid_get_the_same_answer_to_the_letter(head: Resident) -> None:
    listed = household(SARONGAN)[0]
    enrol(ProgrammeFactory(), listed.family)
    answers = {
        ask(head),
        ask(listed, born="1990-01-01"),
        ask(listed, family_digits="0000"),
        ask(listed, nik="3510011203879999"),
    }
    assert len(answers) == 1
    assert "Terdaftar</h1>" not in answers.pop()


def test_the_sixth_question_about_one_number_waits(head: Resident) -> None:
    for _ in range(5):
        ask(head)
    told = {"nik": head.nik, "born": "1987-03-12", "family_digits": "1234"}
    answer = ActingClient().post("/cek-bansos/", told)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def test_a_lure_alarms_and_answers_as_ever(head: Resident, caplog: Any) -> None:
    Lure.objects.create(digest=digest_of("3510011203878123"))
    with caplog.at_level(logging.ERROR, "smartkampung.security"):
        page = ask(head, nik="3510011203878123")
    assert page == ask(head, nik="3510011203878124")
    assert "lure" in caplog.text
    assert "3510011203878123" not in caplog.text


def test_open_figures_tell_no_group_of_fewer_than_five(head: Resident) -> None:
    many, few = ProgrammeFactory(name="Untuk Banyak"), ProgrammeFactory(name="Untuk Sedikit")
    for _ in range(6):
        enrol(many, household(SARONGAN)[0].family)
    enrol(few, head.family)
    match_everybody()
    page = ActingClient().get(f"/bansos/terbuka/{SARONGAN}/").content.decode()
    assert re.search(r"Untuk Banyak</th>\s*<td[^>]*>\s*6 ", page)
    assert re.search(r"Untuk Sedikit</th>\s*<td[^>]*>\s*kurang dari 5", page)
    assert head.name not in page
