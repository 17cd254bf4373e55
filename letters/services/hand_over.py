"""A letter leaves the office: the book of deliveries (ekspedisi) writes itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor
from foundation.documents import storage
from foundation.documents.uploads import UploadRefused, check_upload
from letters.errors import OutOfTurn, WrongInput
from letters.models import Handover, RegisterEntry
from letters.numbering import today_in

from .paper import CLERKS


@dataclass(frozen=True)
class HandoverData:
    """How, when and to whom a letter went; `signature` is a picture of the receiver's."""

    way: str
    sent_on: date
    receiver: str
    relation: str = ""
    note: str = ""
    signature: UploadedFile | None = None


@transaction.atomic
def entry_hand_over(entry_id: UUID | str, actor: Actor, data: HandoverData) -> Handover:
    """Writes that an outgoing letter was sent or handed over; it may go to several.

    Raises Http404, OutOfTurn for a number without an outgoing letter, and WrongInput for a day ahead, before the
    letter's own, or a signature that is no picture.
    """
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("village", "letter")
    entry = get_reachable(rows, actor, entry_id, *CLERKS)
    if entry.owner not in ("letter", "paper") or (entry.letter and entry.letter.issued_at is None):
        raise OutOfTurn(_("Surat ini belum terbit, jadi belum dapat dikirim."))
    if not entry.date <= data.sent_on <= today_in(entry.village):
        raise WrongInput(
            {"sent_on": [_("Tanggal kirim tidak boleh sebelum tanggal surat atau sesudah hari ini.")]}
        )
    return write_handover(entry, actor, data)


def write_handover(entry: RegisterEntry, actor: Actor, data: HandoverData) -> Handover:
    """Writes the row. Must be called in a transaction, with the actor's right checked. Raises WrongInput."""
    return Handover.objects.create(
        entry=entry,
        way=data.way,
        sent_on=data.sent_on,
        receiver=data.receiver.strip()[:120],
        relation=data.relation[:80],
        note=data.note.strip()[:200],
        signature=_stored(data.signature) if data.signature else "",
        handed_by_id=actor.account_id,
        handed_by_name=actor.name[:120],
    )


def _stored(picture: UploadedFile) -> str:
    try:
        clean = check_upload(picture)
    except UploadRefused as error:
        raise WrongInput({"signature": list(error.messages)}) from error
    if clean.content_type != "image/jpeg":
        raise WrongInput({"signature": [_("Tanda tangan harus berupa gambar.")]})
    return storage.save(clean.content).path
