"""The process that looks into files people send: `python -m foundation.documents.upload_process`, one file each.

Pictures are decoded and written anew, PDF files are read and written anew, in a process that holds no secret, knows
neither Django nor the database, and may use little memory and time. It reads the file on standard input and answers
on standard output (see frames.py) with the clean file or with the reason why there is none.
"""

import io
import resource
import sys
import warnings
from collections.abc import Iterator
from typing import Any

from foundation.documents.drawings import RefusedDrawing, clean_arms
from foundation.documents.frames import pack_frame, read_frame

MEMORY = 768 * 1024 * 1024
PROCESSOR_SECONDS = 10
MAX_PIXELS = 60_000_000
MAX_SIDE = 2000
MAX_PAGES = 20
MAX_OBJECTS = 50_000
JPEG_QUALITY = 85

# What makes a PDF do something when it is opened, or carry another file.
_ACTIVE_KEYS = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/Launch",
    "/EmbeddedFile",
    "/EmbeddedFiles",
    "/AF",
    "/EF",
    "/RichMedia",
    "/XFA",
    "/Rendition",
}
_ACTIVE_KINDS = {
    "/JavaScript",
    "/Launch",
    "/EmbeddedFile",
    "/GoToR",
    "/GoToE",
    "/ImportData",
    "/SubmitForm",
    "/ResetForm",
    "/Rendition",
    "/RichMedia",
    "/Movie",
    "/Sound",
    "/3D",
}


class Refused(Exception):
    """The file is not taken; the text is a reason's name (see uploads.py)."""


def inspect(content: bytes) -> tuple[str, bytes]:
    """Return the kind and the clean content of a file.

    Raises:
        Refused: what it holds, whatever it is called, is nothing that we take.
    """
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or content[8:12] == b"WEBP":
        return "image/jpeg", clean_picture(content)
    if content.startswith(b"%PDF-"):
        return "application/pdf", clean_pdf(content)
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftyphevc"):
        raise Refused("heic")
    raise Refused("kind")


def clean_picture(content: bytes) -> bytes:
    """Return a picture as a JPEG of at most 2000 pixels a side, without place, time or anything else beside it."""
    from PIL import Image, ImageOps

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as picture:
            # Telephones write some photographs as MPO: a JPEG with a second picture behind it, which is dropped.
            if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
                raise Refused("moving")
            picture.draft("RGB", (MAX_SIDE, MAX_SIDE))
            # Smaller first, then turned: turning makes a copy.
            picture.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
            coloured = ImageOps.exif_transpose(picture).convert("RGBA")
            page = Image.new("RGB", coloured.size, "white")
            page.paste(coloured, mask=coloured)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise Refused("pixels") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused("damaged") from error
    target = io.BytesIO()
    page.save(target, "JPEG", quality=JPEG_QUALITY, optimize=True)
    return target.getvalue()


def clean_pdf(content: bytes) -> bytes:
    """Return a PDF written anew: what nothing points to, and what stands before or behind it, is left behind."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            if not 1 <= len(pdf.pages) <= MAX_PAGES:
                raise Refused("pages")
            _drop_harmless_open_action(pdf)
            if any(_is_active(part) for part in _dictionaries(pdf)):
                raise Refused("active")
            target = io.BytesIO()
            pdf.save(target, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, MemoryError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("damaged") from error
    return target.getvalue()


def _drop_harmless_open_action(pdf: Any) -> None:
    """Word processors often say at which place to open the file; that is dropped, any other action stays and shows."""
    import pikepdf

    action = pdf.Root.get("/OpenAction")
    if action is None:
        return
    if isinstance(action, pikepdf.Array) or (
        isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" and "/Next" not in action
    ):
        del pdf.Root["/OpenAction"]


def _dictionaries(pdf: Any) -> Iterator[Any]:
    import pikepdf

    if len(pdf.objects) > MAX_OBJECTS:
        raise Refused("damaged")
    waiting = [pdf.trailer, *pdf.objects]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > 20 * MAX_OBJECTS:
            raise Refused("damaged")
        if isinstance(part, pikepdf.Array):
            children = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            children = [part[key] for key in part.keys()]  # noqa: SIM118 - not a mapping
        else:
            continue
        # Objects with a number of their own are in the list already.
        waiting += [
            child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def _is_active(part: Any) -> bool:
    keys = set(part.keys())
    if "/OpenAction" in keys or keys & _ACTIVE_KEYS:
        return True
    return any(str(part.get(key, "")) in _ACTIVE_KINDS for key in ("/S", "/Subtype", "/Type"))


def main() -> int:
    """Answer for the one file on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    header, (content,) = read_frame(sys.stdin.buffer)
    try:
        kind, clean = clean_arms(content) if header.get("use") == "arms" else inspect(content)
        answer = pack_frame({"reason": "", "kind": kind}, [clean])
    except (Refused, RefusedDrawing) as error:
        answer = pack_frame({"reason": str(error)})
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
