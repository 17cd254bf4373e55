"""A fork under limits: told by its work, and not by the clock alone, from one that others keep waiting."""

import io
import os
import resource
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from foundation.documents.frames import read_frame
from foundation.documents.rendering_fork import PATIENCE, Make, RenderingFork

SECONDS = 1.0


@contextmanager
def fork_that(make: Make) -> Iterator[RenderingFork]:
    """A fork with a caller who stays; ended afterwards."""
    caller, other_end = os.pipe()
    fork = RenderingFork(make, caller=caller, keep_from_it=())
    try:
        yield fork
    finally:
        fork.end()
        os.close(caller)
        os.close(other_end)


def answer(fork: RenderingFork) -> tuple[str, list[bytes]]:
    """Why there is no document, and the document."""
    header, parts = read_frame(io.BytesIO(fork.render({"seconds": SECONDS}, [])))
    return header["reason"], parts


def waits(seconds: float) -> Make:
    """Makes a document after being kept waiting so long, without work: as on a machine that others use up."""

    def make(_request: Mapping[str, Any], _parts: list[bytes]) -> tuple[str, bytes]:
        time.sleep(seconds)
        return "", b"a document"

    return make


def works_without_end(_request: Mapping[str, Any], _parts: list[bytes]) -> tuple[str, bytes]:
    while True:
        pass


def test_a_busy_machine_delays_a_document_and_does_not_fail_it() -> None:
    with fork_that(waits(SECONDS * 2)) as fork:
        assert answer(fork) == ("", [b"a document"])
        assert fork.takes_more


def test_patience_ends() -> None:
    with fork_that(waits(60)) as fork:
        began = time.monotonic()
        assert answer(fork)[0] == "timeout"
        assert time.monotonic() - began >= SECONDS * PATIENCE
        assert not fork.takes_more


def test_who_works_through_the_time_gets_no_more() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with fork_that(works_without_end) as fork:
        assert answer(fork)[0] == "processor"
        assert not fork.takes_more
    worked = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    assert worked < SECONDS * 2, "ended by its time, and not only by the limit of its processor"
