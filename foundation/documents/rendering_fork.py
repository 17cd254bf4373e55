"""A fork of the render process that makes some documents, one at a time, under limits of time, memory and file size.

It shares the fonts and stylesheets that were loaded before it began. It ends after a few documents, and at once after
one that could not be made; whatever a document did to its memory ends with it.
"""

import contextlib
import ctypes
import gc
import os
import resource
import select
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from foundation.documents.frames import BrokenFrame, pack_frame, read_frame, read_frame_with

DOCUMENTS = 40
"""So many a fork makes: to begin one costs as much as a third of a letter.

Over so few, what garbage collection would give back (some 3 MB a letter) is not worth a tenth of a letter's time.
"""
MOST_WORK = 0.7
"""A rendering that worked for this share of its time was not kept waiting by others: the document is too much."""
PATIENCE = 3
"""A rendering that was kept waiting by others gets so many times its time: a busy machine only delays a letter."""
LOOK_SECONDS = 0.25
EXTRA_MEMORY = 512 * 1024 * 1024

_PR_SET_PDEATHSIG = 1
_TICKS = os.sysconf("SC_CLK_TCK")
_libc = ctypes.CDLL(None, use_errno=True)

Make = Callable[[Mapping[str, Any], list[bytes]], tuple[str, bytes]]


class RenderingFork:
    """The parent's end of a fork."""

    def __init__(self, make: Make, *, caller: int, keep_from_it: Iterable[int]) -> None:
        """Begin a fork.

        Args:
            make: renders a request with its parts; returns ("", content), or a reason and nothing.
            caller: whose end ends this process and with it the fork.
            keep_from_it: descriptors that the fork must not have.
        """
        self._left = DOCUMENTS
        self._status: int | None = None
        self._caller = caller
        request_out, self._requests = os.pipe()
        self._answers, answer_in = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            try:
                for descriptor in (self._requests, self._answers, *keep_from_it):
                    os.close(descriptor)
                _confine()
                _serve(make, request_out, answer_in)
            finally:
                os._exit(0)
        os.close(request_out)
        os.close(answer_in)

    @property
    def takes_more(self) -> bool:
        """Whether it may be given another document."""
        return self._left > 0

    def render(self, request: Mapping[str, Any], parts: list[bytes]) -> bytes:
        """Have a document made; return the frame that answers it. One that fails is the fork's last."""
        self._left -= 1
        seconds = float(request["seconds"])
        before = _seconds_worked(self._pid)
        try:
            write_all(self._requests, pack_frame(dict(request), parts))
            header, content = self._answer(seconds, before)
        except (BrokenFrame, BrokenPipeError, TimeoutError) as error:
            worked = _seconds_worked(self._pid) - before
            status = self.end()
            if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
                return pack_frame({"reason": "processor"})
            if isinstance(error, TimeoutError):
                # On a busy machine the time passes without work; who worked through most of it would do so again.
                return pack_frame({"reason": "processor" if worked > seconds * MOST_WORK else "timeout"})
            return pack_frame({"reason": "crash", "detail": f"status {status}"})
        if header.get("reason"):
            self._left = 0
        return pack_frame({"reason": str(header.get("reason", ""))}, content)

    def end(self) -> int:
        """End the fork, whatever it does; return its exit status. What has ended stays so."""
        if self._status is not None:
            return self._status
        self._left = 0
        for descriptor in (self._requests, self._answers):
            os.close(descriptor)
        # A fork that died of its limit is still there to be asked why: its status is kept until it is waited for.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        _, self._status = os.waitpid(self._pid, 0)
        return self._status

    def _answer(self, seconds: float, before: float) -> tuple[dict[str, Any], list[bytes]]:
        began = time.monotonic()
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        poll.register(self._caller, 0)

        def wait() -> None:
            while not (ready := poll.poll(LOOK_SECONDS * 1000)):
                passed = time.monotonic() - began
                # The work is counted beside the clock, which goes on while others keep this fork waiting.
                worked = _seconds_worked(self._pid) - before
                if passed >= seconds * PATIENCE or passed >= seconds and worked > seconds * MOST_WORK:
                    raise TimeoutError
            if any(descriptor == self._caller for descriptor, _ in ready):
                # The fork dies with this process (PR_SET_PDEATHSIG).
                os._exit(0)

        def read(size: int) -> bytes:
            chunks: list[bytes] = []
            while size:
                wait()
                chunk = os.read(self._answers, min(size, 1 << 18))
                if not chunk:
                    raise BrokenFrame("the fork has ended")
                chunks.append(chunk)
                size -= len(chunk)
            return b"".join(chunks)

        return read_frame_with(read)


def write_all(descriptor: int, content: bytes) -> None:
    """Write everything, however many calls it takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _serve(make: Make, requests: int, answers: int) -> None:
    gc.disable()
    stream = os.fdopen(requests, "rb", buffering=0)
    while True:
        request, parts = read_frame(stream)
        _limit_work(float(request["seconds"]))
        reason, content = make(request, parts)
        write_all(answers, pack_frame({"reason": reason}, [content]))


def _confine() -> None:
    """Put this fork under limits: memory, no file written, no core, no life after its parent."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + EXTRA_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_work(seconds: float) -> None:
    """Allow so many seconds of processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + max(1, int(seconds)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _seconds_worked(pid: int) -> float:
    """Processor time of a process so far; 0 for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS
