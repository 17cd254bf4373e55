"""What people type into a letter stays text: nothing is fetched, nothing is read, nothing hangs."""

import http.server
import io
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from letters.catalogue.files import read_catalogue
from letters.rendering import Snapshot, render_letter
from tests.letters.sample_letters import ORDINARY_PERSON, awkward_answers, snapshot

TYPES = {type_file.code: type_file for type_file in read_catalogue()}
SECRET = "KANARI-7f3a9c"

# URL and FILE stand for a server and a file that must never be asked for. No field takes more than 1500 characters.
HOSTILE = [
    "<img src=FILE>",
    "<img src='URLimg.png'>",
    "<img srcset='URLimg.png 2x'>",
    "<link rel=attachment href=FILE>",
    "<link rel=stylesheet href=URLx.css>",
    "<a rel=attachment href=FILE>x</a>",
    "<a href=FILE download>x</a>",
    "<style>@import url(URL)</style>",
    "<style>@font-face{font-family:x;src:url(URL)}*{font-family:x}</style>",
    "<style>@page{size:1e9px;background:url(URL)}</style>",
    "<style>body::before{content:url(URL)}</style>",
    "<p style='background:url(URL)'>x",
    "<p style='content:attr(title url)' title=URL>x",
    "<p style='list-style:url(URL)'>x",
    "<p style='bookmark-label:\"x\";bookmark-level:1'>x",
    "<p style='font-size:1e9px'>x",
    "<object data=FILE></object>",
    "<embed src=URL>",
    "<iframe src=FILE></iframe>",
    "<video src=URL poster=URL></video>",
    "<base href=URL><img src=x.png>",
    "<meta http-equiv=refresh content='0;url=URL'>",
    "<body background=URL>",
    "<table background=URL width='1;background:url(URL)'><td bgcolor='red;background:url(URL)'>x</table>",
    "<font size='7;background:url(URL)'>x</font>",
    "<svg><image xlink:href=FILE href=URL width=9 height=9 /></svg>",
    "<svg><use href='URLx.svg#y'/></svg>",
    "<svg><style>@import url(URL);</style></svg>",
    "<svg><script>x</script><foreignObject><img src=URL></foreignObject></svg>",
    '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><image href="FILE"/></svg>\'>',
    "<img src='product:arms'>",
    "<!--[if IE]><img src=URL><![endif]--><!-- ",
    "<![CDATA[<img src=URL>]]>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'FILE'>]><x>&e;</x>",
    "</td></tr></table></main></body></html><img src=URL>",
    "</title><img src=URL>",
    '"><img src=URL>',
    "' onload='x' style='background:url(URL)",
    "&lt;img src=URL&gt; &#60;img src=URL&#62;",
    "{{7*7}} {% include 'FILE' %} {pemohon.nik} {0.__class__.__mro__}",
    "${7*7} #{7*7} %(nama)s {{ settings.SECRET_KEY }}",
    "**tebal** | a | b |\n\n# Judul\n\n- butir",
    "<table>" + "<table><tr><td>" * 99,
    "<table><tr><td rowspan=1000000 colspan=1000000>x</table>",
    "<div>" * 300,
    "x" * 1500,
    "\u202e\u2066terbalik\u0000\u0008\ufeff\u200b",
    "ي" * 40 + "😀" * 40 + "\ud800",
]
QUIET_SECONDS = 0.25
"""No ordinary letter takes longer where nothing else runs."""
LINES = re.compile(r"\s+")


class Canary(http.server.BaseHTTPRequestHandler):
    """Counts who comes by."""

    hits: list[str] = []

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(302)
        self.send_header("Location", "file:///etc/passwd")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def canary() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def seconds_of(letter: Snapshot) -> tuple[float, bytes]:
    started = time.monotonic()
    content = render_letter(letter)
    return time.monotonic() - started, content


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_stays_text(number: int, canary: str, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text(SECRET, encoding="utf-8")
    text = HOSTILE[number].replace("URL", canary).replace("FILE", secret.as_uri())
    type_file = TYPES[["pindah", "sktm", "kehilangan"][number % 3]]
    letter = snapshot(type_file)
    # Where text may be as long as it likes, a name and a place of signature are still of human length.
    short = text[:400]
    letter["values"] = {
        **letter["values"],
        "pemohon": {**dict.fromkeys(ORDINARY_PERSON, short), "alamat": text},
        "isian": awkward_answers(type_file, text),
        "pejabat": {"nama": short, "jabatan": short},
    }
    letter["letterhead"] = {**letter["letterhead"], "office": short, "address": text, "contact": short}
    letter["signatory"] = {"heading": [short], "name": short, "nip": short, "rank": short}
    letter["number"] = short
    letter["type"] = {**letter["type"], "name": short, "title": short}
    Canary.hits.clear()
    ordinary = seconds_of(snapshot(type_file))[0]
    seconds, content = seconds_of(letter)
    # Beside other work everything takes longer, an ordinary letter too.
    assert seconds < 5 * max(1, ordinary / QUIET_SECONDS)
    assert Canary.hits == []
    printed = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    assert SECRET not in printed
    assert SECRET.encode() not in content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments
        assert not pdf.Root.get("/AF")
        assert all(
            SECRET.encode() not in part.read_bytes()
            for part in pdf.objects
            if isinstance(part, pikepdf.Stream) and "/Image" not in str(part.get("/Subtype", ""))
        )
        assert round(float(pdf.pages[0].mediabox[2]) / 72 * 25.4) == 215
    if text.isascii() and len(text) < 400:
        assert LINES.sub("", text).upper() in LINES.sub("", printed).upper()


def test_the_engine_works_on_afterwards() -> None:
    assert render_letter(snapshot(TYPES["usaha"])).startswith(b"%PDF")
