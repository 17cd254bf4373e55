"""Many hands at once on real PostgreSQL: numbers stay gapless, and of several takers one wins."""

from collections import Counter
from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import Http404

from foundation.access.reach import set_actor_reach
from foundation.access.roles import Actor
from foundation.jobs.models import Event, Job
from foundation.jobs.runner import run
from letters.errors import NotAllowed, OutOfTurn
from letters.invariants import Scope, examine_everything
from letters.models import Letter, LetterDocument, RegisterCounter, Request
from letters.services.actions import perform
from letters.services.create import create_request
from letters.services.sign import sign_request
from tests.acting import see_everything
from tests.citizens.factories import PESANGGARAN, ResidentFactory
from tests.letters.factories import ANSWERS, a_citizen, a_request, an_office, document_job

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("transactional_db", "quick_rendering"),
]
Deed = Callable[[], Any]


def at_once(deeds: Sequence[Deed]) -> list[Any]:
    """Does all deeds at the same moment, each on a connection of its own; returns results or errors in order."""
    results: list[Any] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def do(index: int, deed: Deed) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            results[index] = deed()
        except Exception as error:
            results[index] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=item) for item in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def acting(actor: Actor, deed: Deed) -> Deed:
    """The deed in a transaction that reaches what the actor reaches, as a web request does it."""

    def done() -> Any:
        with transaction.atomic():
            set_actor_reach(actor)
            return deed()

    return done


def kinds(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def broken() -> dict[str, list[str]]:
    return {i.code: b.examples for i, b in examine_everything(Scope(files=False)) if b.count}


def test_thirty_two_signatures_at_once_take_thirty_two_numbers() -> None:
    office, elsewhere = an_office(), an_office(PESANGGARAN)
    here = [a_request("initialled", office=office) for _ in range(24)]
    there = [a_request("initialled", office=elsewhere) for _ in range(8)]
    signing = [acting(office.head, lambda pk=case.pk: sign_request(pk, office.head)) for case in here]  # type: ignore[misc]
    signing += [acting(elsewhere.head, lambda pk=case.pk: sign_request(pk, elsewhere.head)) for case in there]  # type: ignore[misc]
    results = at_once(signing)
    assert kinds(results) == {"Letter": 32}, results
    for village, count in ((office.village, 24), (elsewhere.village, 8)):
        letters = Letter.objects.filter(village=village).order_by("sequence")
        assert [letter.sequence for letter in letters] == list(range(1, count + 1))
        assert len({letter.number for letter in letters}) == count
        assert [letter.issued_on for letter in letters] == sorted(letter.issued_on for letter in letters)
        assert RegisterCounter.objects.get(village=village).last_number == count
    assert broken() == {}


def test_signatures_that_fail_among_others_leave_no_gap() -> None:
    office = an_office()
    cases = [a_request("initialled", office=office) for _ in range(16)]

    def sign(index: int, pk: Any) -> Letter:
        letter = sign_request(pk, office.head)
        if index % 3 == 0:
            raise RuntimeError("mati sebelum disimpan")
        return letter

    results = at_once(
        [acting(office.head, lambda i=i, pk=case.pk: sign(i, pk)) for i, case in enumerate(cases)]  # type: ignore[misc]
    )
    assert kinds(results) == {"Letter": 10, "RuntimeError": 6}
    assert sorted(Letter.objects.values_list("sequence", flat=True)) == list(range(1, 11))
    assert broken() == {}


def test_of_fifty_signatures_on_one_request_one_counts() -> None:
    office = an_office()
    case = a_request("initialled", office=office)
    results = at_once([acting(office.head, lambda: sign_request(case.pk, office.head))] * 50)
    assert kinds(results) == {"Letter": 1, "OutOfTurn": 49}
    assert "Ditandatangani" in str(next(r for r in results if isinstance(r, OutOfTurn)))
    assert Letter.objects.get().sequence == RegisterCounter.objects.get().last_number == 1
    assert (Event.objects.filter(name="letter.signed").count(), document_job(case).attempts) == (1, 0)
    assert broken() == {}


def test_signing_against_cancelling_and_against_sending_back() -> None:
    office = an_office()
    resident = ResidentFactory()
    citizen = a_citizen(resident)
    cases = [a_request("initialled", office=office, resident=resident) for _ in range(8)]

    def deed(action: str, pk: Any, actor: Actor) -> Deed:
        return acting(actor, lambda: perform(action, pk, actor, note="Sebabnya ini."))

    deeds = []
    for index, case in enumerate(cases):
        deeds.append(deed("sign", case.pk, office.head))
        deeds.append(
            deed(*("cancel", case.pk, citizen) if index % 2 else ("return", case.pk, office.secretary))
        )
    results = at_once(deeds)
    for index, case in enumerate(cases):
        pair = results[2 * index : 2 * index + 2]
        assert sorted(type(result).__name__ for result in pair) == ["NoneType", "OutOfTurn"], pair
        case.refresh_from_db()
        signed = isinstance(pair[1], OutOfTurn)
        assert case.state == ("signed" if signed else "cancelled" if index % 2 else "returned")
        assert Letter.objects.filter(request=case).exists() == signed
    assert broken() == {}


def test_a_key_sent_five_times_at_once_makes_one_request() -> None:
    office, resident = an_office(), ResidentFactory()

    def ask() -> Request:
        return create_request(
            office.operator,
            type_code="domisili",
            resident=resident,
            data=ANSWERS["domisili"],
            channel="api",
            idempotency_key="satu-kunci",
        )[0]

    results = at_once([acting(office.operator, ask)] * 5)
    assert kinds(results) == {"Request": 5}, results
    assert {case.pk for case in results} == {Request.objects.get().pk}


def test_one_job_taken_by_six_workers_at_once_is_done_once() -> None:
    case = a_request("signed")
    job = document_job(case)
    taken = at_once([lambda: run(job.pk)] * 6)
    see_everything()
    assert sorted(taken) == [False] * 5 + [True]
    assert LetterDocument.objects.count() == 1
    assert (Job.objects.get(pk=job.pk).state, Job.objects.get(pk=job.pk).attempts) == ("done", 1)
    assert Event.objects.filter(name="letter.issued").count() == 1


def test_what_is_out_of_reach_stays_so_in_a_race() -> None:
    office, elsewhere = an_office(), an_office(PESANGGARAN)
    case = a_request("initialled", office=office)
    strangers = [acting(elsewhere.head, lambda: sign_request(case.pk, elsewhere.head))] * 3
    results = at_once([*strangers, acting(office.head, lambda: sign_request(case.pk, office.head))])
    assert all(isinstance(result, (Http404, NotAllowed)) for result in results[:3])
    assert isinstance(results[3], Letter)
