"""What an installation needs before its processes can start, and how it is known to be done.

Each step has a digest over what it is made from. The digest is written down when the step has succeeded, so
an interrupted first start goes on where it was, and a later start repeats only what has changed.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from .environment import PROJECT
from .processes import is_on
from .translations import compile_translations

DEMO_ACCOUNTS_FILE = "demo-accounts.txt"


class StepError(RuntimeError):
    """A step failed; the message holds the end of what it said."""


@dataclass(frozen=True)
class Step:
    """One management command, or several, behind one line of progress.

    `sources` are patterns below the project folder; a change in one of these files repeats the step.
    `keep_output` names a file in the state folder that gets what the last command prints.
    """

    name: str
    progress: str
    commands: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]
    demo: bool = False
    on_database: bool = True
    keep_output: str = ""
    variables: tuple[str, ...] = ()


LOCK = "requirements.lock"
STEPS = (
    Step(
        "schema",
        "Menyiapkan basis data",
        (("prepare_database",),),
        (
            "*/migrations/*.py",
            "*/*/migrations/*.py",
            "foundation/access/management/commands/prepare_database.py",
            LOCK,
        ),
    ),
    Step("regions", "Memuat wilayah", (("load_regions",),), ("villages/data/*",)),
    Step(
        "holidays",
        "Memuat hari libur",
        (("load_holidays",),),
        ("villages/management/commands/load_holidays.py", LOCK),
    ),
    Step(
        "letter-types",
        "Memuat jenis surat",
        (("load_letter_types",),),
        ("letters/catalogue/*", "letters/wording/*", "letters/management/commands/load_letter_types.py"),
    ),
    Step(
        "programmes",
        "Memuat program bantuan",
        (("load_programmes",),),
        ("assistance/catalogue/*", "assistance/rules/*", "assistance/services/programmes.py"),
    ),
    Step(
        "static",
        "Menyiapkan gaya dan gambar",
        (("collectstatic", "--noinput", "--clear"),),
        ("static/**/*", LOCK),
        on_database=False,
    ),
    Step(
        "demo-people",
        "Mengisi warga dan surat contoh",
        (("seed_demo", "--seed", "1"),),
        (),
        demo=True,
    ),
    Step(
        "demo-accounts",
        "Membuat akun peragaan",
        (("demo_accounts",), ("demo_accounts", "--list")),
        ("foundation/accounts/demo.py", "smartkampung/management/commands/demo_accounts.py"),
        demo=True,
        keep_output=DEMO_ACCOUNTS_FILE,
        variables=("PORT", "BASE_URL"),
    ),
)


def run_steps(environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    """Do what has not been done yet for this state folder and this database.

    Raises:
        StepError: a command failed.
        psycopg2.OperationalError: the database cannot be reached.
    """
    state = Path(environment["SMARTKAMPUNG_VAR"])
    stamps = state / "steps.json"
    done = _read_stamps(stamps)
    database = database_identity(environment["DATABASE_URL"])
    compile_translations(PROJECT)
    for step in STEPS:
        if step.demo and not is_on(environment["DEMO"]):
            continue
        digest = _digest(step, database if step.on_database else "", environment)
        if done.get(step.name) == digest and (not step.keep_output or (state / step.keep_output).exists()):
            continue
        say(f"{step.progress} …")
        started = time.monotonic()
        output = ""
        for command in step.commands:
            output = manage(command, environment)
        if step.keep_output:
            (state / step.keep_output).write_text(output)
        done[step.name] = digest
        unfinished = stamps.with_suffix(".new")
        unfinished.write_text(json.dumps(done, indent=1))
        unfinished.rename(stamps)
        say(f"{step.progress}: selesai ({time.monotonic() - started:.1f} detik).".replace(".", ",", 1))


def manage(command: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """Run a management command and return what it printed.

    Raises:
        StepError: it ended with another code than 0.
    """
    ended = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if ended.returncode != 0:
        tail = "\n".join((ended.stdout + ended.stderr).strip().splitlines()[-15:])
        raise StepError(f"Perintah {' '.join(command)} gagal:\n{tail}")
    return ended.stdout


def database_identity(url: str) -> str:
    """Name the database itself, so that a new one under an old address is noticed.

    Raises:
        psycopg2.OperationalError: the database cannot be reached.
    """
    # libpq knows one of the schemes that the settings accept.
    connection = psycopg2.connect("postgresql://" + url.split("://", 1)[-1], connect_timeout=10)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid::text FROM pg_database WHERE datname = current_database()")
            (database,) = cursor.fetchone() or ("",)
            cursor.execute("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
            if cursor.fetchone() == (True,):
                cursor.execute("SELECT system_identifier::text FROM pg_control_system()")
                database += ":" + (cursor.fetchone() or ("",))[0]
            return str(database)
    finally:
        connection.close()


def _digest(step: Step, database: str, environment: Mapping[str, str]) -> str:
    variables = [environment.get(name) for name in step.variables]
    digest = hashlib.sha256(repr((step.commands, database, variables)).encode())
    for pattern in step.sources:
        for path in sorted(PROJECT.glob(pattern)):
            if path.is_file():
                digest.update(str(path.relative_to(PROJECT)).encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read_stamps(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        # Unreadable stamps only cost a repetition: every step can be repeated.
        return {}


def main() -> int:
    """Prepare a container's installation, whose environment is complete. Returns the exit code."""
    try:
        run_steps({"DEMO": "0", **os.environ}, lambda text: print(text, flush=True))
    except (StepError, psycopg2.OperationalError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
