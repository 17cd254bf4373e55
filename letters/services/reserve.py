"""Keeping numbers for paper, and going on with a register that was begun on paper."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role
from letters.errors import OutOfTurn, WrongInput
from letters.models import LetterType, RegisterCounter, RegisterEntry, Reservation
from letters.numbering import INCOMING, advance, format_number, pattern_of, register_of, today_in
from letters.permissions import own_village
from villages.models import VillageProfile
from villages.queries import profile_of

from .paper import CLERKS

MOST_NUMBERS = 50
UNKNOWN_CODE = "……"
"""Stands on the sheet where the classification code is written by hand."""
KEEPERS = (Role.SECRETARY, Role.HEAD)


@dataclass(frozen=True)
class ReservationData:
    """How many numbers are kept, of which code and kind where the register asks for one, and why."""

    count: int
    reason: str
    classification: str = ""
    letter_type: LetterType | None = None

    @property
    def kind(self) -> str:
        """The kind's code, or nothing."""
        return self.letter_type.code if self.letter_type else ""


@transaction.atomic
def numbers_reserve(actor: Actor, data: ReservationData) -> Reservation:
    """Takes a block of numbers for paper, all dated today. Locks the register's counter.

    Raises NotAllowed, and WrongInput for a wrong count, a missing reason, or a missing code in a register that counts
    by code.
    """
    village = own_village(actor, *CLERKS)
    profile = profile_of(village.pk)
    if not 1 <= data.count <= MOST_NUMBERS:
        raise WrongInput({"count": [_("Cadangkan 1 sampai %(most)s nomor.") % {"most": MOST_NUMBERS}]})
    if not data.reason.strip():
        raise WrongInput({"reason": [_("Tulis alasannya, misalnya listrik padam.")]})
    mode = profile.register_mode if profile else VillageProfile.RegisterMode.ONE
    if mode == VillageProfile.RegisterMode.PER_CODE and not data.classification:
        raise WrongInput(
            {"classification": [_("Setiap kode mempunyai urutan sendiri: pilih kode klasifikasinya.")]}
        )
    register = register_of(profile, data.classification, data.kind)
    year, last, day = advance(village, register, count=data.count)
    pattern = pattern_of(profile)
    reservation = Reservation.objects.create(
        village=village,
        area_code=village.pk,
        register=register,
        year=year,
        first=last - data.count + 1,
        last=last,
        date=day,
        classification=data.classification,
        kind_code=data.kind,
        number_format=pattern,
        reason=data.reason.strip()[:300],
        reserved_by=actor.name[:120],
    )
    code = data.classification or UNKNOWN_CODE
    RegisterEntry.objects.bulk_create(
        RegisterEntry(
            village=village,
            area_code=village.pk,
            direction=RegisterEntry.Direction.OUT,
            register=register,
            year=year,
            sequence=sequence,
            date=day,
            number=format_number(pattern, code, sequence, village.pk, day, data.kind),
            reservation=reservation,
        )
        for sequence in range(reservation.first, last + 1)
    )
    return reservation


@transaction.atomic
def register_begin(
    actor: Actor, *, register: str, first_number: int, last_date: date, reason: str
) -> RegisterCounter:
    """Lets a register that was begun on paper this year go on at `first_number`; once, before its first number here.

    Args: last_date: the date of the last letter on paper, before which no number is given here.
    Raises NotAllowed, WrongInput, and OutOfTurn once the register has given a number.
    """
    village = own_village(actor, *KEEPERS)
    today = today_in(village)
    if first_number < 2:
        raise WrongInput({"first_number": [_("Buku yang mulai dari nomor 1 tidak perlu dicatat di sini.")]})
    if not reason.strip():
        raise WrongInput({"reason": [_("Tulis alasannya; alasan ini tetap tercatat di buku.")]})
    if last_date > today or last_date.year != today.year:
        raise WrongInput(
            {"last_date": [_("Tanggal surat terakhir harus pada tahun ini, paling akhir hari ini.")]}
        )
    profile = profile_of(village.pk)
    mode = profile.register_mode if profile else VillageProfile.RegisterMode.ONE
    if mode in (VillageProfile.RegisterMode.ONE, VillageProfile.RegisterMode.COMMON):
        register = INCOMING if register == INCOMING and mode == VillageProfile.RegisterMode.ONE else "semua"
    try:
        with transaction.atomic():
            return RegisterCounter.objects.create(
                village=village,
                register=register,
                year=today.year,
                first_number=first_number,
                last_number=first_number - 1,
                last_date=last_date,
                start_reason=reason.strip()[:300],
                started_by=actor.name[:120],
            )
    except IntegrityError as error:
        raise OutOfTurn(
            _("Buku ini sudah memberi nomor tahun ini, jadi nomor awalnya tidak dapat diubah lagi.")
        ) from error
