"""The newcomer's start (`bin/run`): from a clean clone to a page in the browser, in one command."""

import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

import psycopg2

from .environment import PROJECT, given_environment, installation_environment, keep_mode, state_folder
from .healthy import web_answers
from .postgres import Cluster
from .postgres_home import PostgresError
from .processes import is_on, processes
from .steps import DEMO_ACCOUNTS_FILE, StepError, run_steps
from .supervisor import STOP_SIGNALS, Supervisor

SECONDS_TO_READY = 60


class StartError(RuntimeError):
    """The installation cannot be started; the message says why and what to do."""


def main() -> int:
    """Start the installation and stay until it is told to stop. Returns the exit code."""
    # What the installation writes is its own: documents, mail, logs.
    os.umask(0o077)
    for number in STOP_SIGNALS:
        signal.signal(number, _interrupt)
    given = given_environment(os.environ)
    state = state_folder(given)
    try:
        return _start(given, state)
    except KeyboardInterrupt:
        say("Dihentikan. Jalankan bin/run lagi untuk melanjutkan.")
        return 130
    except psycopg2.OperationalError as error:
        say(f"Basis data tidak dapat dihubungi: {error}".strip())
        say("Periksa DATABASE_URL, atau kosongkan agar basis data bawaan dipakai.")
    except OSError as error:
        say(f"Tidak dapat memakai {error.filename or state}: {error.strerror}.")
    except (StartError, PostgresError, StepError) as error:
        say(str(error))
    return 1


def say(text: str) -> None:
    """Print one line at once; a reader who has left must not stop the service."""
    with suppress(OSError):
        print(text, flush=True)


def _start(given: Mapping[str, str], state: Path) -> int:
    cluster = None if given.get("DATABASE_URL") else Cluster(state, say=say)
    state.mkdir(parents=True, exist_ok=True)
    pid_folder = state / "run"
    pid_folder.mkdir(exist_ok=True)
    with _only_one(pid_folder / "supervisor.pid"):
        environment = installation_environment(given)
        _require_free_port(environment)
        with cluster.in_use() if cluster else nullcontext():
            if cluster:
                environment |= cluster.environment()
            run_steps(environment, say)
            keep_mode(environment)
            say("Menjalankan layanan …")
            watch = _Watch(environment, cluster)
            supervisor = Supervisor(
                list(processes(environment).values()),
                # A newcomer's container has no other user than root; what Celery thinks of that is known.
                environment={
                    "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
                    **environment,
                },
                folder=PROJECT,
                pid_folder=pid_folder,
                write=say,
                every_turn=watch.look,
            )
            supervisor.run()
            _ignore_signals()
            say("Layanan dihentikan.")
    return 0


class _Watch:
    """What the supervisor's loop looks after besides its processes."""

    def __init__(self, environment: Mapping[str, str], cluster: Cluster | None) -> None:
        self._environment = environment
        self._cluster = cluster
        self._started_at = time.monotonic()
        self._announced = False
        self._warned = False

    def look(self) -> None:
        if self._cluster and self._cluster.server_process() is None:
            say("Basis data berhenti; dijalankan lagi.")
            try:
                self._cluster.start()
            except PostgresError as error:
                say(str(error))
        if not self._announced:
            self._announce()

    def _announce(self) -> None:
        if web_answers(self._environment, "/healthz"):
            self._announced = True
            say("")
            if is_on(self._environment["DEMO"]):
                say((Path(self._environment["SMARTKAMPUNG_VAR"]) / DEMO_ACCOUNTS_FILE).read_text().strip())
                say("")
            address = f"http://127.0.0.1:{self._environment['PORT']}"
            say(f"Smart Kampung siap: {self._environment.get('BASE_URL', address)}")
            say("Tekan Ctrl-C untuk menghentikannya.")
        elif not self._warned and time.monotonic() - self._started_at > SECONDS_TO_READY:
            self._warned = True
            say("Halaman belum juga terbuka. Lihat pesan di atas, atau periksa dengan: bin/manage doctor")


def _require_free_port(environment: Mapping[str, str]) -> None:
    port = environment["PORT"]
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise StartError(f"PORT={port} bukan nomor porta (1–65535).")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            raise StartError(
                f"Porta {port} tidak dapat dipakai ({error.strerror}). Pilih yang lain, misalnya: PORT=8001 bin/run"
            ) from error


@contextmanager
def _only_one(pid_file: Path) -> Iterator[None]:
    """Hold the installation's state folder; the file tells others the process id of the supervisor."""
    with pid_file.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StartError(f"Smart Kampung sudah berjalan dari folder {pid_file.parent.parent}.") from error
        held.truncate(0)
        held.write(f"{os.getpid()}\n")
        held.flush()
        yield
        held.truncate(0)


def _interrupt(number: int, frame: object) -> None:
    # Once is enough: a second Ctrl-C must not leave the database running.
    _ignore_signals()
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
