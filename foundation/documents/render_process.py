"""The process that turns HTML into PDF: `python -m foundation.documents.render_process`.

It imports WeasyPrint and neither Django nor the product's settings, holds no secret and has no network where the
system lets it give that up. It reads requests from standard input and answers on standard output, one at a time
(see frames.py). Each document is rendered in a fork under limits of time, memory and file size, so that what
strangers wrote can at worst end its own fork.
"""

import contextlib
import ctypes
import gc
import io
import logging
import os
import re
import resource
import select
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from foundation.documents.frames import MAX_PART_BYTES, BrokenFrame, pack_frame, read_frame

STYLESHEETS = Path(__file__).resolve().parents[2] / "templates"
STYLESHEET_NAME = re.compile(r"(?:[a-z0-9_]+/)+[a-z0-9_]+\.css")
MOST_WORK = 0.7
"""A rendering that worked for this share of its time was not kept waiting by others: the document is too much."""
EXTRA_MEMORY = 512 * 1024 * 1024
# Level U asks that all text can be read back; the tags for screen readers are written as well.
PDF_VARIANT = "pdf/a-3u"
WARM_UP = "<p>Aa1 <b>Aa1</b> <i>Aa1</i> <span style='font-family:sans-serif'>Aa1 <b>Aa1</b></span></p>"

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Renderer:
    """WeasyPrint with the product's fonts and stylesheets loaded once; forks share them."""

    def __init__(self) -> None:
        """Import WeasyPrint and render a small document, so that fonts are known before the first fork."""
        import weasyprint
        from weasyprint.css.counters import CounterStyle
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        class ProductFetcher(URLFetcher):
            """Knows the images that came with the request and nothing else."""

            def __init__(self, images: Mapping[str, bytes]) -> None:
                super().__init__(allowed_protocols=["product"], allow_redirects=False, fail_on_errors=True)
                self.images = images
                self.refused = 0

            def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
                """Return an image of the request, or stop the rendering."""
                content = self.images.get(url)
                if content is None:
                    # Counted too, because WeasyPrint swallows even a fatal error while it draws an SVG.
                    self.refused += 1
                    raise FatalURLFetchingError("not part of the product")
                return URLFetcherResponse(url, content, {"Content-Type": _image_type(content)})

        # The library's messages quote the document, and documents are about people.
        logging.getLogger("weasyprint").setLevel(logging.CRITICAL + 1)
        logging.getLogger("fontTools").setLevel(logging.CRITICAL + 1)
        self._weasyprint = weasyprint
        self._fetcher = ProductFetcher
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._stylesheets: dict[Path, tuple[int, Any]] = {}
        self._pdf(WARM_UP, [], "Surat", "id", ProductFetcher({}))

    def load_stylesheet(self, name: str) -> Any:
        """Return the parsed stylesheet of that name below `templates/`; parsed again only when the file changes."""
        if not STYLESHEET_NAME.fullmatch(name):
            raise ValueError("not the name of a stylesheet")
        path = STYLESHEETS / name
        changed = path.stat().st_mtime_ns
        known = self._stylesheets.get(path)
        if known is None or known[0] != changed:
            parsed = self._weasyprint.CSS(
                string=path.read_text(encoding="utf-8"),
                url_fetcher=self._fetcher({}),
                font_config=self._fonts,
                counter_style=self._counters,
            )
            self._pdf(WARM_UP, [parsed], "Surat", "id", self._fetcher({}))
            # Kept out of the collector's way, the forks do not copy these pages.
            gc.freeze()
            known = self._stylesheets[path] = (changed, parsed)
        return known[1]

    def render(self, request: Mapping[str, Any], parts: list[bytes], stylesheet: Any) -> tuple[str, bytes]:
        """Render a request's HTML; return ("", PDF), or (reason, nothing) where the document asked for too much."""
        html, *contents = parts
        names = [f"product:{name}" for name in request["images"]]
        fetcher = self._fetcher(dict(zip(names, contents, strict=True)))
        try:
            content = self._pdf(html.decode(), [stylesheet], request["title"], request["language"], fetcher)
        except MemoryError:
            return "memory", b""
        except BaseException:
            # Also what inherits from BaseException: WeasyPrint's fatal refusal does.
            return ("resource" if fetcher.refused else "crash"), b""
        return ("resource", b"") if fetcher.refused else ("", content)

    def _pdf(self, html: str, stylesheets: list[Any], title: str, language: str, fetcher: Any) -> bytes:
        document = self._weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            font_config=self._fonts,
            counter_style=self._counters.copy(),
            stylesheets=stylesheets,
            pdf_variant=PDF_VARIANT,
            pdf_tags=True,
            presentational_hints=False,
        )
        document.metadata.title = title
        document.metadata.lang = language
        fetcher.refused += len(document.metadata.attachments)
        document.metadata.attachments = []
        target = io.BytesIO()
        document.write_pdf(target, pdf_variant=PDF_VARIANT, pdf_tags=True, pdf_identifier=True)
        return target.getvalue()


