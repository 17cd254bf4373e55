"""`manage.py verify_letter`: the verdict in words, and an exit code that scripts can trust."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from foundation.documents.storage import read_stored
from letters.models import Letter
from letters.services.after_issue import revoke_letter
from tests.letters.factories import a_letter, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def judged(path: Path) -> tuple[bool, str]:
    """Whether the command succeeds, and what it says."""
    out = StringIO()
    try:
        call_command("verify_letter", str(path), stdout=out)
    except CommandError:
        return False, out.getvalue()
    return True, out.getvalue()


def file_of(letter: Letter, tmp_path: Path) -> Path:
    document = letter.current_document
    assert document is not None
    path = tmp_path / "surat.pdf"
    path.write_bytes(read_stored(document.path))
    return path


def test_a_whole_letter_in_force(tmp_path: Path) -> None:
    letter = a_letter()
    valid, text = judged(file_of(letter, tmp_path))
    assert valid
    assert text.startswith("ASLI DAN BERLAKU")
    assert letter.number in text
    assert "Desa Sarongan" in text
    assert "S***** P*******" in text
    assert "Sugeng" not in text


def test_a_revoked_letter(tmp_path: Path) -> None:
    letter = a_letter()
    revoke_letter(letter.request_id, an_office().head, reason="Data keliru")
    valid, text = judged(file_of(letter, tmp_path))
    assert not valid
    assert text.startswith("ASLI, TETAPI SUDAH DICABUT")
    assert "Dicabut pada" in text
    # The reason is what the head typed and may speak of a person.
    assert "Data keliru" not in text


def test_an_expired_letter(tmp_path: Path) -> None:
    letter = a_letter()
    path = file_of(letter, tmp_path)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        valid, text = judged(path)
    assert not valid
    assert "MASA BERLAKUNYA SUDAH HABIS" in text


def test_a_changed_letter(tmp_path: Path) -> None:
    path = file_of(a_letter(), tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)
    valid, text = judged(path)
    assert not valid
    assert text.startswith("BERUBAH")


def test_a_foreign_file(tmp_path: Path) -> None:
    path = tmp_path / "lain.pdf"
    path.write_bytes(b"%PDF-1.7\nsesuatu yang lain\n%%EOF")
    assert judged(path) == (False, "BUKAN TERBITAN KAMI\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("verify_letter", str(tmp_path / "tidak-ada.pdf"))
