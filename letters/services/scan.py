"""Scans of paper originals, kept beside the number that they bear."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.documents import storage
from foundation.documents.uploads import UploadRefused, check_upload
from letters.errors import OutOfTurn, WrongInput
from letters.models import RegisterEntry, Scan

MOST_SCANS = 5


@transaction.atomic
def scan_attach(entry_id: UUID | str, actor: Actor, upload: UploadedFile) -> Scan:
    """Stores a checked and cleaned scan with an entry of the register; the same file once.

    Raises Http404, OutOfTurn for a number without a letter, and WrongInput when the file is refused or there are
    enough.
    """
    rows = RegisterEntry.objects.select_for_update(of=("self",))
    entry = get_reachable(rows, actor, entry_id, *OFFICE_ROLES)
    if entry.owner in ("void", "reserved"):
        raise OutOfTurn(_("Nomor ini belum dipakai untuk surat."))
    if entry.scans.count() >= MOST_SCANS:
        raise WrongInput({"file": [_("Paling banyak 5 berkas pindaian untuk satu surat.")]})
    try:
        clean = check_upload(upload)
    except UploadRefused as error:
        raise WrongInput({"file": list(error.messages)}) from error
    stored = storage.save(clean.content)
    scan, _created = Scan.objects.get_or_create(
        entry=entry,
        sha256=stored.sha256,
        defaults={
            "name": clean.name[:150],
            "content_type": clean.content_type,
            "size": stored.size,
            "path": stored.path,
            "uploaded_by_id": actor.account_id,
            "uploaded_by_name": actor.name[:120],
        },
    )
    return scan
