"""Runs one management command as the installation's own processes run (`bin/manage`)."""

import os
import signal
import subprocess
import sys
from contextlib import nullcontext

import psycopg2

from .environment import PROJECT, given_environment, installation_environment, last_address, state_folder
from .postgres import Cluster
from .postgres_home import PostgresError


def main(arguments: list[str]) -> int:
    """Run `manage.py` with the arguments and return its exit code.

    The embedded database is started for the length of the command where it does not run yet.
    """
    os.umask(0o077)
    given = given_environment(os.environ)
    state = state_folder(given)
    try:
        cluster = None if given.get("DATABASE_URL") else Cluster(state)
        state.mkdir(parents=True, exist_ok=True)
        environment = installation_environment({**last_address(state), **given})
        with cluster.in_use() if cluster else nullcontext():
            if cluster:
                environment |= cluster.environment()
            # Ctrl-C is the command's to answer; the database is stopped after it.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
            with subprocess.Popen(command, env=environment, preexec_fn=_listen_to_interrupt) as child:
                signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
                return child.wait()
    except (PostgresError, psycopg2.OperationalError) as error:
        print(error, file=sys.stderr)
        return 1


def _listen_to_interrupt() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
