"""Keeps a set of processes running, shows what they say, and stops them all.

One thread: a selector reads the processes' output, and between reads the loop sees to deaths, restarts and
signals.
"""

import ctypes
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from .processes import Process, find_command

SECONDS_OF_A_TURN = 0.2
LONGEST_DELAY = 30.0
# A process that lived this long has not failed at its start: its next restart is immediate again.
SECONDS_OF_HEALTH = 30.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_libc = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


@dataclass
class _Running:
    process: Process
    child: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    failures: int = 0
    unfinished_line: bytes = b""


class Supervisor:
    """Runs processes until told to stop."""

    def __init__(
        self,
        processes: Sequence[Process],
        *,
        environment: Mapping[str, str],
        folder: Path,
        pid_folder: Path,
        write: Callable[[str], None] = print,
        every_turn: Callable[[], None] = lambda: None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            processes: what to run.
            environment: the processes' environment.
            folder: the processes' working folder.
            pid_folder: gets `<name>.pid` for each running process.
            write: takes each line of output.
            every_turn: called about five times a second, for what else must be watched; must return quickly.
        """
        self._all = [_Running(process) for process in processes]
        self._environment = {**environment, "PYTHONUNBUFFERED": "1"}
        self._folder = folder
        self._pid_folder = pid_folder
        self._write = write
        self._every_turn = every_turn
        self._width = max((len(process.name) for process in processes), default=0)
        self._selector = selectors.DefaultSelector()
        self._stop_requests = 0

    def run(self) -> None:
        """Start everything and return when a stop was asked for (SIGINT, SIGTERM, SIGHUP or `stop`) and is done."""
        before = {number: signal.signal(number, self._on_signal) for number in STOP_SIGNALS}
        try:
            for running in self._all:
                self._start(running)
            next_turn = 0.0
            while not self._stop_requests:
                self._read(SECONDS_OF_A_TURN)
                self._restart_the_dead()
                if time.monotonic() >= next_turn:
                    self._every_turn()
                    next_turn = time.monotonic() + SECONDS_OF_A_TURN
        finally:
            self._stop_all()
            self._selector.close()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask `run` to end; a second request kills what is still running."""
        self._stop_requests += 1

    def _on_signal(self, number: int, frame: object) -> None:
        self.stop()

    def _start(self, running: _Running) -> None:
        running.start_again_at = 0.0
        running.started_at = time.monotonic()
        running.child = subprocess.Popen(
            find_command(running.process.command),
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            # A group of its own: one Ctrl-C reaches the supervisor alone, and no grandchild escapes the end.
            start_new_session=True,
            # Safe between fork and exec, because the supervisor has no threads.
            preexec_fn=partial(_become_child, running.process.niceness),
        )
        output = _output(running.child)
        os.set_blocking(output.fileno(), False)
        self._selector.register(output, selectors.EVENT_READ, running)
        self._pid_file(running).write_text(f"{running.child.pid}\n")

    def _read(self, timeout: float) -> None:
        for key, _ in self._selector.select(timeout):
            if self._take_output(key.data, key.fd) == b"":
                self._selector.unregister(key.fileobj)

    def _take_output(self, running: _Running, descriptor: int) -> bytes | None:
        """Pass on what there is to read now, and return it: None when there is nothing yet, empty at the end."""
        try:
            chunk = os.read(descriptor, 65536)
        except BlockingIOError:
            return None
        *lines, running.unfinished_line = (running.unfinished_line + chunk).split(b"\n")
        for line in lines:
            self._say(running, line.decode(errors="replace").rstrip())
        return chunk

    def _say(self, running: _Running, text: str) -> None:
        self._write(f"{running.process.name:<{self._width}} | {text}")

    def _restart_the_dead(self) -> None:
        now = time.monotonic()
        for running in self._all:
            child = running.child
            if child is None:
                if now >= running.start_again_at:
                    self._start(running)
                continue
            if child.poll() is None:
                continue
            self._clear(running)
            running.failures = 0 if now - running.started_at > SECONDS_OF_HEALTH else running.failures + 1
            delay = min(LONGEST_DELAY, 0.5 * 2 ** (running.failures - 1)) if running.failures else 0.0
            running.start_again_at = now + delay
            seconds = f"{delay:g}".replace(".", ",")
            self._say(
                running, f"berhenti ({_ending(child.returncode)}); dijalankan lagi dalam {seconds} detik."
            )

    def _clear(self, running: _Running) -> None:
        """Bury a dead child: what is left of its group, its pipe, its pid file."""
        child = running.child
        if child is None:
            return
        _signal_group(child, signal.SIGKILL)
        child.wait()
        output = _output(child)
        if output in {key.fileobj for key in self._selector.get_map().values()}:
            self._selector.unregister(output)
        # Its last words are often the reason.
        while self._take_output(running, output.fileno()):
            pass
        output.close()
        if running.unfinished_line:
            self._say(running, running.unfinished_line.decode(errors="replace"))
        running.unfinished_line = b""
        running.child = None
        self._pid_file(running).unlink(missing_ok=True)

    def _stop_all(self) -> None:
        for stage in sorted({running.process.stage for running in self._all}):
            alive = [running for running in self._all if running.process.stage == stage and running.child]
            for running in alive:
                # Only the head of the group: a worker's pool finishes its work at its head's word.
                if running.child is not None and running.child.poll() is None:
                    running.child.terminate()
            deadline = time.monotonic() + max((running.process.stop_seconds for running in alive), default=0)
            while any(running.child and running.child.poll() is None for running in alive):
                if time.monotonic() > deadline or self._stop_requests > 1:
                    break
                self._read(0.05)
            for running in alive:
                if running.child is not None and running.child.poll() is None:
                    self._say(running, "tidak berhenti pada waktunya; dihentikan paksa.")
                self._clear(running)

    def _pid_file(self, running: _Running) -> Path:
        return self._pid_folder / f"{running.process.name}.pid"


def _output(child: subprocess.Popen[bytes]) -> IO[bytes]:
    if child.stdout is None:
        raise RuntimeError("the process was started without a pipe")
    return child.stdout


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _ending(code: int) -> str:
    return f"sinyal {signal.Signals(-code).name}" if code < 0 else f"kode {code}"


def _become_child(niceness: int) -> None:
    # Where the supervisor itself is killed, its processes end too instead of holding the port.
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if niceness:
        os.nice(niceness)
        # Linux weighs whole sessions against each other first, where it groups them; the child has one of its own.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(niceness))
