"""The broker without a server hands over whole messages, however often a reader looks."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kombu import Connection

from foundation.jobs import folder_broker

BODY = "surat keterangan usaha"


@contextmanager
def connected(folder: Path, scheme: str) -> Iterator[Any]:
    folder_broker.install()
    control = folder / "control"
    control.mkdir(exist_ok=True)
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(control)}
    with Connection(f"{scheme}://localhost//", transport_options=options) as connection:
        # The library remembers bindings for the whole process, so every test has a queue of its own.
        yield connection.SimpleQueue(folder.name)


def is_whole(message: Path) -> bool:
    try:
        json.loads(message.read_bytes())
    except ValueError:
        return False
    return True


def halves_seen_while_writing(folder: Path, scheme: str) -> int:
    """How often a reader who looks at every step of the writer would find a message that is not whole."""
    halves = 0

    def look(*_: object) -> None:
        nonlocal halves
        halves += sum(not is_whole(message) for message in folder.glob("*.msg"))

    with connected(folder, scheme) as queue:
        before = sys.getprofile()
        # Called before and after every call the writer makes, so no moment in between goes unseen.
        sys.setprofile(look)
        try:
            queue.put({"body": BODY})
        finally:
            sys.setprofile(before)
    return halves


def test_no_moment_of_writing_shows_a_reader_half_a_message(tmp_path: Path) -> None:
    assert halves_seen_while_writing(tmp_path, folder_broker.SCHEME) == 0
    assert len(list(tmp_path.glob("*.msg"))) == 1


def test_the_channel_that_ours_replaces_does_show_half_messages(tmp_path: Path) -> None:
    """Shows that the look above would notice; when this fails, the library is mended and ours may go."""
    assert halves_seen_while_writing(tmp_path, "filesystem") > 0


def test_a_message_arrives_as_it_was_sent(tmp_path: Path) -> None:
    with connected(tmp_path, folder_broker.SCHEME) as queue:
        queue.put({"body": BODY})
        message = queue.get(timeout=5)
        message.ack()

    assert message.payload == {"body": BODY}
    assert not list(tmp_path.glob("*.part"))
    assert not list(tmp_path.glob("*.msg"))
