"""The hot list over HTTP: 25 residents, from the web server as `bin/run` starts it, with two workers."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
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
        with _Browser(port) as browser:
            body = browser.ask(LIST, headers).decode()
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
        with suppress(OSError), _Browser(port) as browser:
            browser.ask(FLOOR, {})
            return
        time.sleep(0.2)
    raise RuntimeError("the web server does not answer")


def _rate(port: int, path: str, headers: dict[str, str]) -> float:
    until = perf_counter() + SECONDS_A_ROUND

    def one_client(_number: int) -> int:
        answers = 0
        with _Browser(port) as browser:
            while perf_counter() < until:
                browser.ask(path, headers)
                answers += 1
        return answers

    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(one_client, range(CLIENTS))) / SECONDS_A_ROUND


class _Browser:
    """A kept connection. As little as HTTP needs: what asks takes processors from what answers."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._address = f"127.0.0.1:{port}"

    def __enter__(self) -> "_Browser":
        return self

    def __exit__(self, *_error: object) -> None:
        self._socket.close()

    def ask(self, path: str, headers: dict[str, str]) -> bytes:
        """The body of the answer, which must be a good one."""
        method, content = ("POST", SEARCH) if path == LIST else ("GET", "")
        given = {"Host": self._address, "Content-Length": str(len(content)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self._socket.sendall(f"{method} {path} HTTP/1.1\r\n{lines}\r\n{content}".encode())
        head, body = self._until_the_body()
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        expect(head.startswith(b"HTTP/1.1 200 ") and length is not None, f"{path} answers")
        while len(body) < int(length[1] if length else 0):
            body += self._socket.recv(1 << 18)
        return body

    def _until_the_body(self) -> tuple[bytes, bytes]:
        seen = b""
        while b"\r\n\r\n" not in seen:
            more = self._socket.recv(1 << 18)
            if not more:
                raise ConnectionError("the web server hung up")
            seen += more
        head, _, body = seen.partition(b"\r\n\r\n")
        return head, body
