"""Handing out a letter's stored PDF."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from foundation.documents.storage import read_stored

from .errors import OutOfTurn
from .models import Letter


def pdf_response(letter: Letter, *, attachment: bool = False) -> HttpResponse:
    """The stored PDF, hash checked. OutOfTurn while there is none."""
    document = letter.current_document
    if document is None:
        raise OutOfTurn(_("Berkas surat belum siap. Silakan coba lagi sebentar lagi."))
    response = HttpResponse(read_stored(document.path), content_type="application/pdf")
    kind = "attachment" if attachment else "inline"
    # No name and no personal number in the file's name.
    response["Content-Disposition"] = f'{kind}; filename="surat-{letter.request.code}.pdf"'
    return response
