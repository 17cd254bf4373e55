"""Arms for a letterhead: pictures become a small PNG, drawings (SVG) are written anew from shapes and colours alone.

Runs in the process that looks into files (upload_process.py), which knows neither Django nor the database.
"""

import io
import re
import warnings
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

SVG = "http://www.w3.org/2000/svg"
MAX_BYTES = 300_000
MAX_ELEMENTS = 3000
MAX_DEPTH = 40
MAX_PIXELS = 40_000_000
SIDE = 640
"""Pixels: 27 mm at 600 dots an inch."""

_PAINT = (
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display clip-rule clip-path"
)
_SHAPES = {
    "svg": "viewBox width height preserveAspectRatio",
    "g": "",
    "defs": "",
    "path": "d",
    "rect": "x y width height rx ry",
    "circle": "cx cy r",
    "ellipse": "cx cy rx ry",
    "line": "x1 y1 x2 y2",
    "polyline": "points",
    "polygon": "points",
    "clipPath": "clipPathUnits",
}
# No gradients: the engine that prints leaves their shapes empty.
_ALLOWED = {name: {*names.split(), *_PAINT.split(), "id", "transform"} for name, names in _SHAPES.items()}
# What a drawing program adds for itself; dropped with everything inside.
_SILENT = {"title", "desc", "metadata"}
_VALUE = re.compile(r"[\w\s.,:;#%()+\-]*")
_REFERENCE = re.compile(r"url\(\s*[\"']?#([\w.\-]+)[\"']?\s*\)")


class RefusedDrawing(Exception):
    """The file is not taken; the text is a reason's name (see uploads.py)."""


def clean_arms(content: bytes) -> tuple[str, bytes]:
    """Return the kind and the clean content of arms: a PNG on white, or an SVG of shapes and colours alone.

    Raises:
        RefusedDrawing: anything else, whatever it is called.
    """
    if content.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return "image/png", _picture(content)
    if b"<" in content[:100]:
        return "image/svg+xml", clean_svg(content)
    raise RefusedDrawing("arms_kind")


def clean_svg(content: bytes) -> bytes:
    """Return the drawing written anew; nothing in it can act, fetch, name a file or grow.

    Raises:
        RefusedDrawing: it is no drawing, too much, or made with parts that are not taken.
    """
    if len(content) > MAX_BYTES:
        raise RefusedDrawing("drawing_size")
    writer = _Writer()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedDrawing("damaged") from error
    return writer.text.getvalue().encode()


class _Writer:
    """Writes shapes as the parser meets them."""

    def __init__(self) -> None:
        self.text = io.StringIO()
        self._stack: list[str] = []
        self._skipped = 0
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._stack) + self._skipped >= MAX_DEPTH:
            raise RefusedDrawing("drawing_size")
        space, _, name = tag.rpartition(" ")
        if self._skipped or (space != SVG and self._stack) or name in _SILENT:
            # Other programs' own elements are left out; a drawing's own that could act are refused by name.
            self._skipped += 1
            if name in ("script", "foreignObject"):
                raise RefusedDrawing("drawing_parts")
            return
        if space != SVG or name not in _SHAPES or (name == "svg") == bool(self._stack):
            raise RefusedDrawing("drawing_parts" if self._stack or space == SVG else "arms_kind")
        kept = self._kept(name, attributes)
        if name == "svg" and "viewBox" not in kept and not {"width", "height"} <= kept.keys():
            raise RefusedDrawing("damaged")
        declared = f' xmlns="{SVG}"' if name == "svg" else ""
        written = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self.text.write(f"<{name}{declared}{written}>")
        self._stack.append(name)

    def end(self, _tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        else:
            self.text.write(f"</{self._stack.pop()}>")

    def _kept(self, name: str, attributes: dict[str, str]) -> dict[str, str]:
        given = {key: value for key, value in attributes.items() if key != "style"}
        for declaration in attributes.get("style", "").split(";"):
            key, colon, value = declaration.partition(":")
            if colon:
                given[key.strip()] = value.strip()
        kept = {}
        for key, value in given.items():
            if key.lower().startswith("on"):
                raise RefusedDrawing("drawing_parts")
            if key in _ALLOWED[name] and (clean := self._value(key, value)):
                kept[key] = clean
        return kept

    def _value(self, key: str, value: str) -> str:
        if key == "clip-path" and (reference := _REFERENCE.fullmatch(value)):
            # A clip within a clip can be nested without end.
            return "" if "clipPath" in self._stack else f"url(#{reference[1]})"
        if "url" in value.lower() or not _VALUE.fullmatch(value):
            raise RefusedDrawing("drawing_parts")
        return value


def _picture(content: bytes) -> bytes:
    from PIL import Image

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            if getattr(picture, "n_frames", 1) > 1:
                raise RefusedDrawing("moving")
            coloured = picture.convert("RGBA")
            coloured.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
            page = Image.new("RGB", coloured.size, "white")
            page.paste(coloured, mask=coloured)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise RefusedDrawing("pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise RefusedDrawing("damaged") from error
    target = io.BytesIO()
    page.save(target, "PNG", optimize=True)
    return target.getvalue()


def _refuse(*_: object) -> None:
    raise RefusedDrawing("drawing_parts")
