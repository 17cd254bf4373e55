"""The project's checks and tests (`bin/test`), on a PostgreSQL of their own."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .environment import PROJECT
from .postgres import Cluster
from .translations import compile_translations

CHECKS = (
    ("Gaya penulisan (ruff)", ("ruff", "check", ".")),
    ("Bentuk penulisan (ruff format)", ("ruff", "format", "--check", "--quiet", ".")),
    ("Tipe (mypy)", ("mypy",)),
    ("Arah impor (import-linter)", ("import-linter", "lint")),
    ("Isi halaman (djlint)", ("djlint", "--quiet", "--lint", "templates")),
    ("Bentuk halaman (djlint)", ("djlint", "--quiet", "--check", "templates")),
)
# Settings of a developer's shell or .env must not reach the tests.
FOREIGN = (
    "DATABASE_OWNER_URL",
    "DATABASE_URL",
    "REDIS_URL",
    "BASE_URL",
    "EMAIL_URL",
    "DEMO",
    "DEBUG",
    "PORT",
    "HOST",
)


def main(paths: list[str]) -> int:
    """Run the tests below the paths; without paths all tests, and the checks beside them. Returns the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    compile_translations(PROJECT)
    with test_installation() as environment:
        if paths:
            return _call(("pytest", *paths), environment)
        with ThreadPoolExecutor(1) as beside:
            # The first tests wait for the product to start, which leaves a processor free.
            checks = beside.submit(_failed_checks, environment)
            # The journeys wait for the running product most of the time: others run beside them (tests/conftest.py).
            tests = _call(("pytest", "--numprocesses", "2", "--dist", "loadscope"), environment)
            failed = checks.result()
        for name in failed:
            print(f"GAGAL: {name}", flush=True)
    return tests or bool(failed)


@contextmanager
def test_installation() -> Iterator[dict[str, str]]:
    """Give the environment of an installation in a temporary folder, with its own empty database."""
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    with tempfile.TemporaryDirectory(prefix="smartkampung-test-") as folder:
        # The database's system user passes through, and cannot list it.
        Path(folder).chmod(0o711)
        state = Path(folder) / "var"
        cluster = Cluster(state, durable=False)
        environment |= {
            "SMARTKAMPUNG_VAR": str(state),
            # What demo mode must not bring about is tested with it switched off.
            "DEMO": "1",
            # The test database is made and migrated by the schema's owner.
            "DATABASE_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "smartkampung.settings",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "SIGNING_KEY_SECRET": secrets.token_urlsafe(48),
            **cluster.environment(),
        }
        try:
            with cluster.in_use():
                yield environment
        finally:
            cluster.remove()


def _failed_checks(environment: dict[str, str]) -> list[str]:
    """The names of the checks that found something; what they found is said at once."""
    failed = []
    for name, command in CHECKS:
        done = subprocess.run(
            _line(command), cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            failed.append(name)
            print(f"\n== {name}\n{done.stdout}{done.stderr}", flush=True)
    return failed


def _call(command: tuple[str, ...], environment: dict[str, str]) -> int:
    return subprocess.run(_line(command), cwd=PROJECT, env=environment, check=False).returncode


def _line(command: tuple[str, ...]) -> list[str]:
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
