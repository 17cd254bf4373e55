"""Letters: the whole way from the signature to the stored PDF and its message, beside a bare loop of the libraries."""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from pypdf import PdfReader

from foundation.access.reach import EVERYWHERE, working_in
from foundation.documents.storage import read_stored
from foundation.installation.environment import PROJECT
from foundation.jobs.models import Job
from letters.models import Letter, LetterDocument
from letters.rendering.html import letter_html
from letters.services.sign import sign_many
from letters.snapshot import grouped_code

from .desk import head_of, lay_on_desk
from .figures import MS, SECONDS, Figure, WrongAnswer, expect, p50, p95
from .ground import VILLAGE, Ground
from .reference import letters_a_second
from .workers import redis_server, resident_megabytes, workers

PROCESSES = 2
COMPARED, AT_ONCE, CLERKS, EACH = 400, 500, 32, 5
MANY, A_ROUND = 5_000, 500
VILLAGES = (VILLAGE, "35.10.01.2002", "35.10.05.2002", "35.10.16.1004")
BARE_SHARE = 0.7
MOST_SECONDS = 0.6
"""Seconds that a letter may take before the measurement is given up."""


def measure(ground: Ground) -> Iterator[Figure]:
    """Letters a second, the wait after a press, five hundred at once, thirty-two clerks at the same moment."""
    with workers():
        _through(4)
        share, bare = _beside_the_bare_loop()
        yield share
        yield from _five_hundred(bare)
        yield _clerks_at_once()
        yield from _pressed("folders", os.environ, 2_500, ground.rounds)
    with redis_server() as address:
        if address is not None:
            environment = {**os.environ, "REDIS_URL": address}
            with workers(environment):
                yield from _pressed("Redis", environment, 1_000, ground.rounds)


def measure_memory(ground: Ground) -> Iterator[Figure]:
    """What the workers hold after many letters, against what they held when they were warm."""
    with workers() as pids:
        _through(A_ROUND)
        before = _weighed(pids)
        for _ in range(MANY // A_ROUND - 3):
            _through(A_ROUND)
        after = _weighed(pids)
    yield Figure(
        f"workers' memory after {MANY:,} letters",
        after,
        "MB",
        None,
        f"after {2 * A_ROUND:,}",
        before,
        target_ratio=1.1,
    )


def _weighed(pids: Sequence[int]) -> float:
    """The memory while letters go through, the median of a round: a fork grows until it ends after some letters."""
    samples = []
    with ThreadPoolExecutor(1) as beside:
        letters = beside.submit(_in_thread, _through, A_ROUND)
        while not letters.done():
            samples.append(sum(resident_megabytes(pid) for pid in pids))
            time.sleep(1)
        letters.result()
    return p50(samples)


def _beside_the_bare_loop() -> tuple[Figure, float]:
    """A letter's share of the time, with as many processes on either side; and the bare loop's letters a second."""
    seconds, ids = _through(COMPARED)
    with working_in(EVERYWHERE):
        htmls = [letter_html(row.snapshot) for row in Letter.objects.filter(request_id__in=ids)]
    bare = letters_a_second(htmls, PROCESSES)
    share = Figure(
        f"a letter, all the way ({COMPARED / seconds:.1f}/s, bare {bare:.1f}/s)",
        1000 * seconds / COMPARED,
        MS,
        None,
        "WeasyPrint and pyHanko alone",
        1000 / bare,
        target_ratio=1 / BARE_SHARE,
    )
    return share, bare


def _five_hundred(bare: float) -> Iterator[Figure]:
    ids = lay_on_desk(VILLAGE, AT_ONCE)
    began = time.perf_counter()
    _sign(VILLAGE, ids)
    signed = time.perf_counter()
    _wait_until_issued(ids)
    done = time.perf_counter()
    with working_in(EVERYWHERE):
        numbers = dict(Letter.objects.filter(request_id__in=ids).values_list("request_id", "sequence"))
    in_order = [numbers[request_id] for request_id in ids]
    expect(
        in_order == list(range(in_order[0], in_order[0] + AT_ONCE)), "numbers follow the list, without a gap"
    )
    yield Figure(f"{AT_ONCE} letters signed at once: all numbered", signed - began, SECONDS)
    yield Figure(
        f"{AT_ONCE} letters signed at once: all out",
        done - began,
        SECONDS,
        45,
        "as many in the bare loop",
        AT_ONCE / bare,
    )


def _clerks_at_once() -> Figure:
    """Many heads' hands at the same moment, in four villages; every PDF bears its own letter's code and no other's."""
    desks = [(VILLAGES[clerk % len(VILLAGES)], EACH) for clerk in range(CLERKS)]
    lots = [(village, lay_on_desk(village, count)) for village, count in desks]
    began = time.perf_counter()
    with ThreadPoolExecutor(CLERKS) as threads:
        list(threads.map(lambda lot: _in_thread(_sign, *lot), lots))
    ids = [request_id for _village, lot in lots for request_id in lot]
    _wait_until_issued(ids)
    seconds = time.perf_counter() - began
    with working_in(EVERYWHERE):
        documents = LetterDocument.objects.select_related("letter").filter(letter__request_id__in=ids)
        codes = {document.path: grouped_code(document.letter.short_code) for document in documents}
    expect(len(codes) == CLERKS * EACH, "every letter has a PDF of its own")
    for path, code in codes.items():
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(read_stored(path))).pages)
        expect(code in text, "a PDF bears its own letter's code")
        expect(not any(other in text for other in codes.values() if other != code), "and no other's")
    return Figure(f"{CLERKS} clerks at once, {CLERKS * EACH} letters: none failed", seconds, SECONDS)


