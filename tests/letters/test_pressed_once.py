"""A form that is pressed twice is carried out once: one letter, one number, and the page of the first press."""

from typing import Any

import pytest

from letters.models import RegisterEntry, Request
from letters.numbering import today_in
from tests.access.cast import signed_in
from tests.acting import see_everything
from tests.citizens.factories import SARONGAN, ResidentFactory
from tests.letters.factories import an_office, an_officer
from tests.letters.test_races import at_once

PAPER = "/desa/register/catat/"


def clerk(name: str = "petugas.3510012001") -> Any:
    return signed_in(an_officer(name, "operator", SARONGAN))


def paper_letter(token: str, **changed: str) -> dict[str, str]:
    day = today_in(an_office().village)
    date = {"date_day": str(day.day), "date_month": str(day.month), "date_year": str(day.year)}
    letter = {"classification": "005", "addressee": "BPD", "subject": "Undangan rapat"}
    return letter | date | {"csrfmiddlewaretoken": token} | changed


@pytest.mark.django_db
class TestOnePerson:
    def test_the_second_press_leads_where_the_first_one_led(self) -> None:
        browser = clerk()
        first = browser.post(PAPER, paper_letter("satu"))
        second = browser.post(PAPER, paper_letter("satu"))
        assert (first.status_code, second.status_code) == (302, 302)
        assert first["Location"] == second["Location"]
        assert RegisterEntry.objects.count() == 1

    def test_a_page_opened_anew_is_another_press(self) -> None:
        browser = clerk()
        for token in ("satu", "dua"):
            browser.post(PAPER, paper_letter(token))
        assert RegisterEntry.objects.count() == 2

    def test_other_words_are_another_press(self) -> None:
        browser = clerk()
        for subject in ("Undangan", "Pengumuman"):
            browser.post(PAPER, paper_letter("satu", subject=subject))
        assert RegisterEntry.objects.count() == 2

    def test_what_came_back_to_be_mended_is_looked_at_again(self) -> None:
        browser = clerk()
        wrong = paper_letter("satu", addressee="")
        assert [browser.post(PAPER, wrong).status_code for _ in range(2)] == [422, 422]
        assert browser.post(PAPER, paper_letter("satu")).status_code == 302

    def test_at_the_counter_one_letter_goes_on_its_way(self) -> None:
        an_office()
        resident, browser = ResidentFactory(), clerk()
        address = f"/desa/loket/{resident.pk}/domisili/"
        told = {"keperluan": "Membuka rekening", "papers_seen": "on", "csrfmiddlewaretoken": "satu"}
        assert len({browser.post(address, told)["Location"] for _ in range(2)}) == 1
        assert Request.objects.count() == 1

    def test_somebody_else_with_the_same_words_is_another_person(self) -> None:
        for name in ("petugas.3510012001", "petugas.kedua"):
            clerk(name).post(PAPER, paper_letter("satu"))
        assert RegisterEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_two_taps_at_the_same_moment_make_one_letter() -> None:
    letter = paper_letter("satu")
    officer = an_officer("petugas.3510012001", "operator", SARONGAN)
    browsers = [signed_in(officer) for _ in range(4)]
    answers = at_once([lambda browser=browser: browser.post(PAPER, letter) for browser in browsers])
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    see_everything()
    assert RegisterEntry.objects.count() == 1
