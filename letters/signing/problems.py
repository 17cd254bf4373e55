"""What can be wrong with a signed file: stable codes for programs, Indonesian sentences for people."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(StrEnum):
    """The one thing that a reader must know first about an examined file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_PDF = "not_pdf"
    UNREADABLE = "unreadable"
    TOO_COSTLY = "too_costly"
    NOT_SIGNED = "not_signed"
    CHANGED = "changed"
    ADDED_TO = "added_to"
    FOREIGN = "foreign"
    CERTIFICATE_NOT_VALID_THEN = "certificate_not_valid_then"
    CERTIFICATE_EXPIRED_SINCE = "certificate_expired_since"


_SENTENCES: dict[Problem, Promise] = {
    Problem.EMPTY: _("Berkas ini kosong. Pilih berkas PDF surat yang diterima."),
    Problem.TOO_LARGE: _("Berkas ini lebih besar dari 10 MB sehingga tidak diperiksa."),
    Problem.NOT_PDF: _("Berkas ini bukan PDF."),
    Problem.UNREADABLE: _("Berkas ini rusak atau terkunci sehingga tidak dapat dibaca."),
    Problem.TOO_COSTLY: _("Berkas ini terlalu rumit untuk diperiksa."),
    Problem.NOT_SIGNED: _("Berkas ini tidak memuat tanda tangan elektronik."),
    Problem.CHANGED: _("Isi berkas ini tidak sama dengan yang ditandatangani."),
    Problem.ADDED_TO: _("Ada yang ditambahkan ke berkas ini setelah ditandatangani."),
    Problem.FOREIGN: _("Tanda tangannya utuh, tetapi bukan dari kantor yang memakai layanan ini."),
    Problem.CERTIFICATE_NOT_VALID_THEN: _(
        "Sertifikat penanda tangan tidak berlaku pada saat surat ditandatangani."
    ),
    Problem.CERTIFICATE_EXPIRED_SINCE: _(
        "Sertifikat penanda tangan masih berlaku menurut waktu yang tertulis pada tanda tangan, "
        "tetapi kini sudah habis masa berlakunya. Waktu itu tidak dijamin oleh pihak lain."
    ),
}


def describe(problem: Problem) -> Promise:
    """The sentence that tells a person about a problem; each problem has one."""
    return _SENTENCES[problem]