def _pressed(broker: str, environment: Mapping[str, str], target: float, rounds: int) -> Iterator[Figure]:
    done = subprocess.run(
        [sys.executable, "-m", "smartkampung.bench.press", str(rounds)],
        cwd=PROJECT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    times = json.loads(done.stdout.splitlines()[-1])
    yield Figure(f"from the press to the PDF, {broker}, p50", p50(times), MS)
    yield Figure(f"from the press to the PDF, {broker}, p95", p95(times), MS, target=target)


def _through(count: int) -> tuple[float, list[UUID]]:
    """So many letters signed and issued; seconds from the last signature to the last message, and their ids."""
    ids = lay_on_desk(VILLAGE, count)
    _sign(VILLAGE, ids)
    began = time.perf_counter()
    _wait_until_issued(ids)
    return time.perf_counter() - began, ids


def _sign(village: str, ids: Sequence[UUID]) -> None:
    head = head_of(village)
    with working_in(village):
        letters, obstacles = sign_many(ids, head)
    expect(len(letters) == len(ids) and not obstacles, "all were signed")


def _in_thread(deed: Callable[..., Any], *values: Any) -> None:
    """A deed in a thread of its own, whose connection ends with it."""
    try:
        deed(*values)
    finally:
        connection.close()


def _wait_until_issued(ids: Sequence[UUID]) -> None:
    """Until all PDFs are stored and all messages sent. Stops the subject when that takes beyond all measure."""
    fresh = Q(state="waiting", attempts=0)
    deadline = time.monotonic() + 30 + MOST_SECONDS * len(ids)
    while time.monotonic() < deadline:
        with working_in(EVERYWHERE):
            unmade = Letter.objects.filter(request_id__in=ids).exclude(document_state="ready")
            # Bulk work has no worker here; a job that failed in an earlier run waits for its next try.
            jobs = Job.objects.exclude(queue="bulk").filter(fresh | Q(state="running"))
            if not (unmade.exists() or jobs.exists()):
                return
        time.sleep(0.25)
    raise WrongAnswer(f"{len(ids)} letters are not out after {MOST_SECONDS} s each")
