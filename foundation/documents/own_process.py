"""What strangers sent is looked into by a process of its own, which holds no secret and may not use much."""

import io
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

from foundation.documents.frames import BrokenFrame, pack_frame, read_frame

logger = logging.getLogger(__name__)
_PROJECT = Path(__file__).resolve().parents[2]


class NoAnswer(Exception):
    """The process gave no answer.

    `ours` is true when it fell over by a fault of this product; else the file took more time or memory than an honest
    one of its size does.
    """

    def __init__(self, *, ours: bool) -> None:
        super().__init__("ours" if ours else "theirs")
        self.ours = ours


def ask_process(
    module: str, wishes: dict[str, Any], content: bytes, seconds: float
) -> tuple[dict[str, Any], list[bytes]]:
    """Have a module look into a file, as `python -m MODULE`; return the header and the parts that it answers.

    Args:
        module: reads one frame (see frames.py) on standard input, and answers with one on standard output.
        wishes: the frame's header.
        content: the file.
        seconds: how long it may take.

    Raises:
        NoAnswer: it took too long or too much, or fell over; then the error's class stands in the log.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", module],
            cwd=_PROJECT,
            env={"LANG": "C.UTF-8"},
            input=pack_frame(wishes, [content]),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoAnswer(ours=False) from error
    try:
        return read_frame(io.BytesIO(done.stdout))
    except BrokenFrame as error:
        # What a signal ended met a limit.
        ours = done.returncode >= 0
        if ours:
            # The error's words may quote the file, so only its name is kept.
            last = done.stderr.decode(errors="replace").rstrip().rpartition("\n")[2]
            logger.error("%s failed: %s", module, last.partition(":")[0][:80])
        raise NoAnswer(ours=ours) from error
