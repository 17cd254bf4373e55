"""Documents: the files behind the register, read one after the other between short transactions."""

from collections.abc import Iterator
from datetime import timedelta

from foundation.access.reach import EVERYWHERE, working_in
from foundation.documents.storage import StoredFileDamaged, read_stored
from letters.certificates import trust_roots
from letters.models import LetterDocument
from letters.signing.verification import examine_pdf
from letters.verification import Status, verify_token

from .breaches import Breaches, Scope, broken_by

FILES_AT_ONCE = 200

have_one_document = broken_by(
    """
    SELECT l.number FROM letters_letter l
      LEFT JOIN letters_letterdocument d ON d.letter_id = l.id AND d.is_current
     WHERE l.issued_at IS NOT NULL
     GROUP BY l.id, l.number, l.document_state
    HAVING count(d.id) <> 1 OR l.document_state <> 'ready' OR min(d.size) IS NOT DISTINCT FROM 0
    """,
    """
    SELECT r.code FROM letters_request r JOIN letters_letter l ON l.request_id = r.id
     WHERE r.state IN ('issued', 'collected', 'replaced') AND l.issued_at IS NULL
        OR r.state = 'revoked' AND (l.issued_at IS NULL) <> EXISTS (
             SELECT 1 FROM letters_requestevent e WHERE e.request_id = r.id AND e.action = 'decline')
        OR r.state IN ('signed', 'countersigned') AND l.issued_at IS NOT NULL
    """,
)


def _documents(scope: Scope) -> Iterator[LetterDocument]:
    """The current documents, newest first, read in short transactions."""
    rows = LetterDocument.objects.select_related("letter").filter(is_current=True).order_by("-id")
    left, last = scope.sample, None
    while left is None or left > 0:
        size = FILES_AT_ONCE if left is None else min(left, FILES_AT_ONCE)
        with working_in(EVERYWHERE):
            batch = list((rows.filter(pk__lt=last) if last else rows)[:size])
        yield from batch
        if len(batch) < size:
            return
        last = batch[-1].pk
        left = None if left is None else left - size


def documents_are_whole(scope: Scope) -> Breaches:
    found = have_one_document(scope)
    if not scope.files:
        return found
    for document in _documents(scope):
        try:
            content = read_stored(document.path)
        except StoredFileDamaged:
            found.add(f"{document.letter.number}: berkas hilang atau rusak")
            continue
        if not content or len(content) != document.size or not document.path.endswith(document.sha256):
            found.add(f"{document.letter.number}: berkas tidak sama dengan register")
    return found


def documents_verify(scope: Scope) -> Breaches:
    if not scope.files:
        return Breaches(skipped=True)
    found = Breaches()
    roots = trust_roots()
    for document in _documents(scope):
        letter = document.letter
        try:
            content = read_stored(document.path)
        except StoredFileDamaged:
            continue  # I4 tells of it
        # Our own file: it needs no process of its own. Judged as on its day, for certificates end and letters stay.
        later = document.created_at + timedelta(minutes=1)
        report = examine_pdf(content, trust_roots=roots, now=later, contained=False)
        if not report.genuine or report.certificate_serial != document.certificate_serial:
            found.add(f"{letter.number}: {report.problem or 'sertifikat lain'}")
        answer = verify_token(letter.token)
        if answer.status == Status.UNKNOWN or answer.number != letter.number:
            found.add(f"{letter.number}: kode QR tidak menuju surat ini")
    return found
