"""The database dies while letters are being signed: what was answered with success is there, and nothing is doubled."""

import os
import random
import signal
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.chaos.conftest import SECONDS_TO_QUIET, VILLAGE
from tests.chaos.test_killed_worker import assert_came_out_once
from tests.office import Answer, Office, second_factor
from tests.product import Product, wait_for

pytestmark = pytest.mark.chaos

LETTERS = 16
SIGNERS = 4


def test_a_killed_database_comes_back_with_everything_that_was_answered(
    product: Product, office: Office, chance: random.Random
) -> None:
    waiting = office.ready_to_sign(LETTERS)
    old = product.database_process()
    with ThreadPoolExecutor(SIGNERS) as signers:
        journal = [signers.submit(sign_once, office, request_id) for request_id in waiting]
        wait_for(lambda: sum(entry.done() for entry in journal) >= SIGNERS, 30, "signing is under way")
        time.sleep(chance.uniform(0, 0.2))
        os.kill(old, signal.SIGKILL)
        answers = [answered(entry) for entry in journal]

    wait_for(lambda: product.database_process() not in (0, old), 40, "the database runs again")
    signed = {pk for pk, answer in zip(waiting, answers, strict=True) if answer and answer.status == 200}
    refused = [answer for answer in answers if answer is not None and answer.status != 200]
    print(
        f"{len(signed)} of {LETTERS} signed before or after, {len(refused)} refused, rest without an answer"
    )
    assert {answer.status for answer in refused} <= {503}, refused
    there = {
        pk
        for (pk,) in product.rows(
            "SELECT request_id::text FROM letters_letter WHERE village_id = %s", VILLAGE
        )
    }
    assert signed <= there

    for request_id in waiting:
        again = office.sign(request_id)
        # A signature whose answer was lost with the database is there all the same.
        assert again.status == (409 if request_id in there else 200), again
    numbers = product.rows("SELECT sequence FROM letters_letter WHERE village_id = %s ORDER BY 1", VILLAGE)
    assert [number for (number,) in numbers] == list(range(1, len(numbers) + 1))
    office.wait_for_documents(waiting, SECONDS_TO_QUIET)
    assert_came_out_once(product, waiting)


def sign_once(office: Office, request_id: str) -> Answer:
    """One try, whatever it brings."""
    return office.head.post(f"requests/{request_id}/sign", {"otp": second_factor()})


def answered(entry: "Future[Answer]") -> Answer | None:
    """The answer, or None when the connection brought none."""
    try:
        return entry.result()
    except OSError:
        return None
