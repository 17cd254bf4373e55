"""What people send: checked by what it is, not by what it is called, and kept only as a clean copy."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from foundation.documents.own_process import NoAnswer, ask_process

INSPECTION_SECONDS = 20
_MEGABYTE = 1024 * 1024
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "application/pdf": "pdf",
    "image/png": "png",
    "image/svg+xml": "svg",
}


class Uploaded(Protocol):
    """What Django's UploadedFile and similar files offer."""

    @property
    def name(self) -> str | None:
        """What the sender calls the file."""

    @property
    def size(self) -> int | None:
        """How many bytes it is said to have."""

    def read(self, size: int = -1) -> bytes:
        """Return up to that many bytes."""


@dataclass(frozen=True)
class CleanUpload:
    """A file that may be stored: JPEG or PDF, written anew by us; its name ends as its kind does."""

    name: str
    content: bytes
    content_type: str
    extension: str


class UploadRefused(ValidationError):
    """A file is not taken; the message says why and what to do instead."""


def check_upload(uploaded: Uploaded) -> CleanUpload:
    """Return the clean copy of a file that somebody sent.

    JPEG, PNG and WebP become JPEG of at most 2000 pixels a side without their metadata (the place a photograph was
    taken is nobody's business); PDF of up to 20 pages is written anew and may not contain anything that acts.

    Args:
        uploaded: the file; its name is only used in messages.

    Raises:
        UploadRefused: empty, too large, another kind, damaged, protected by a password, or with active content.
    """
    return _checked(uploaded, "")


def check_arms(uploaded: Uploaded) -> CleanUpload:
    """Return the clean copy of arms for a letterhead: a small PNG, or an SVG of shapes and colours alone.

    Raises:
        UploadRefused: empty, too large, another kind, damaged, or a drawing with parts that are not taken.
    """
    return _checked(uploaded, "arms")


def _checked(uploaded: Uploaded, use: str) -> CleanUpload:
    name = _shown_name(uploaded.name or "")
    limit: int = settings.UPLOAD_MAX_BYTES
    # Read no more than the limit, whatever size the sender told.
    content = uploaded.read(limit + 1)
    if len(content) > limit:
        size = max(uploaded.size or 0, len(content))
        raise UploadRefused(
            _(
                "Berkas “%(name)s” berukuran %(size)s. Paling besar %(limit)s: "
                "kecilkan foto atau pindai ulang dengan mutu sedang."
            )
            % {"name": name, "size": _megabytes(size), "limit": _megabytes(limit)},
            code="size",
        )
    if not content:
        raise UploadRefused(_("Berkas “%(name)s” kosong. Pilih berkas lain.") % {"name": name}, code="empty")
    reason, kind, clean = _inspect(content, use)
    if reason:
        raise UploadRefused(_message(reason) % {"name": name}, code=reason)
    extension = _EXTENSIONS[kind]
    return CleanUpload(f"{name.rsplit('.', 1)[0] or 'berkas'}.{extension}", clean, kind, extension)


def _inspect(content: bytes, use: str) -> tuple[str, str, bytes]:
    """Have the file looked into by a process of its own; return (reason, kind, clean content)."""
    try:
        header, parts = ask_process(
            "foundation.documents.upload_process", {"use": use}, content, INSPECTION_SECONDS
        )
    except NoAnswer as error:
        return ("unavailable" if error.ours else "damaged"), "", b""
    if header.get("reason"):
        return str(header["reason"]), "", b""
    return "", str(header["kind"]), parts[0]


def _message(reason: str) -> str:
    messages = {
        "kind": _("Berkas “%(name)s” bukan foto atau PDF. Kirim foto (JPG, PNG) atau PDF."),
        "arms_kind": _("Berkas “%(name)s” bukan gambar lambang. Kirim PNG, JPG, atau SVG."),
        "drawing_size": _(
            "Gambar SVG “%(name)s” terlalu rumit untuk kop surat. Sederhanakan, atau kirim PNG."
        ),
        "drawing_parts": _(
            "Gambar SVG “%(name)s” memuat teks, gambar, gaya, atau bagian lain yang tidak diterima. "
            "Ubah semuanya menjadi garis (path) dan simpan sebagai SVG biasa, atau kirim PNG."
        ),
        "heic": _(
            "Foto “%(name)s” berformat HEIC. Ubah menjadi JPG lebih dahulu: di iPhone buka Pengaturan, Kamera, Format, "
            "lalu pilih Paling Kompatibel."
        ),
        "moving": _("Berkas “%(name)s” adalah gambar bergerak. Kirim foto biasa."),
        "pixels": _("Foto “%(name)s” terlalu besar untuk dibuka. Kirim foto dengan ukuran lebih kecil."),
        "encrypted": _("PDF “%(name)s” terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu kirim lagi."),
        "pages": _("PDF “%(name)s” harus berisi 1 sampai 20 halaman. Kirim halaman yang diperlukan saja."),
        "active": _(
            "PDF “%(name)s” memuat program atau berkas lain di dalamnya. Cetak menjadi PDF baru atau kirim fotonya."
        ),
    }
    return messages.get(
        reason, _("Berkas “%(name)s” rusak atau tidak dapat dibuka. Buat ulang, lalu kirim lagi.")
    )


def _shown_name(name: str) -> str:
    """The last part of a name, short, on one line, for a message."""
    plain = "".join(
        character for character in name.replace("\\", "/").split("/")[-1] if character.isprintable()
    )
    return plain if len(plain) <= 60 else f"{plain[:57]}…"


def _megabytes(size: int) -> str:
    rounded = round(size / _MEGABYTE, 1)
    return f"{rounded:.1f} MB".replace(".0 ", " ").replace(".", ",")
