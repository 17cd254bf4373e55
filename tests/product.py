"""The real product in a temporary folder: started as a newcomer's machine starts it, watched, struck and stopped.

Journeys walk through its pages, the chaos tests take its parts away. It is started once for all of them.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from foundation.installation.environment import PROJECT, SECRETS
from foundation.installation.postgres import OWNER_ROLE, Cluster

SECONDS_TO_FIRST_START = 300
SECONDS_TO_SECOND_START = 60
SECONDS_TO_STOP = 60
PROCESSES = ("web", "beat", "worker-codes", "worker-documents", "worker-bulk", "demo-mail")
# What the tests' own process lives on must not lead the product to the tests' database.
FOREIGN = {
    *SECRETS,
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "DATABASE_ROLE",
    "REDIS_URL",
    "BASE_URL",
    "EMAIL_URL",
    "DEBUG",
    "HOST",
}
SETTINGS = {
    "DEMO": "1",
    "DEMO_RESIDENTS": "1500",
    "DEMO_LETTERS": "48",
    # Short, so that recovery is soon seen; longer than a rendering takes on a busy machine.
    "JOB_LEASE_SECONDS": "20",
    "JOB_SWEEP_SECONDS": "2",
}


# Other tests run beside; only what never comes is a fault.
PATIENCE = 3


def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """Asks until the answer is true, and returns it; fails after so many seconds, times the patience."""
    deadline = time.monotonic() + seconds * PATIENCE
    while True:
        answer = condition()
        if answer:
            return answer
        assert time.monotonic() < deadline, f"after {seconds * PATIENCE:g} s still not: {what}"
        time.sleep(0.1)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """One installation: its folder, its processes, its database, its commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.var = folder / "var"
        self.log = folder / "start.log"
        self.port = free_port()
        self.base_url = f"http://127.0.0.1:{self.port}"
        own = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = {
            **own,
            **SETTINGS,
            "PORT": str(self.port),
            "DEMO_SMTP_PORT": str(free_port()),
            "SMARTKAMPUNG_VAR": str(self.var),
        }
        self._started: subprocess.Popen[bytes] | None = None
        self._database_url = ""

    def start(self, seconds: float = SECONDS_TO_SECOND_START, **settings: str) -> float:
        """Starts everything through the entry that bin/run uses; returns after how many seconds pages were served."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self._started = subprocess.Popen(
                [sys.executable, "-m", "foundation.installation.start"],
                cwd=PROJECT,
                env={**self.environment, **settings},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        told = self.log.read_text(errors="replace").count("Smart Kampung siap")

        def ready() -> bool:
            assert self._started is not None
            assert self._started.poll() is None, f"the product ended by itself:\n{self.tail()}"
            return self.log.read_text(errors="replace").count("Smart Kampung siap") > told

        try:
            wait_for(ready, seconds, f"the product serves its pages\n{self.tail()}")
        except BaseException:
            self._started.kill()
            raise
        self._database_url = Cluster(self.var).url(OWNER_ROLE)
        return time.monotonic() - began

    def stop(self) -> int:
        """One Ctrl-C, as a person gives it; returns the exit code."""
        assert self._started is not None
        self._started.send_signal(signal.SIGINT)
        try:
            return self._started.wait(SECONDS_TO_STOP)
        finally:
            self._started.kill()

    def tail(self, lines: int = 40) -> str:
        """The end of what the processes said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def processes_left(self) -> list[str]:
        """Command lines of living processes that belong to this folder, whoever started them."""
        return [command for _pid, command in self._processes()]

    def processes_of(self, words: str) -> list[int]:
        """Ids of this installation's living processes whose command line holds the words."""
        return [pid for pid, command in self._processes() if words in command]

    def _processes(self) -> Iterator[tuple[int, str]]:
        mark = os.fsencode(str(self.var))
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                if mark in command or mark in (process / "environ").read_bytes():
                    yield int(process.name), command.replace(b"\0", b" ").decode(errors="replace")
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue

    def pid(self, name: str) -> int:
        """The process id under which a process runs now; 0 while it is down."""
        try:
            return int((self.var / "run" / f"{name}.pid").read_text())
        except (FileNotFoundError, ValueError):
            return 0

    def kill(self, name: str) -> int:
        """Kill -9 of a process with its whole group, in the middle of whatever it does; returns the old process id."""
        process = wait_for(lambda: self.pid(name), 40, f"{name} runs")
        os.killpg(process, signal.SIGKILL)
        return int(process)

    def wait_for_restart(self, name: str, old: int) -> None:
        """Waits until the supervisor has started the process anew."""
        wait_for(lambda: self.pid(name) not in (0, old), 40, f"{name} runs again")

    def database_process(self) -> int:
        """The embedded PostgreSQL's process id; 0 while it is down."""
        return Cluster(self.var).server_process() or 0

    def empty_broker(self) -> int:
        """Throws away every message that waits in the broker's folder; returns how many."""
        waiting = list((self.var / "broker" / "messages").glob("*"))
        for message in waiting:
            message.unlink(missing_ok=True)
        return len(waiting)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a management command in this installation, as bin/manage does."""
        return subprocess.run(
            [sys.executable, "-m", "foundation.installation.manage_here", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """Asks the installation's database, past all walls; also right after the database came back."""

        def ask() -> list[tuple[Any, ...]] | None:
            try:
                with (
                    closing(psycopg2.connect(self._database_url)) as connection,
                    connection.cursor() as cursor,
                ):
                    cursor.execute("SELECT set_config('app.reach', '*', true)")
                    cursor.execute(query, values)
                    return list(cursor.fetchall())
            except psycopg2.OperationalError:
                return None

        answered: list[list[tuple[Any, ...]]] = []

        def asked() -> bool:
            answer = ask()
            if answer is not None:
                answered.append(answer)
            return answer is not None

        wait_for(asked, 30, "the database answers")
        return answered[0]

    def citizens(self, village: str, count: int = 1, skip: int = 0) -> list[dict[str, str]]:
        """Living adults of a village with an e-mail address, always the same ones: id, nik, name, email."""
        names = ("id", "nik", "name", "email", "area_code")
        found = self.rows(
            "SELECT id::text, nik, name, email, area_code FROM citizens_resident WHERE village_id = %s"
            " AND status = 1 AND nik IS NOT NULL AND email <> '' AND birth_date < now() - interval '20 years'"
            " ORDER BY id LIMIT %s OFFSET %s",
            village,
            count,
            skip,
        )
        assert len(found) == count, f"the demo has only {len(found)} such citizens in {village}"
        return [dict(zip(names, row, strict=True)) for row in found]

    def quiet(self) -> bool:
        """Whether no background work is left."""
        return self.rows("SELECT count(*) FROM jobs_job WHERE state IN ('waiting', 'running')") == [(0,)]


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The product, started once for all journeys and faults, and gone without a trace afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="smartkampung-product-"))
    # Started by root, the database runs as a system user who must pass through here.
    folder.chmod(0o711)
    running = Product(folder)
    try:
        seconds = running.start(SECONDS_TO_FIRST_START)
        print(f"first start: {seconds:.1f} s")
        yield running
        code = running.stop()
        assert (code, running.processes_left()) == (0, []), running.tail()
    finally:
        running.stop()
        Cluster(running.var).remove()
        shutil.rmtree(folder, ignore_errors=True)
