"""What a forger can do to a signed letter, and that it is seen."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from letters.signing.problems import Problem
from letters.signing.report import SignatureReport
from letters.signing.verification import examine_pdf

from .conftest import NOW, Office, open_office

FLIPS = 200


def _examine(data: bytes, office: Office) -> SignatureReport:
    return examine_pdf(data, trust_roots=office.roots, now=NOW, contained=False)


def _hole(signed: bytes) -> range:
    found = re.search(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", signed)
    assert found
    return range(int(found[1]), int(found[2]))


def test_no_flipped_bit_outside_the_signatures_own_value_goes_unseen(office: Office, signed: bytes) -> None:
    hole = _hole(signed)
    digest = hashlib.sha256(signed).digest()
    unseen = []
    for number in range(FLIPS):
        position = number * len(signed) // FLIPS
        flipped = bytearray(signed)
        flipped[position] ^= 1 << (number % 8)
        report = _examine(bytes(flipped), office)
        if report.intact:
            unseen.append(position)
            # No signature covers its own value (a hexadecimal digit's case, parts that nothing signs). The
            # register's SHA-256 is the second judge, and it sees every one of them.
            assert hashlib.sha256(flipped).digest() != digest
        else:
            assert not report.genuine
            assert report.problem is not None
    assert all(position in hole for position in unseen)
    assert len(unseen) < FLIPS // 4


def _annotated(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 50, 300, 100))),
            generic.pdf_name("/Contents"): generic.pdf_string("Bantuan Rp 50.000.000"),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.update_container(page)


def _repainted(writer: IncrementalPdfFileWriter) -> None:
    page = writer.root["/Pages"]["/Kids"][0]
    paint = writer.add_object(generic.StreamObject(stream_data=b"0 0 500 500 re f"))
    page[generic.pdf_name("/Contents")] = paint
    writer.update_container(page)


def _retitled(writer: IncrementalPdfFileWriter) -> None:
    writer.root[generic.pdf_name("/Lang")] = generic.pdf_string("en")
    writer.update_root()


def _updated(signed: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


@pytest.mark.parametrize("change", [_annotated, _repainted, _retitled])
def test_an_appended_revision_is_seen(
    office: Office, signed: bytes, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    changed = _updated(signed, change)
    assert changed.startswith(signed)
    report = _examine(changed, office)
    assert report.signed
    assert report.modified_after
    assert not report.covers_whole_file
    assert not report.intact
    assert not report.ours
    assert report.problem == Problem.ADDED_TO


@pytest.mark.parametrize("tail", [b"\n", b"\n% komentar\n", b"\n%%EOF\n", bytes(4096)])
def test_bytes_after_the_end_are_seen(office: Office, signed: bytes, tail: bytes) -> None:
    report = _examine(signed + tail, office)
    assert not report.covers_whole_file
    assert not report.genuine
    assert report.problem in {Problem.ADDED_TO, Problem.UNREADABLE}
    assert report.modified_after == (report.problem == Problem.ADDED_TO)


class _RawString(generic.ByteStringObject):
    """A string written one byte for one byte instead of in hexadecimal."""

    def write_to_stream(self, stream: Any, handler: Any = None, container_ref: Any = None) -> None:
        raw = bytes(self)
        for special in (b"\\", b"(", b")", b"\r"):
            raw = raw.replace(special, b"\\" + (b"r" if special == b"\r" else special))
        stream.write(b"(" + raw + b")")


def test_a_longer_value_cannot_make_the_byte_range_seem_to_reach_the_end(
    office: Office, signed: bytes
) -> None:
    """A later revision replaces the signature's value by a padded one, so that the lengths add up to the file's."""

    def forge(padding: int) -> bytes:
        def change(writer: IncrementalPdfFileWriter) -> None:
            reference = writer.root["/AcroForm"]["/Fields"][0].raw_get("/V").reference
            signature = writer.get_object(reference)
            value = bytes(signature.raw_get("/Contents")) + bytes(padding)
            signature[generic.pdf_name("/Contents")] = _RawString(value)
            writer.mark_update(reference)
            _repainted(writer)

        return _updated(signed, change)

    padding = 0
    for _attempt in range(20):
        forged = forge(padding)
        (signature,) = PdfFileReader(BytesIO(forged)).embedded_signatures
        _start, before, _resume, after = signature.byte_range
        missing = len(forged) - (before + after + 2 * len(signature.pkcs7_content) + 2)
        if not missing:
            break
        padding += missing
    assert missing == 0
    report = _examine(forged, office)
    assert not report.intact
    assert not report.ours
    assert not report.covers_whole_file
    assert report.modified_after


def test_padding_behind_the_signature_must_be_empty(office: Office, letter: bytes) -> None:
    """A value is padded where its signature is shorter than the longest; the moment decides which it is."""
    tries = (office.sign(letter, NOW + timedelta(seconds=number)) for number in range(60))
    padded = next(signed for signed in tries if signed[_hole(signed).stop - 3 :].startswith(b"00>"))
    end = _hole(padded).stop - 1
    assert _examine(padded, office).genuine
    assert not _examine(padded[: end - 1] + b"7" + padded[end:], office).intact


def test_a_rewritten_letter_is_not_intact(office: Office, signed: bytes) -> None:
    """Any program that stamps, merges or compresses writes the file anew."""
    output = BytesIO()
    pikepdf.open(BytesIO(signed)).save(output)
    report = _examine(output.getvalue(), office)
    assert report.signed
    assert not report.intact
    assert report.problem is not None


def test_a_removed_signature_is_missed(office: Office, signed: bytes) -> None:
    pdf = pikepdf.open(BytesIO(signed))
    del pdf.Root.AcroForm
    del pdf.Root.Perms
    for page in pdf.pages:
        if "/Annots" in page:
            del page["/Annots"]
    output = BytesIO()
    pdf.save(output)
    report = _examine(output.getvalue(), office)
    assert not report.signed
    assert report.problem == Problem.NOT_SIGNED


@pytest.mark.parametrize(
    "numbers",
    ["0 10 20 30", "0 99999999 99999999 99999999", "5 8000 9000 100", "0 1 2", "0 -5 10 20", "1 x 3 4"],
)
def test_a_wrong_byte_range_is_not_intact(office: Office, signed: bytes, numbers: str) -> None:
    found = re.search(rb"/ByteRange \[[^\]]*\] *", signed)
    assert found
    forged = f"/ByteRange [{numbers}]".encode().ljust(len(found[0]))
    report = _examine(signed.replace(found[0], forged), office)
    assert not report.intact
    assert not report.genuine


def test_another_authoritys_signature_is_intact_but_not_ours(office: Office, letter: bytes) -> None:
    stranger = open_office()  # bears the very names of ours
    report = _examine(stranger.sign(letter), office)
    assert report.signed
    assert report.intact
    assert report.covers_whole_file
    assert not report.ours
    assert not report.genuine
    assert report.problem == Problem.FOREIGN


def test_without_a_trust_root_nothing_is_ours(signed: bytes) -> None:
    report = examine_pdf(signed, trust_roots=[], now=NOW, contained=False)
    assert report.intact
    assert not report.ours
