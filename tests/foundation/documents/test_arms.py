"""Arms for a letterhead: honest pictures and drawings are written anew; what could act, fetch or grow is not taken."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.documents.uploads import CleanUpload, UploadRefused, check_arms

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"'
)


def drawing(inside: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}{HEAD} {attributes}>{inside}</svg>".encode()


def send(content: bytes, name: str = "lambang.svg") -> CleanUpload:
    return check_arms(SimpleUploadedFile(name, content))


def png(size: tuple[int, int] = (900, 1200)) -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", size, (11, 95, 102, 128)).save(target, "PNG")
    return target.getvalue()


def test_a_picture_becomes_a_small_png_on_white() -> None:
    clean = send(png() + b"<svg onload='x'/><?php system('id') ?>", "lambang.png")
    with Image.open(io.BytesIO(clean.content)) as made:
        assert (made.format, made.mode, made.size) == ("PNG", "RGB", (480, 640))
    assert b"php" not in clean.content
    assert clean.content_type == "image/png"


def test_a_drawing_keeps_its_shapes_and_colours_and_loses_the_rest() -> None:
    clean = send(
        drawing(
            "<title>Lambang</title><metadata>rahasia</metadata>"
            '<defs><clipPath id="a"><path d="M0 0L5 5Z"/></clipPath></defs><!-- catatan -->'
            '<g transform="scale(2)"><path d="M0 0L5 5Z" style="fill:#0b5f66;-x-y:1;clip-path:url(#a)"/></g>'
        )
    )
    text = clean.content.decode()
    assert text.startswith("<svg xmlns=")
    assert 'fill="#0b5f66"' in text
    assert 'clip-path="url(#a)"' in text
    assert 'd="M0 0L5 5Z"' in text
    assert "rahasia" not in text
    assert "catatan" not in text
    assert "-x-y" not in text


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "content",
    [
        drawing("<script>alert(1)</script>"),
        drawing("<metadata><script>alert(1)</script></metadata>"),
        drawing('<path d="M0 0" onclick="alert(1)"/>'),
        drawing("", 'onload="alert(1)"'),
        drawing("<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
        drawing('<image href="http://jahat.invalid/x.png"/>'),
        drawing('<image xlink:href="file:///etc/passwd"/>'),
        drawing('<use xlink:href="#a"/>'),
        drawing("<style>@import url(http://jahat.invalid/)</style>"),
        drawing('<path d="M0 0" fill="url(http://jahat.invalid/#a)"/>'),
        drawing('<path d="M0 0" style="fill:u\\72l(http://jahat.invalid)"/>'),
        drawing('<animate attributeName="href" to="javascript:x"/>'),
        drawing('<set attributeName="onclick" to="x"/>'),
        drawing("<text>DESA LAIN</text>"),
        drawing("<svg/>"),
        drawing('<linearGradient id="a" xlink:href="http://jahat.invalid/"/>'),
        drawing('<path d="M0 0" fill="url(#a)"/>'),
        drawing("&b;", before=BOMB),
        drawing("<desc>&a;</desc>", before=OUTSIDE),
        drawing("", before='<?xml-stylesheet href="http://jahat.invalid/x.css"?>'),
        drawing("", before=OUTSIDE).decode().encode("utf-16"),
        drawing("<g>" * 60 + "</g>" * 60),
        drawing("<g/>" * 4000),
        drawing(f'<path d="{"M0 0 " * 100_000}"/>'),
        drawing("<path"),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n<svg/>",
        b"GIF89a" + b"\0" * 40,
        b"\x89PNG\r\n\x1a\n" + drawing(""),
        b"",
    ],
)
def test_what_could_act_fetch_or_grow_is_not_taken(content: bytes) -> None:
    with pytest.raises(UploadRefused):
        send(content)


def test_a_clip_within_a_clip_is_dropped() -> None:
    text = send(drawing('<clipPath id="a"><path d="M0 0" clip-path="url(#a)"/></clipPath>')).content.decode()
    assert "clip-path" not in text
