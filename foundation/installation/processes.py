"""The processes of an installation and their command lines: the one place that knows them.

The supervisor of `bin/run` starts all of them; a container starts one, by `python -m
foundation.installation.processes <name>`.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CELERY = ("celery", "--app", "smartkampung", "--quiet")
# Workers do not talk to each other: jobs are claimed in the database.
ALONE = ("--without-mingle", "--without-gossip", "--without-heartbeat")

_BEAT = (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=")
_DEMO_MAIL = ("python", "manage.py", "demo_mail")
# Not a process of its own: what a container does before the others start.
PREPARE = ("python", "-m", "foundation.installation.steps")


@dataclass(frozen=True)
class Process:
    """A process by name.

    `stage` orders the stopping (lowest first); `stop_seconds` is how long it may finish its work after a
    SIGTERM; `niceness` is how far it stands back for the others where processors are few.
    """

    name: str
    command: tuple[str, ...]
    stage: int
    stop_seconds: float
    niceness: int = 0


def processes(environment: Mapping[str, str]) -> dict[str, Process]:
    """Return the processes of an installation by name, as these environment variables shape them.

    HOST, PORT, WEB_WORKERS and WEB_THREADS shape the web server, DOCUMENT_WORKERS the rendering, DEMO adds
    the mail server of the demo.
    """
    documents = environment.get("DOCUMENT_WORKERS", "2")
    all_of_them = [
        Process("web", _web(environment), stage=0, stop_seconds=15),
        Process("beat", _BEAT, stage=1, stop_seconds=5, niceness=10),
        # Sign-in codes and messages, documents, and bulk work wait in lines of their own. Pages come before all.
        Process("worker-codes", _worker("worker-codes", "codes,notifications", "1"), 2, 20, niceness=5),
        Process("worker-documents", _worker("worker-documents", "documents", documents), 2, 20, niceness=10),
        Process("worker-bulk", _worker("worker-bulk", "bulk", "1", prefetch="1"), 2, 20, niceness=10),
    ]
    if is_on(environment.get("DEMO", "")):
        # Up before the worker that sends sign-in codes, whose next try would be some seconds later.
        all_of_them.append(Process("demo-mail", _DEMO_MAIL, stage=3, stop_seconds=5))
    return {process.name: process for process in all_of_them}


def is_on(value: str) -> bool:
    """Whether an environment variable's text means yes, read as django-environ reads it."""
    return value.strip().lower() in {"1", "true", "on", "ok", "y", "yes"}


def find_command(command: tuple[str, ...]) -> list[str]:
    """Return the command with its program's full path, taken from the Python environment that runs this.

    Raises:
        FileNotFoundError: the program is not installed in that environment.
    """
    if command[0] == "python":
        return [sys.executable, *command[1:]]
    beside = Path(sys.executable).parent
    program = shutil.which(command[0], path=str(beside))
    if program is None:
        raise FileNotFoundError(f"{command[0]} tidak ada di {beside}. Jalankan bin/run untuk memasangnya.")
    return [program, *command[1:]]


def _web(environment: Mapping[str, str]) -> tuple[str, ...]:
    return (
        "granian",
        *("--interface", "wsgi"),
        *("--host", environment.get("HOST", "127.0.0.1")),
        *("--port", environment.get("PORT", "8000")),
        *("--workers", environment.get("WEB_WORKERS", "2")),
        *("--blocking-threads", environment.get("WEB_THREADS", "4")),
        # A request that waits longer than this for its head keeps a place from others.
        *("--http1-header-read-timeout", "15000"),
        *("--workers-kill-timeout", "10"),
        *("--log-level", "warning"),
        "--respawn-failed-workers",
        "smartkampung.wsgi:application",
    )


def _worker(name: str, queues: str, concurrency: str, prefetch: str = "4") -> tuple[str, ...]:
    # A few short jobs lie ready for whoever is free; a long one must not hold others back from another worker.
    return (
        *CELERY,
        "worker",
        *("--hostname", f"{name}@%h"),
        *("--queues", queues),
        *("--concurrency", concurrency),
        *("--loglevel", "WARNING"),
        *("--prefetch-multiplier", prefetch),
        *ALONE,
    )


def main() -> None:
    """Become the process that is named on the command line; with --check, only say what would run."""
    commands = {name: process.command for name, process in processes(os.environ).items()} | {
        "prepare": PREPARE
    }
    parser = argparse.ArgumentParser(prog="python -m foundation.installation.processes")
    parser.add_argument("name", choices=sorted(commands))
    parser.add_argument("--check", action="store_true", help="print the command line instead of running it")
    chosen = parser.parse_args()
    command = find_command(commands[chosen.name])
    if chosen.check:
        print(" ".join(command))
        return
    os.execv(command[0], command)  # noqa: S606 - a list of our own, no shell


if __name__ == "__main__":
    main()
