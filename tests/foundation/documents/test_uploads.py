"""Files that people send: clean copies of honest ones, a plain answer to the rest."""

import io
import zipfile
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.documents.uploads import CleanUpload, UploadRefused, check_upload


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "teal").save(target, kind, **options)
    return target.getvalue()


def pdf(pages: int = 1, change: object = None, **options: object) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    if callable(change):
        change(document)
    target = io.BytesIO()
    document.save(target, **options)
    return target.getvalue()


def send(content: bytes, name: str = "berkas.jpg") -> CleanUpload:
    return check_upload(SimpleUploadedFile(name, content, content_type="image/jpeg"))


def refusal(content: bytes, name: str = "berkas.jpg") -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        send(content, name)
    return caught.value


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_becomes_a_plain_jpeg(kind: str) -> None:
    clean = send(picture(kind))
    with Image.open(io.BytesIO(clean.content)) as made:
        assert (made.format, made.size) == ("JPEG", (640, 480))
    assert (clean.content_type, clean.extension, clean.name) == ("image/jpeg", "jpg", "berkas.jpg")


def test_a_large_photograph_is_made_smaller_and_loses_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (8.0, 36.0, 0.0)
    clean = send(picture("JPEG", (4000, 3000), exif=exif))
    with Image.open(io.BytesIO(clean.content)) as made:
        assert made.size == (1500, 2000)
        assert not made.getexif()
    assert b"script" not in clean.content


def test_what_hides_behind_a_picture_is_left_behind() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("rahasia.txt", "x")
    clean = send(picture() + archive.getvalue() + b"<?php system('id') ?>")
    assert b"PK\x03\x04" not in clean.content
    assert b"<?php" not in clean.content


def test_a_plain_pdf_is_taken_and_written_anew() -> None:
    clean = send(pdf(2) + b"\n<script>alert(1)</script>", "kk.pdf")
    assert (clean.content_type, clean.extension) == ("application/pdf", "pdf")
    assert b"<script>" not in clean.content
    with pikepdf.open(io.BytesIO(clean.content)) as made:
        assert len(made.pages) == 2


def test_a_pdf_that_only_says_where_to_open_loses_that() -> None:
    def open_at_the_top(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    with pikepdf.open(io.BytesIO(send(pdf(change=open_at_the_top), "kk.pdf").content)) as made:
        assert "/OpenAction" not in made.Root


def _script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )


def _named_script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), action]))
    )


def _chained_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.GoTo,
        D=pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit]),
        Next=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
    )


def _launch(document: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=pikepdf.Array([0, 0, 9, 9]),
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe")),
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])


def _page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://x"))
    )


def _attachment(document: pikepdf.Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ"


@pytest.mark.parametrize(
    "change",
    [_script, _named_script, _chained_script, _launch, _page_action, _attachment],
    ids=lambda change: change.__name__,
)
def test_a_pdf_that_acts_or_carries_files_is_refused(change: object) -> None:
    assert refusal(pdf(change=change), "surat.pdf").code == "active"
    hidden = pdf(change=change, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert refusal(hidden, "surat.pdf").code == "active"


def test_a_locked_pdf_and_one_of_many_pages_are_refused() -> None:
    assert refusal(pdf(encryption=pikepdf.Encryption(user="a", owner="b")), "a.pdf").code == "encrypted"
    assert refusal(pdf(encryption=pikepdf.Encryption(user="", owner="b")), "a.pdf").code == "encrypted"
    assert refusal(pdf(21), "a.pdf").code == "pages"


def one_bit_png(side: int) -> bytes:
    """A picture of side × side black points in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    data = zlib.compress(bytes(side // 8 + 1) * 2000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(size_in_blocks: int) -> bytes:
    """A zlib stream of that many times 16 MB of zeros, put together from one packed block."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    total = size_in_blocks << 24
    checksum = (total % 65521) << 16 | 1
    return b"\x78\xda" + block * size_in_blocks + b"\x03\x00" + checksum.to_bytes(4, "big")


def pdf_bomb() -> bytes:
    """A PDF whose table of objects unpacks to two gigabytes."""
    data = zeros(128)
    keys = b"/Type/XRef/W[1 2 1]/Size 536870912/Root 2 0 R/Filter/FlateDecode/Length %d" % len(data)
    return (
        b"%PDF-1.5\n1 0 obj\n<<" + keys + b">>\nstream\n" + data + b"\nendstream\nendobj\nstartxref\n9\n%%EOF"
    )


BAD = {
    "kosong": (b"", "empty"),
    "program.jpg": (b"MZ\x90\x00" + bytes(500), "kind"),
    "halaman.jpg": (b"<!DOCTYPE html><script>alert(1)</script>", "kind"),
    "gambar.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "kind"),
    "arsip.pdf": (b"PK\x03\x04" + bytes(100), "kind"),
    "tiff.jpg": (b"II*\x00" + bytes(100), "kind"),
    "gif.jpg": (b"GIF89a" + bytes(100), "kind"),
    "foto.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "heic"),
    "putus.jpg": (picture()[:400], "damaged"),
    "putus.png": (picture("PNG")[:60], "damaged"),
    "putus.pdf": (b"%PDF-1.7\n" + bytes(100), "damaged"),
    "raksasa.png": (one_bit_png(65_500), "pixels"),
    "bom.pdf": (pdf_bomb(), "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_a_photograph_or_a_pdf_is_refused(name: str) -> None:
    content, code = BAD[name]
    error = refusal(content, name)
    assert error.code == code
    assert name in error.message


def test_moving_pictures_are_refused() -> None:
    target = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    assert refusal(target.getvalue(), "gerak.webp").code == "moving"


def test_a_clean_copy_is_named_after_its_kind() -> None:
    assert send(picture("PNG"), "../foto kk.2024.png").name == "foto kk.2024.jpg"
    assert send(pdf(), ".exe").name == "berkas.pdf"


def test_a_file_that_is_too_large_is_told_its_size_and_the_limit() -> None:
    error = refusal(b"\xff\xd8\xff" + bytes(40 * 1024 * 1024), "foto kk.jpg")
    assert error.code == "size"
    assert "“foto kk.jpg” berukuran 40 MB. Paling besar 5 MB" in error.message


def test_the_name_in_a_message_is_short_and_has_no_folders() -> None:
    assert "“x.exe”" in refusal(b"MZ", "C:\\fakepath\\x.exe").message
    assert len(refusal(b"MZ", "a" * 900).message) < 200
