"""The broker without a server: messages as files in a folder, of which a reader never sees half a one."""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import TRANSPORT_ALIASES
from kombu.transport.filesystem import Channel as FilesystemChannel
from kombu.transport.filesystem import Transport as FilesystemTransport
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

SCHEME = "folder"


class Channel(FilesystemChannel):
    """Celery's filesystem channel, but a message gets its name only when it is whole.

    The original writes under the final name; a worker that looks in between takes an empty file and dies of it.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}"
        # No queue ends in "part", so nobody takes it before it is renamed.
        unfinished = folder / f"{name}.part"
        unfinished.write_bytes(str_to_bytes(dumps(payload)))
        unfinished.replace(folder / f"{name}.{queue}.msg")


class Transport(FilesystemTransport):
    """The transport of `folder://` addresses."""

    Channel = Channel


def install() -> None:
    """Makes `folder://` known to Celery."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"
