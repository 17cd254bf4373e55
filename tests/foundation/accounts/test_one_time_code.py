"""Citizens sign in with a one-time code, and nobody learns from it who is in the register."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from citizens.models import Resident
from citizens.nik import compose_nik
from foundation.accounts.codes import CODES_PER_PERSON, MAX_TRIES, digits_of, redeem_code, request_code
from foundation.accounts.models import SignInCode, User
from foundation.jobs.models import Event, Job
from foundation.notifications.models import DemoMessage
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import ResidentFactory

pytestmark = pytest.mark.django_db
NOBODYS = "3510015203870042"


@pytest.fixture
def sugeng() -> Resident:
    return ResidentFactory(email="")


@pytest.fixture
def browser() -> ActingClient:
    return ActingClient()


def ask(browser: ActingClient, nik: str) -> SignInCode:
    browser.post("/masuk/", {"nik": nik})
    return SignInCode.objects.order_by("-id").first()


def wrong(code: SignInCode) -> str:
    return f"{(int(digits_of(code.pk)) + 1) % 1_000_000:06d}"


def is_in(browser: ActingClient) -> bool:
    return browser.get("/akun/").status_code == 200


def test_the_right_code_opens(browser: ActingClient, sugeng: Resident) -> None:
    code = ask(browser, sugeng.nik)
    answer = browser.post("/masuk/kode/", {"code": digits_of(code.pk)})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(browser)
    assert User.objects.get(person_id=sugeng.pk).username == f"warga-{sugeng.pk}"


def test_the_code_that_is_sent_is_the_one_that_opens(browser: ActingClient, sugeng: Resident) -> None:
    ask(browser, sugeng.nik)
    run_jobs()
    sent = DemoMessage.objects.get(recipient=sugeng.phone)
    digits = re.search(r"\b\d{6}\b", sent.body)
    assert digits
    browser.post("/masuk/kode/", {"code": digits[0]})
    assert is_in(browser)


def test_a_code_may_be_typed_with_a_space(browser: ActingClient, sugeng: Resident) -> None:
    digits = digits_of(ask(browser, sugeng.nik).pk)
    browser.post("/masuk/kode/", {"code": f"{digits[:3]} {digits[3:]}"})
    assert is_in(browser)


@pytest.mark.parametrize("typed", ["000", "12345678", "abcdef", "+-1234"])
def test_what_is_no_code_opens_nothing(browser: ActingClient, sugeng: Resident, typed: str) -> None:
    ask(browser, sugeng.nik)
    assert browser.post("/masuk/kode/", {"code": typed}).status_code == 200
    assert not is_in(browser)


def test_five_wrong_codes_end_it(browser: ActingClient, sugeng: Resident) -> None:
    code = ask(browser, sugeng.nik)
    for _try in range(MAX_TRIES):
        page = browser.post("/masuk/kode/", {"code": wrong(code)})
        assert "Kode salah" in page.content.decode()
    browser.post("/masuk/kode/", {"code": digits_of(code.pk)})
    assert not is_in(browser)


def test_a_code_ends_after_five_minutes(browser: ActingClient, sugeng: Resident) -> None:
    code = ask(browser, sugeng.nik)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        browser.post("/masuk/kode/", {"code": digits_of(code.pk)})
        assert not is_in(browser)


def test_a_code_opens_once(browser: ActingClient, sugeng: Resident) -> None:
    code = ask(browser, sugeng.nik)
    thief = ActingClient()
    session = thief.session
    session["sign_in_code"] = str(code.pk)
    session.save()
    browser.post("/masuk/kode/", {"code": digits_of(code.pk)})
    thief.post("/masuk/kode/", {"code": digits_of(code.pk)})
    assert is_in(browser)
    assert not is_in(thief)


def test_a_new_code_ends_the_old(browser: ActingClient, sugeng: Resident) -> None:
    old = ask(browser, sugeng.nik)
    other = ActingClient()
    new = ask(other, sugeng.nik)
    browser.post("/masuk/kode/", {"code": digits_of(old.pk)})
    assert not is_in(browser)
    other.post("/masuk/kode/", {"code": digits_of(new.pk)})
    assert is_in(other)


def test_a_code_is_bound_to_the_browser_that_asked(browser: ActingClient, sugeng: Resident) -> None:
    code = ask(browser, sugeng.nik)
    elsewhere = ActingClient()
    answer = elsewhere.post("/masuk/kode/", {"code": digits_of(code.pk)})
    assert answer["Location"] == "/masuk/"
    assert not is_in(elsewhere)


def test_more_than_six_codes_an_hour_are_refused(browser: ActingClient, sugeng: Resident) -> None:
    for _time in range(CODES_PER_PERSON.count):
        assert browser.post("/masuk/", {"nik": sugeng.nik}).status_code == 302
    page = browser.post("/masuk/", {"nik": sugeng.nik})
    assert page.status_code == 200
    assert "terlalu sering" in page.content.decode()
    assert SignInCode.objects.count() == CODES_PER_PERSON.count


def test_guessing_all_day_opens_less_than_one_account_in_a_thousand() -> None:
    guesses_a_day = CODES_PER_PERSON.count * (24 * 3600 // CODES_PER_PERSON.seconds) * MAX_TRIES
    assert guesses_a_day / 10**6 < 1 / 1000


def test_a_dead_person_gets_no_code(browser: ActingClient) -> None:
    dead = ResidentFactory(dead=True)
    ask(browser, dead.nik)
    run_jobs()
    assert not DemoMessage.objects.exists()


class TestUnknownNumber:
    """An unknown number is answered like a known one, to the byte and to the query."""

    def test_the_answer_is_the_same(self, sugeng: Resident) -> None:
        known, unknown = ActingClient(), ActingClient()
        answers = [known.post("/masuk/", {"nik": sugeng.nik}), unknown.post("/masuk/", {"nik": NOBODYS})]
        assert answers[0].status_code == answers[1].status_code == 302
        assert answers[0]["Location"] == answers[1]["Location"] == "/masuk/kode/"
        assert answers[0].content == answers[1].content
        pages = [self.masked(client.get("/masuk/kode/").content) for client in (known, unknown)]
        assert pages[0] == pages[1]
        wrong_codes = [
            self.masked(client.post("/masuk/kode/", {"code": "000000"}).content)
            for client in (known, unknown)
        ]
        assert wrong_codes[0] == wrong_codes[1]

    def test_the_work_is_the_same(self, sugeng: Resident) -> None:
        """The same number of statements and of jobs: nothing is left that a clock could tell."""
        ActingClient().post("/masuk/", {"nik": NOBODYS.replace("42", "43")})
        counts = []
        for nik in (sugeng.nik, NOBODYS):
            jobs, events = Job.objects.count(), Event.objects.count()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                ActingClient().post("/masuk/", {"nik": nik})
            counts.append((len(queries), Job.objects.count() - jobs, Event.objects.count() - events))
        assert counts[0] == counts[1]

    def test_nothing_is_sent_and_no_code_opens(self) -> None:
        browser = ActingClient()
        code = ask(browser, NOBODYS)
        run_jobs()
        assert not DemoMessage.objects.exists()
        browser.post("/masuk/kode/", {"code": digits_of(code.pk)})
        assert not is_in(browser)
        assert not User.objects.exists()

    def test_the_limit_is_the_same(self) -> None:
        browser = ActingClient()
        for _time in range(CODES_PER_PERSON.count):
            browser.post("/masuk/", {"nik": NOBODYS})
        assert "terlalu sering" in browser.post("/masuk/", {"nik": NOBODYS}).content.decode()

    @staticmethod
    def masked(page: bytes) -> bytes:
        return re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", page)


class TestMistypedNumber:
    """Whoever mistypes is told what is wrong, in Indonesian, and types only the rest."""

    def test_fifteen_digits(self, browser: ActingClient) -> None:
        page = browser.post("/masuk/", {"nik": "351001520387004"})
        text = page.content.decode()
        assert page.status_code == 200
        assert 'value="351001520387004"' in text
        assert "15 angka" in text
        assert not SignInCode.objects.exists()

    def test_nothing(self, browser: ActingClient) -> None:
        assert "Ketik NIK, 16 angka pada KTP." in browser.post("/masuk/", {"nik": ""}).content.decode()

    def test_letters(self, browser: ActingClient) -> None:
        page = browser.post("/masuk/", {"nik": "35100152O3870042"})
        assert page.status_code == 200
        assert "35100152O3870042" in page.content.decode()

    def test_spaces_and_dots_do_not_matter(self, browser: ActingClient, sugeng: Resident) -> None:
        spaced = f"{sugeng.nik[:6]} {sugeng.nik[6:12]}.{sugeng.nik[12:]}"
        assert browser.post("/masuk/", {"nik": spaced}).status_code == 302

    def test_a_made_up_number_of_the_test_is_well_formed(self) -> None:
        born = timezone.localdate().replace(year=1987, month=3, day=12)
        assert compose_nik("351001", born, 2, 42) == NOBODYS


class TestAtOnce:
    """Many tries at the same moment share five tries and one success."""

    def redeem(self, code: SignInCode, guesses: list[str]) -> list[bool]:
        barrier = Barrier(len(guesses))

        def one(digits: str) -> bool:
            try:
                barrier.wait()
                return redeem_code(code.pk, digits) is not None
            finally:
                connection.close()

        with ThreadPoolExecutor(len(guesses)) as pool:
            return list(pool.map(one, guesses))

    @pytest.fixture
    def code(self, transactional_db: None) -> SignInCode:
        resident = ResidentFactory()
        return request_code(str(resident.nik), resident.pk, resident.area_code)

    def test_two_browsers_open_once(self, code: SignInCode) -> None:
        assert sorted(self.redeem(code, [digits_of(code.pk)] * 4)) == [False, False, False, True]

    def test_guesses_at_once_use_up_five_tries(self, code: SignInCode) -> None:
        assert not any(self.redeem(code, [wrong(code)] * 8))
        code.refresh_from_db()
        assert code.tries == MAX_TRIES
        assert redeem_code(code.pk, digits_of(code.pk)) is None
