"""The process that turns HTML into PDF: `python -m foundation.documents.render_process`.

It imports WeasyPrint and neither Django nor the product's settings, holds no secret and has no network where the
system lets it give that up. It reads requests from standard input and answers on standard output, one at a time
(see frames.py). Documents are rendered in a fork under limits (rendering_fork.py), so that what strangers wrote can at
worst end that fork.
"""

import ctypes
import gc
import io
import logging
import os
import re
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from foundation.documents.frames import BrokenFrame, pack_frame, read_frame
from foundation.documents.rendering_fork import RenderingFork, write_all

STYLESHEETS = Path(__file__).resolve().parents[2] / "templates"
STYLESHEET_NAME = re.compile(r"(?:[a-z0-9_]+/)+[a-z0-9_]+\.css")
# Level U asks that all text can be read back; the tags for screen readers are written as well.
PDF_VARIANT = "pdf/a-3u"
WARM_UP = "<p>Aa1 <b>Aa1</b> <i>Aa1</i> <span style='font-family:sans-serif'>Aa1 <b>Aa1</b></span></p>"

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
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
        write_all(
            answers, pack_frame({"reason": "unavailable", "detail": f"{type(error).__name__}: {error}"})
        )
        return 1
    write_all(answers, pack_frame({"reason": ""}))
    stream = os.fdopen(requests, "rb", buffering=0)
    fork: RenderingFork | None = None
    loaded: Any = None
    while True:
        try:
            request, parts = read_frame(stream)
        except BrokenFrame:
            return 0
        try:
            stylesheet = renderer.load_stylesheet(request["stylesheet"])
        except (ValueError, OSError) as error:
            write_all(answers, pack_frame({"reason": "crash", "detail": f"{type(error).__name__}: {error}"}))
            continue
        if fork is None or not fork.takes_more or stylesheet is not loaded:
            if fork is not None:
                fork.end()
            fork = RenderingFork(
                partial(_render_loaded, renderer), caller=requests, keep_from_it=(requests, answers)
            )
            loaded = stylesheet
        write_all(answers, fork.render(request, parts))


def _render_loaded(renderer: Renderer, request: Mapping[str, Any], parts: list[bytes]) -> tuple[str, bytes]:
    """Render in a fork, where the stylesheet was loaded before it began."""
    return renderer.render(request, parts, renderer.load_stylesheet(request["stylesheet"]))


def _leave_network() -> None:
    """Go into a network namespace without any way out, where the system allows it; the fetcher holds in any case."""
    if _libc.unshare(_CLONE_NEWNET) != 0:
        _libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _image_type(content: bytes) -> str:
    if content.startswith(b"<svg"):
        return "image/svg+xml"
    return "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"


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
