"""Reports of need by message: read, taken as a case of UGD Kemiskinan, and answered."""

import difflib
import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from assistance.models import PovertyCase, ReportMessage
from citizens.formatting import long_date
from foundation.access.rate_limit import Limit, TooManyTries, take
from foundation.access.reach import elevated
from foundation.jobs.claims import Claim
from foundation.jobs.events import record
from foundation.notifications.whatsapp import IncomingText, send_text
from villages.models import Region

from .cases import case_report

BY_SENDER = Limit("poverty-message", 10, 3600)
SHORTEST = 10
_KINDS = re.compile(r"^(desa|kelurahan|kel\.?|ds\.?|kecamatan|kec\.?)\s+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\n#;|]+")


@dataclass(frozen=True)
class Told:
    """What a message says: who, where, in which village, and how it is."""

    named: str
    address: str
    village: str
    text: str


def read_report(text: str) -> Told | None:
    """The four parts of a message, on lines of their own or between # signs; None when they are not there."""
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) < 4:
        return None
    told = Told(parts[0][:100], parts[1][:200], parts[2][:80], " ".join(parts[3:])[:1000])
    return told if len(told.text) >= SHORTEST else None


def villages_meant(name: str) -> list[Region]:
    """The villages that a name may mean ("Desa Sarongan", "Sumberagung, Pesanggaran"); else those that look like it."""
    wanted, _comma, district = (_bare(part) for part in name.partition(","))
    villages = list(Region.objects.filter(level=Region.Level.VILLAGE).select_related("parent"))
    exact = [village for village in villages if village.name.casefold() == wanted]
    if district and len(exact) > 1:
        exact = [village for village in exact if village.parent and _bare(village.parent.name) == district]
    if exact:
        return exact
    near = difflib.get_close_matches(
        wanted, [village.name.casefold() for village in villages], n=3, cutoff=0.75
    )
    return [village for village in villages if village.name.casefold() in near]


@transaction.atomic
def message_take(message: IncomingText) -> ReportMessage | None:
    """Takes one message: a case where it says enough, else an answer that says how. None for a repetition."""
    digest = hashlib.sha256(message.id.encode()).hexdigest()
    with elevated():
        row, is_new = ReportMessage.objects.get_or_create(digest=digest, defaults={"sender": message.sender})
    if not is_new:
        return None
    try:
        take(BY_SENDER, message.sender)
    except TooManyTries:
        # Whoever sends so much gets no answer; the provider must not send it again.
        return row
    with translation.override("id"):
        case, answer = _case_of(message)
    with elevated():
        ReportMessage.objects.filter(pk=row.pk).update(case=case, answer=answer)
    record("report.messaged", key=str(row.pk), message=row.pk)
    return row


def message_answer(message_id: UUID, claim: Claim) -> None:
    """Sends the answer. Raises ChannelUnavailable, so that the job is tried again later."""
    with claim.reading(), elevated():
        row = ReportMessage.objects.get(pk=message_id)
    # idempotency: an answered message has no sender any more
    if row.answered_at is not None:
        return
    send_text(row.sender, row.answer)
    with claim.result(), elevated():
        ReportMessage.objects.filter(pk=row.pk).update(sender="", answered_at=timezone.now())


def _case_of(message: IncomingText) -> tuple[PovertyCase | None, str]:
    told = read_report(message.text)
    if told is None:
        return None, _how_to()
    villages = villages_meant(told.village)
    if len(villages) != 1 or not _is_the_name(villages[0], told.village):
        return None, _which_village(told.village, villages)
    case = case_report(
        villages[0],
        named=told.named,
        address=told.address,
        text=told.text,
        contact=message.sender,
        source=PovertyCase.Source.MESSAGE,
        caller="",
    )
    day = long_date(timezone.localdate(case.due_at))
    answer = _(
        "Terima kasih. Laporan tentang %(named)s sudah diterima %(village)s."
        " Keluarganya dikunjungi paling lambat %(day)s."
    )
    return case, answer % {"named": told.named, "village": villages[0].official_title, "day": day}


def _is_the_name(village: Region, written: str) -> bool:
    """Whether the village's very name was written; a name that is only like it is asked about."""
    return _bare(village.name) == _bare(written.partition(",")[0])


def _bare(name: str) -> str:
    """A name without what kind of place it is."""
    return _KINDS.sub("", name.strip()).casefold()


def _how_to() -> str:
    return _(
        "UGD Kemiskinan. Untuk melaporkan keluarga yang perlu dibantu, kirim satu pesan berisi empat baris:\n"
        "1. siapa yang perlu dibantu\n2. di mana rumahnya\n3. nama desanya\n4. bagaimana keadaannya\n"
        "Jangan kirim NIK atau foto KTP."
    )


def _which_village(written: str, villages: list[Region]) -> str:
    if not villages:
        return _(
            "Desa “%(name)s” tidak ditemukan. Kirim lagi keempat barisnya dengan nama desa yang lengkap."
        ) % {"name": written}
    names = "; ".join(
        f"{village.name}, {village.parent.name if village.parent else ''}" for village in villages
    )
    return _("Desa mana yang dimaksud? Kirim lagi keempat barisnya, desanya salah satu dari: %(names)s.") % {
        "names": names
    }
