"""The supervisor: the dead come back, one interrupt ends all, nothing is left over."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foundation.installation.environment import PROJECT

PROGRAM = """
import os, sys
from pathlib import Path
from foundation.installation.processes import Process
from foundation.installation.supervisor import Supervisor

def process(name, code, stage, stop_seconds=5):
    return Process(name, ("python", "-c", code), stage, stop_seconds)

folder = Path(sys.argv[1])
told = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (print('ends', flush=True), sys.exit())); "
Supervisor(
    [
        process("worker", told + "import subprocess; subprocess.Popen(['sleep', '987']); print('up', flush=True); time.sleep(987)", 1),
        process("web", told + "print('up', flush=True); time.sleep(987)", 0),
        process("deaf", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(987)", 2, 0.5),
    ],
    environment=os.environ, folder=folder, pid_folder=folder, write=lambda line: print(line, flush=True),
).run()
"""  # noqa: E501 - the processes are small programs


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as started:
        wait_for(lambda: all((tmp_path / f"{name}.pid").exists() for name in ("web", "worker", "deaf")))
        yield started
        started.kill()


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def session_members(leaders: set[int]) -> set[int]:
    """Living processes whose session was opened by one of the leaders."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) in leaders and fields[0] != "Z":
            found.add(int(stat.parent.name))
    return found


def leaders(folder: Path) -> set[int]:
    return {int(path.read_text()) for path in folder.glob("*.pid")}


def read_until(started: subprocess.Popen[str], text: str) -> list[str]:
    assert started.stdout is not None
    lines = []
    for line in started.stdout:
        lines.append(line.rstrip("\n"))
        if text in line:
            return lines
    raise AssertionError(f"{text!r} was never said: {lines}")


@pytest.mark.chaos
def test_a_killed_process_comes_back(supervisor: subprocess.Popen[str], tmp_path: Path) -> None:
    read_until(supervisor, "web    | up")
    pid_file = tmp_path / "web.pid"
    killed = int(pid_file.read_text())
    os.kill(killed, signal.SIGKILL)

    lines = read_until(supervisor, "web    | up")

    assert "web    | berhenti (sinyal SIGKILL); dijalankan lagi dalam 0,5 detik." in lines
    assert int(pid_file.read_text()) != killed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_signal_ends_everything_in_order(
    supervisor: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
) -> None:
    said = set()
    assert supervisor.stdout is not None
    while len(said) < 3:
        said.add(supervisor.stdout.readline().split()[0])
    started = leaders(tmp_path)
    assert len(session_members(started)) == 4, "three processes and the worker's child"

    supervisor.send_signal(number)
    output, _ = supervisor.communicate(timeout=15)

    assert [line for line in output.splitlines() if line.strip()] == [
        "web    | ends",
        "worker | ends",
        "deaf   | tidak berhenti pada waktunya; dihentikan paksa.",
    ]
    assert supervisor.returncode == 0
    wait_for(lambda: not session_members(started))
    assert not list(tmp_path.glob("*.pid"))


@pytest.mark.chaos
def test_nothing_lives_on_without_the_supervisor(supervisor: subprocess.Popen[str], tmp_path: Path) -> None:
    read_until(supervisor, "web    | up")
    web = int((tmp_path / "web.pid").read_text())
    worker = int((tmp_path / "worker.pid").read_text())
    wait_for(lambda: len(session_members(leaders(tmp_path))) == 4)

    supervisor.kill()
    supervisor.wait()

    try:
        wait_for(lambda: not {web, worker} & session_members({web, worker}))
    finally:
        for orphan in session_members(leaders(tmp_path)):
            os.kill(orphan, signal.SIGKILL)
