"""The broker without a server hands over whole messages, however often a reader looks."""

import threading
from pathlib import Path
from typing import Any

from kombu import Connection

from foundation.jobs import folder_broker

MESSAGES = 30


def test_a_reader_beside_the_writer_never_takes_half_a_message(tmp_path: Path) -> None:
    folder_broker.install()
    options: dict[str, Any] = {
        "data_folder_in": str(tmp_path),
        "data_folder_out": str(tmp_path),
        "control_folder": str(tmp_path / "control"),
    }
    (tmp_path / "control").mkdir()
    body = "x" * 3_000_000

    def write() -> None:
        with Connection("folder://localhost//", transport_options=options) as connection:
            queue = connection.SimpleQueue("documents")
            for number in range(MESSAGES):
                queue.put({"number": number, "body": body})

    writer = threading.Thread(target=write)
    taken = []
    with Connection("folder://localhost//", transport_options=options) as connection:
        queue = connection.SimpleQueue("documents")
        writer.start()
        while len(taken) < MESSAGES:
            message = queue.get(timeout=30)
            taken.append(message.payload["number"])
            message.ack()
    writer.join()

    assert sorted(taken) == list(range(MESSAGES))
    assert not list(tmp_path.glob("*.part"))
