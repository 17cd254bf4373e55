"""Whether a process does its work: what a container's health check asks, and the start waits for."""

import argparse
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from .environment import PROJECT, state_folder
from .processes import CELERY, find_command, processes

# Beat writes its schedule down every three minutes.
SECONDS_OF_SILENCE = 600


def web_answers(environment: Mapping[str, str], path: str) -> bool:
    """Whether the web server on this machine answers at `path` with 200, or sends on to HTTPS."""
    bound = environment.get("HOST", "127.0.0.1")
    # An address for all interfaces is none that one can connect to.
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bound, bound)  # noqa: S104 - compared, not bound
    connection = http.client.HTTPConnection(host, int(environment.get("PORT", "8000")), timeout=3)
    try:
        connection.request("GET", path, headers={"Host": _allowed_host(environment)})
        return connection.getresponse().status in {200, 301}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_answers(name: str, environment: Mapping[str, str]) -> bool:
    """Whether the worker of that name on this machine answers a ping over the broker."""
    asked = subprocess.run(
        find_command(
            (*CELERY, "inspect", "ping", "--timeout", "10", "--destination", f"{name}@{socket.gethostname()}")
        ),
        cwd=PROJECT,
        env=dict(environment),
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0


def beat_ticks(environment: Mapping[str, str]) -> bool:
    """Whether beat has written its schedule down lately."""
    written: list[Path] = list(state_folder(environment).glob("beat-schedule*"))
    return any(time.time() - path.stat().st_mtime < SECONDS_OF_SILENCE for path in written)


def _allowed_host(environment: Mapping[str, str]) -> str:
    allowed = environment.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    if allowed and "*" not in allowed:
        return allowed
    return urlsplit(environment.get("BASE_URL", "")).hostname or "127.0.0.1"


def main() -> int:
    """Examine the process that is named on the command line; 0 means healthy."""
    parser = argparse.ArgumentParser(prog="python -m foundation.installation.healthy")
    parser.add_argument("name", choices=sorted(processes({})))
    name = parser.parse_args().name
    if name == "web":
        healthy = web_answers(os.environ, "/readyz")
    elif name == "beat":
        healthy = beat_ticks(os.environ)
    else:
        healthy = worker_answers(name, os.environ)
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main())
