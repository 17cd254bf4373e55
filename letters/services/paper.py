"""Letters that are written on paper: they take their number from the same register."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, Role
from letters.errors import OutOfTurn, WrongInput
from letters.models import LetterType, PaperLetter, RegisterEntry
from letters.numbering import advance, format_number, pattern_of, register_of, today_in
from letters.permissions import own_village
from villages.queries import profile_of

from .transition import database_now

CLERKS = (Role.OPERATOR, Role.SECRETARY)
"""Those who keep the books."""


@dataclass(frozen=True)
class PaperData:
    """What a paper letter says: its kind where it is one of the catalogue, code, date, addressee and subject."""

    classification: str
    date: date
    addressee: str
    subject: str
    letter_type: LetterType | None = None

    @property
    def kind(self) -> str:
        """The kind's code; empty for a letter of no kind of ours."""
        return self.letter_type.code if self.letter_type else ""


@transaction.atomic
def paper_letter_record(actor: Actor, data: PaperData) -> RegisterEntry:
    """Gives a paper letter the next number of its register.

    The letter bears today's date, or an earlier one on which or after which no other number was given. Locks the
    register's counter. Raises NotAllowed, and WrongInput for a date that would run back.
    """
    village = own_village(actor, *CLERKS)
    profile = profile_of(village.pk)
    _check_not_ahead(data.date, today_in(village))
    paper = _write(actor, village.pk, data)
    register = register_of(profile, data.classification, data.kind)
    year, sequence, day = advance(village, register, day=data.date)
    if day != data.date:
        sentence = _(
            "Buku ini sudah memuat surat bertanggal %(day)s, dan tanggal tidak boleh mundur. "
            "Beri surat ini tanggal itu atau sesudahnya."
        )
        raise WrongInput({"date": [sentence % {"day": f"{day:%d-%m-%Y}"}]})
    number = format_number(pattern_of(profile), data.classification, sequence, village.pk, day, data.kind)
    return RegisterEntry.objects.create(
        village=village,
        area_code=village.pk,
        direction=RegisterEntry.Direction.OUT,
        register=register,
        year=year,
        sequence=sequence,
        date=day,
        number=number,
        paper=paper,
        party=data.addressee,
        subject=data.subject,
    )


@transaction.atomic
def reserved_number_fill(entry_id: UUID | str, actor: Actor, data: PaperData) -> RegisterEntry:
    """Enters the paper letter that used a reserved number. Locks the entry.

    Raises Http404, OutOfTurn when the number has an owner already, and WrongInput for a date before the reservation,
    after today, or in another year.
    """
    entry = lock_reserved(entry_id, actor)
    reservation = entry.reservation
    if reservation is None:
        raise OutOfTurn(_("Nomor ini tidak dicadangkan."))
    _check_not_ahead(data.date, today_in(entry.village))
    if data.date < entry.date or data.date.year != entry.year:
        sentence = _(
            "Nomor ini dicadangkan pada %(day)s: tanggal surat tidak boleh sebelumnya dan tetap pada tahun itu."
        )
        raise WrongInput({"date": [sentence % {"day": f"{entry.date:%d-%m-%Y}"}]})
    code = reservation.classification or data.classification
    entry.number = format_number(
        reservation.number_format,
        code,
        entry.sequence,
        entry.village_id,
        reservation.date,
        reservation.kind_code or data.kind,
    )
    entry.paper = _write(actor, entry.village_id, data, classification=code)
    entry.party, entry.subject = data.addressee, data.subject
    entry.save(update_fields=["number", "paper", "party", "subject"])
    return entry


@transaction.atomic
def reserved_number_void(entry_id: UUID | str, actor: Actor, *, reason: str) -> RegisterEntry:
    """A reserved number that will not be used, or was spoiled on paper, becomes void (batal) for a reason; for good.

    Raises Http404, OutOfTurn, WrongInput.
    """
    entry = lock_reserved(entry_id, actor)
    if not reason.strip():
        raise WrongInput({"reason": [_("Tulis alasannya; alasan ini tetap tercatat di buku.")]})
    entry.voided_at = database_now()
    entry.void_reason = reason.strip()[:300]
    entry.voided_by = actor.name[:120]
    entry.save(update_fields=["voided_at", "void_reason", "voided_by"])
    return entry


def lock_reserved(entry_id: UUID | str, actor: Actor) -> RegisterEntry:
    """The locked entry of a number that is still reserved. Raises Http404, OutOfTurn."""
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("village", "reservation")
    entry = get_reachable(rows, actor, entry_id, *CLERKS)
    if entry.owner != "reserved":
        raise OutOfTurn(_("Nomor ini sudah dipakai atau sudah dibatalkan."))
    return entry


def _write(actor: Actor, village_code: str, data: PaperData, *, classification: str = "") -> PaperLetter:
    return PaperLetter.objects.create(
        village_id=village_code,
        letter_type=data.letter_type,
        classification=classification or data.classification,
        date=data.date,
        addressee=data.addressee,
        subject=data.subject,
        recorded_by_id=actor.account_id,
    )


def _check_not_ahead(day: date, today: date) -> None:
    if day > today:
        raise WrongInput({"date": [_("Tanggal surat tidak boleh sesudah hari ini.")]})
