"""The product's own workers, started for a measurement and stopped after it, with a broker of folders or of Redis."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from foundation.installation.environment import PROJECT
from foundation.installation.processes import find_command, processes

NAMES = ("worker-documents", "demo-mail", "worker-codes")
STOP_SECONDS = 20.0


@contextmanager
def workers(environment: Mapping[str, str] | None = None) -> Iterator[list[int]]:
    """Workers for documents and messages as `bin/run` starts them; yields the process ids of those for documents.

    Args: environment: of the workers; this process's own where it is left out.
    """
    own = {**(environment or os.environ), "DEMO_SMTP_PORT": str(_free_port())}
    known = processes(own)
    with ExitStack() as ends:
        started = [ends.enter_context(_running(find_command(known[name].command), own)) for name in NAMES]
        yield [started[0]]


@contextmanager
def redis_server() -> Iterator[str | None]:
    """A Redis of our own, without a file on disk; yields its address, None where Redis is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        yield None
        return
    port = _free_port()
    with _running([program, "--port", str(port), "--save", "", "--appendonly", "no"], dict(os.environ)):
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"


def resident_megabytes(pid: int) -> float:
    """Memory that a process and all below it hold, shared pages counted in parts (PSS)."""
    kilobytes = 0
    for one in (pid, *_below(pid)):
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return kilobytes / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _below(pid: int) -> list[int]:
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found += [int(folder.name), *_below(int(folder.name))]
    return found


@contextmanager
def _running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[int]:
    child = subprocess.Popen(
        list(command),
        cwd=PROJECT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield child.pid
    finally:
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