def serve(requests: int, answers: int) -> int:
    """Answer requests until the other side goes away; return the exit code."""
    try:
        renderer = Renderer()
    except Exception as error:
        _write(answers, pack_frame({"reason": "unavailable", "detail": f"{type(error).__name__}: {error}"}))
        return 1
    _write(answers, pack_frame({"reason": ""}))
    stream = os.fdopen(requests, "rb", buffering=0)
    while True:
        try:
            request, parts = read_frame(stream)
        except BrokenFrame:
            return 0
        try:
            stylesheet = renderer.load_stylesheet(request["stylesheet"])
        except (ValueError, OSError) as error:
            _write(answers, pack_frame({"reason": "crash", "detail": f"{type(error).__name__}: {error}"}))
            continue
        _write(answers, _render_in_fork(renderer, request, parts, stylesheet, requests))


def _render_in_fork(
    renderer: Renderer, request: dict[str, Any], parts: list[bytes], stylesheet: Any, caller: int
) -> bytes:
    seconds = float(request["seconds"])
    receiver, sender = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(receiver)
            _confine(seconds)
            reason, content = renderer.render(request, parts, stylesheet)
            _write(sender, pack_frame({"reason": reason}, [content]))
        finally:
            os._exit(0)
    os.close(sender)
    try:
        answer, in_time = _collect(receiver, caller, time.monotonic() + seconds)
    finally:
        os.close(receiver)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
        return pack_frame({"reason": "processor"})
    if not in_time:
        # On a busy machine the time passes without work; who worked through most of it would do so again.
        worked = used.ru_utime + used.ru_stime
        return pack_frame({"reason": "processor" if worked > seconds * MOST_WORK else "timeout"})
    try:
        read_frame(io.BytesIO(answer))
    except BrokenFrame:
        return pack_frame({"reason": "crash", "detail": f"status {status}"})
    return answer


def _collect(receiver: int, caller: int, deadline: float) -> tuple[bytes, bool]:
    """Read all that the fork writes; return it and whether it ended in time. End with the caller."""
    poll = select.poll()
    poll.register(receiver, select.POLLIN)
    poll.register(caller, 0)
    chunks: list[bytes] = []
    size = 0
    while (left := deadline - time.monotonic()) > 0:
        for descriptor, _ in poll.poll(left * 1000):
            if descriptor == caller:
                # The fork dies with this process (PR_SET_PDEATHSIG).
                os._exit(0)
            chunk = os.read(receiver, 1 << 18)
            if not chunk:
                return b"".join(chunks), True
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_PART_BYTES:
                return b"", True
    return b"", False


def _confine(seconds: float) -> None:
    """Put this fork under limits: processor time, memory, no file written, no core, no life after its parent."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + EXTRA_MEMORY
    processor = max(1, int(seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _leave_network() -> None:
    """Go into a network namespace without any way out, where the system allows it; the fetcher holds in any case."""
    if _libc.unshare(_CLONE_NEWNET) != 0:
        _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _image_type(content: bytes) -> str:
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def main() -> int:
    """Keep the pipes to ourselves, so that nothing a library prints can mix with an answer, and serve."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    _leave_network()
    return serve(requests, answers)


if __name__ == "__main__":
    sys.exit(main())
