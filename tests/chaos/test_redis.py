"""Redis as the broker falls silent, is emptied and shut down: pages stay quick, and letters come out."""

import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from tests.chaos.conftest import SECONDS_TO_QUIET
from tests.chaos.test_killed_worker import assert_came_out_once
from tests.office import Office
from tests.product import Product, free_port, wait_for

pytestmark = pytest.mark.chaos

LETTERS_OF_A_FAULT = 3
SLOWEST_ANSWER = 5.0


class RedisServer:
    """A real server on a port of its own, without persistence."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis(port=self.port, socket_timeout=5)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self._process = subprocess.Popen(
            ["redis-server", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self._answers, 10, "Redis answers")

    def freeze(self, frozen: bool = True) -> None:
        """Takes connections and answers nothing, until it is thawed."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP if frozen else signal.SIGCONT)

    def stop(self) -> None:
        """SHUTDOWN NOSAVE: whatever waited in it is gone."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False


@pytest.fixture
def redis_server(product: Product, tmp_path: Path) -> Iterator[RedisServer]:
    """The product on Redis; afterwards it runs on its own folders again."""
    server = RedisServer(tmp_path)
    server.start()
    assert product.stop() == 0
    product.start(REDIS_URL=server.url)
    try:
        yield server
    finally:
        product.stop()
        server.stop()
        product.start()


def test_redis_silent_emptied_and_gone_costs_a_delay_and_never_a_letter(
    product: Product, office: Office, redis_server: RedisServer
) -> None:
    waiting = office.ready_to_sign(LETTERS_OF_A_FAULT * 4)
    seconds = []

    def sign(count: int) -> None:
        for _ in range(count):
            answer = office.sign(pending.pop())
            assert answer.status == 200, answer
            seconds.append(answer.seconds)

    pending = list(waiting)
    sign(LETTERS_OF_A_FAULT)
    redis_server.client.flushall()
    sign(LETTERS_OF_A_FAULT)
    redis_server.freeze()
    sign(LETTERS_OF_A_FAULT)
    redis_server.freeze(False)
    redis_server.client.flushall()
    redis_server.stop()
    sign(LETTERS_OF_A_FAULT)
    time.sleep(2)
    redis_server.start()

    print(f"signatures with Redis emptied, silent and gone: {[round(s, 2) for s in seconds]} s")
    assert max(seconds) < SLOWEST_ANSWER
    after = office.wait_for_documents(waiting, SECONDS_TO_QUIET)
    print(f"all letters {after:.1f} s after Redis came back")
    assert_came_out_once(product, waiting)
