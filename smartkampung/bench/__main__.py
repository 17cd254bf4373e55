"""`bin/bench`: fills a database to the size of a regency, measures the subjects, prints the report."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from foundation.installation.environment import (
    PROJECT,
    given_environment,
    installation_environment,
    keep_secrets,
)
from foundation.installation.postgres import OWNER_ROLE, Cluster
from foundation.installation.steps import manage

FILLED_FILE = "filled.json"
PREPARATION = (
    ("prepare_database",),
    ("load_regions",),
    ("load_holidays",),
    ("load_letter_types",),
    ("collectstatic", "--noinput"),
)


def main(arguments: list[str]) -> int:
    """Measure and report. Returns 1 only where an answer was wrong, however slow the others are."""
    options = _options(arguments)
    # Stopped from outside, it still ends the servers and workers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    state = Path(os.environ.get("SMARTKAMPUNG_VAR") or PROJECT / "var" / "bench").resolve()
    os.umask(0o077)
    cluster = Cluster(state, say=_say)
    keep_secrets(state)
    given = {name: value for name, value in given_environment(os.environ).items() if "DATABASE" not in name}
    environment = installation_environment({**given, "SMARTKAMPUNG_VAR": str(state), "DEMO": "1"})
    try:
        with cluster.in_use():
            os.environ.update(environment | cluster.environment())
            seconds = _fill(state, options)
            failed = _measure(state, cluster.url(OWNER_ROLE), seconds, options)
    finally:
        if not options.keep:
            cluster.remove()
            shutil.rmtree(state, ignore_errors=True)
    return 1 if failed else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--residents", type=int, default=1_750_000, help="invented residents (1750000)")
    parser.add_argument("--rounds", type=int, default=60, help="repetitions of each quick deed (60)")
    parser.add_argument("--only", action="append", metavar="NAME", help="one subject; may be repeated")
    parser.add_argument("--keep", action="store_true", help="keep the filled database, and use a kept one")
    return parser.parse_args(arguments)


def _fill(state: Path, options: argparse.Namespace) -> float | None:
    """Brings the schema up to date and fills it; seconds of the filling, None where it was filled as wished."""
    note = state / FILLED_FILE
    for command in PREPARATION:
        manage(command, os.environ)
    wanted = {"residents": options.residents}
    kept = json.loads(note.read_text()) if note.exists() else None
    if kept == wanted and not (options.only and "seeding" in options.only):
        return None
    _say(f"Filling the register with {options.residents:,} invented residents …")
    note.unlink(missing_ok=True)
    filled = subprocess.run(
        [sys.executable, "-m", "smartkampung.bench.filling", str(options.residents)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    # The accounts that act in the subjects; the people are there already.
    manage(("seed_demo", "--letters", "0"), os.environ)
    note.write_text(json.dumps(wanted))
    return float(filled.stdout.splitlines()[-1])


def _measure(state: Path, owner: str, seconds: float | None, options: argparse.Namespace) -> bool:
    import django

    django.setup()
    from .figures import WrongAnswer
    from .ground import Ground
    from .subjects import SUBJECTS

    unknown = set(options.only or ()) - set(SUBJECTS)
    if unknown:
        raise SystemExit(f"Unknown subject: {', '.join(sorted(unknown))}. There are: {', '.join(SUBJECTS)}.")
    failed = False
    for name, measure in SUBJECTS.items():
        if options.only and name not in options.only:
            continue
        _say(f"\n{name}")
        ground = Ground(state, owner, options.residents, options.rounds, seconds)
        try:
            for figure in measure(ground):
                _say(figure.line())
        except WrongAnswer as error:
            failed = True
            _say(f"  WRONG ANSWER: {error}")
    return failed


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
