"""The worker is killed in the middle of its work and the broker forgets everything: letters come out, and once."""

import os
import random
import signal
import time

import pytest

from tests.chaos.conftest import SECONDS_TO_QUIET
from tests.office import Office
from tests.product import Product, wait_for

pytestmark = pytest.mark.chaos

WORKER = "worker-documents"
ROUNDS = 3
LETTERS_OF_A_ROUND = 2


def test_a_letter_whose_rendering_was_killed_still_comes_out_once(product: Product, office: Office) -> None:
    wait_for(product.quiet, SECONDS_TO_QUIET, "earlier work is done")
    (request_id,) = office.ready_to_sign(1)
    # A rendering is over before anybody could look: it is held in its middle.
    for process in product.processes_of("render_process"):
        os.kill(process, signal.SIGSTOP)
    assert office.sign(request_id).status == 200
    wait_for(lambda: is_rendering(product, request_id), 30, "the rendering has begun")

    old = product.kill(WORKER)
    product.empty_broker()

    assert not_ready(product, [request_id]) == [request_id]
    product.wait_for_restart(WORKER, old)
    seconds = office.wait_for_documents([request_id], SECONDS_TO_QUIET)
    print(f"killed while rendering: the letter came out {seconds:.1f} s after the restart")
    assert_came_out_once(product, [request_id])


def test_workers_killed_again_and_again_lose_and_double_nothing(
    product: Product, office: Office, chance: random.Random
) -> None:
    waiting = office.ready_to_sign(ROUNDS * LETTERS_OF_A_ROUND)
    for turn in range(ROUNDS):
        for request_id in waiting[turn * LETTERS_OF_A_ROUND :][:LETTERS_OF_A_ROUND]:
            assert office.sign(request_id).status == 200
        time.sleep(chance.uniform(0, 0.2))
        old = product.kill(WORKER)
        product.empty_broker()
        product.wait_for_restart(WORKER, old)

    seconds = office.wait_for_documents(waiting, SECONDS_TO_QUIET)
    print(f"{ROUNDS} workers killed, {len(waiting)} letters: whole {seconds:.1f} s after the last restart")
    assert_came_out_once(product, waiting)


def is_rendering(product: Product, request_id: str) -> bool:
    """Whether a worker holds the letter's document right now."""
    return bool(
        product.rows(
            "SELECT 1 FROM jobs_job WHERE kind = 'letters.produce_document' AND state = 'running'"
            " AND payload->>'request' = %s",
            request_id,
        )
    )


def not_ready(product: Product, request_ids: list[str]) -> list[str]:
    """Those of the requests whose letter has no PDF yet."""
    rows = product.rows(
        "SELECT request_id::text FROM letters_letter WHERE request_id::text = ANY(%s) AND document_state <> 'ready'",
        request_ids,
    )
    return [request_id for (request_id,) in rows]


def assert_came_out_once(product: Product, request_ids: list[str]) -> None:
    """One document, one issue in the history and one message to the applicant for each of the requests."""
    documents = product.rows(
        "SELECT count(d.id) FROM letters_letter l LEFT JOIN letters_letterdocument d ON d.letter_id = l.id"
        " WHERE l.request_id::text = ANY(%s) GROUP BY l.id",
        request_ids,
    )
    assert documents == [(1,)] * len(request_ids)
    issues = product.rows(
        "SELECT count(*) FROM letters_requestevent WHERE action = 'issue' AND request_id::text = ANY(%s)"
        " GROUP BY request_id",
        request_ids,
    )
    assert issues == [(1,)] * len(request_ids)
    wait_for(product.quiet, SECONDS_TO_QUIET, "the applicants are told")
    told = product.rows(
        "SELECT count(n.id) FROM letters_requestevent e JOIN letters_request r ON r.id = e.request_id"
        " LEFT JOIN notifications_notification n ON n.recipient_id = r.resident_id AND n.key LIKE '%%' || e.id || '%%'"
        " WHERE e.action = 'issue' AND r.id::text = ANY(%s) GROUP BY e.id",
        request_ids,
    )
    assert told == [(1,)] * len(request_ids)
