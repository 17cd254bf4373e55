"""The hot list over HTTP: 25 residents, from the web server as `bin/run` starts it, with two workers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from statistics import median
from time import perf_counter

from django.conf import settings

from foundation.access.roles import Role
from foundation.installation.environment import PROJECT

from .figures import PER_SECOND, Figure, expect
from .ground import VILLAGE, Ground

CLIENTS, SECONDS_A_ROUND, ROUNDS = 8, 3.0, 5
LIST, FLOOR = "/desa/penduduk/", "/healthz"
# What is searched stands in no address, so the list is asked for as the page asks for it.
SEARCH, TOKEN = "q=su", "u" * 32


def measure(ground: Ground) -> Iterator[Figure]:
    """Requests a second, the list and the emptiest page in turn; the median of five rounds each."""
    client = ground.browser("operator.3510012001", Role.OPERATOR, VILLAGE)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    rates: dict[str, list[float]] = {LIST: [], FLOOR: []}
    with _web_server() as port:
        headers = _headers(session, port)
        body = _get(HTTPConnection("127.0.0.1", port), LIST, headers)
        expect(body.count("data-row") == 25, "the list has 25 rows")
        for _ in range(ROUNDS):
            for path, seen in rates.items():
                seen.append(_rate(port, path, headers))
    yield Figure(
        "List of 25 residents over HTTP, 2 workers",
        median(rates[LIST]),
        PER_SECOND,
        200,
        "empty page",
        median(rates[FLOOR]),
    )


def _headers(session: str, port: int) -> dict[str, str]:
    """As a signed-in browser sends them; without TLS the cookies are named for the server's port."""
    return {
        "Cookie": f"session{port}={session}; csrf{port}={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
    }


@contextmanager
def _web_server() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "WEB_WORKERS": "2",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "foundation.installation.processes", "web"]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError):
            _get(HTTPConnection("127.0.0.1", port), FLOOR, {})
            return
        time.sleep(0.2)
    raise RuntimeError("the web server does not answer")


def _rate(port: int, path: str, headers: dict[str, str]) -> float:
    until = perf_counter() + SECONDS_A_ROUND

    def one_client(_number: int) -> int:
        connection, answers = HTTPConnection("127.0.0.1", port), 0
        while perf_counter() < until:
            _get(connection, path, headers)
            answers += 1
        return answers

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(one_client, range(CLIENTS))) / SECONDS_A_ROUND


def _get(connection: HTTPConnection, path: str, headers: dict[str, str]) -> str:
    if path == LIST:
        connection.request("POST", path, SEARCH, headers)
    else:
        connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read().decode()
    expect(response.status == 200, f"{path} answers")
    return body
