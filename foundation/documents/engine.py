"""PDF from HTML, under limits: the one door to WeasyPrint.

The rendering happens in a child process (render_process.py) that this module starts at the first use and keeps. One
document at a time; threads wait for each other, and a forked worker starts a child of its own.
"""

import atexit
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from foundation.documents.frames import BrokenFrame, pack_frame, read_frame_with
from foundation.documents.rendering_fork import PATIENCE

RENDER_SECONDS = 10.0
START_SECONDS = 60.0
# The child ends a rendering itself, after up to so many times its time; past this much more it is the child that hangs.
GRACE_SECONDS = 5.0

_PROJECT = Path(__file__).resolve().parents[2]
_FONTS = Path(__file__).resolve().parent / "fonts" / "fonts.conf"


class RenderFailed(Exception):
    """A document could not be made.

    `reason` is "processor" (it used up its time working), "timeout" (the machine was too busy), "memory", "crash",
    "resource" (it asked for something that is not the product's own) or "unavailable" (the engine does not start on
    this machine; `detail` says why).
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep the reason; the detail never quotes the document."""
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class _Child:
    """A running render process and the two pipes to it."""

    def __init__(self, cache_folder: Path) -> None:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "C.UTF-8",
            "FONTCONFIG_FILE": str(_FONTS),
            "XDG_CACHE_HOME": str(cache_folder),
            "PYTHONHASHSEED": "0",
        }
        if "LD_LIBRARY_PATH" in os.environ:
            environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
        requests, self._requests = os.pipe()
        self._answers, answers = os.pipe()
        # Not ended by PR_SET_PDEATHSIG: that follows the thread that started it. It ends when its input closes.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "foundation.documents.render_process"],
            cwd=_PROJECT,
            env=environment,
            stdin=requests,
            stdout=answers,
        )
        os.close(requests)
        os.close(answers)
        os.set_blocking(self._requests, False)

    def ask(self, message: bytes, seconds: float) -> tuple[str, str, list[bytes]]:
        """Send a message and wait for the answer: (reason, detail, parts)."""
        deadline = time.monotonic() + seconds
        view = memoryview(message)
        while view:
            self._wait(self._requests, select.POLLOUT, deadline)
            try:
                view = view[os.write(self._requests, view) :]
            except OSError as error:
                raise BrokenFrame("the child has ended") from error
        header, parts = read_frame_with(lambda size: self._read(size, deadline))
        return str(header.get("reason", "")), str(header.get("detail", "")), parts

    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._close_pipes()

    def forget(self) -> None:
        """Close our ends of the pipes; in a fork of the owner, the owner's child must not depend on them."""
        self._close_pipes()
        # Not this process's child: Popen must not try to wait for it.
        self._process.returncode = 0

    def _close_pipes(self) -> None:
        os.close(self._requests)
        os.close(self._answers)

    def _read(self, size: int, deadline: float) -> bytes:
        chunks: list[bytes] = []
        while size:
            self._wait(self._answers, select.POLLIN, deadline)
            chunk = os.read(self._answers, min(size, 1 << 20))
            if not chunk:
                raise BrokenFrame("the child has ended")
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    @staticmethod
    def _wait(descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0, int((deadline - time.monotonic()) * 1000))):
            raise BrokenFrame("the child does not answer")


class PdfEngine:
    """Keeps one render process and gives it documents, one at a time."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def render(
        self,
        html: str,
        *,
        stylesheet: str,
        title: str,
        language: str = "id",
        images: Mapping[str, bytes] | None = None,
        seconds: float = RENDER_SECONDS,
    ) -> bytes:
        """Return the PDF/A-3 of an HTML document; see `render_pdf`."""
        images = images or {}
        header = {
            "stylesheet": stylesheet,
            "title": title,
            "language": language,
            "images": list(images),
            "seconds": seconds,
        }
        message = pack_frame(header, [html.encode(), *images.values()])
        with self._lock:
            child = self._running_child()
            try:
                reason, detail, parts = child.ask(message, seconds * PATIENCE + GRACE_SECONDS)
            except BrokenFrame as error:
                self._end()
                raise RenderFailed("crash", str(error)) from error
        if reason:
            raise RenderFailed(reason, detail)
        return parts[0]

    def close(self) -> None:
        """End the child, if there is one."""
        with self._lock:
            self._end()

    def after_fork(self) -> None:
        """In a fork of the owner: let go of the owner's child and of a lock that another thread may hold."""
        self._lock = threading.Lock()
        if self._child is not None:
            self._child.forget()
            self._child = None

    def _running_child(self) -> _Child:
        if self._child is not None and not self._child.alive():
            self._end()
        if self._child is None:
            self._child = _Child(_cache_folder())
            try:
                reason, detail, _ = self._child.ask(b"", START_SECONDS)
            except BrokenFrame as error:
                reason, detail = "unavailable", str(error)
            if reason:
                self._end()
                raise RenderFailed(reason, detail)
        return self._child

    def _end(self) -> None:
        if self._child is not None:
            self._child.end()
            self._child = None


def _cache_folder() -> Path:
    """Where fontconfig keeps its index of our eight fonts between starts; without it, it reads them again."""
    state = os.environ.get("SMARTKAMPUNG_VAR") or _PROJECT / "var"
    return Path(state).resolve() / "cache"


_engine = PdfEngine()
os.register_at_fork(after_in_child=_engine.after_fork)
atexit.register(_engine.close)


def render_pdf(
    html: str,
    *,
    stylesheet: str,
    title: str,
    language: str = "id",
    images: Mapping[str, bytes] | None = None,
    seconds: float = RENDER_SECONDS,
) -> bytes:
    """Return the PDF/A-3 of an HTML document: fonts embedded, nothing fetched, the same bytes for the same input.

    Args:
        html: the whole document, made by a template that escapes what people wrote.
        stylesheet: a product stylesheet, named from `templates/`, such as "letters/documents/letter.css".
        title: the PDF's title.
        language: the PDF's language.
        images: PNG, JPEG or clean SVG files that the document may show, by name: `<img src="product:NAME">`.
        seconds: how long the rendering may take, by the clock and of the processor.

    Raises:
        RenderFailed: with the reason; the engine is ready for the next document.
    """
    return _engine.render(
        html, stylesheet=stylesheet, title=title, language=language, images=images, seconds=seconds
    )
