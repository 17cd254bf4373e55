"""The register of numbers: a counter for each book and year, and one entry for each number that it gave."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Region

from .catalogue import LetterType
from .letter import Letter
from .mail import IncomingLetter


class RegisterCounter(models.Model):
    """Last number and date given in one village, register and year. A row lock on it makes numbers gapless.

    A register begun on paper in the middle of a year goes on at `first_number`, for a reason that stays on record.
    """

    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()
    last_date = models.DateField()
    first_number = models.PositiveIntegerField(_("nomor pertama"), db_default=1)
    start_reason = models.CharField(_("alasan"), max_length=300, blank=True, db_default="")
    started_by = models.CharField(_("dicatat oleh"), max_length=120, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["village", "register", "year"], name="register_counter_once"),
            models.CheckConstraint(condition=Q(last_number__gte=1), name="register_counter_from_one"),
            models.CheckConstraint(
                condition=Q(first_number=1) | (Q(first_number__gt=1) & ~Q(start_reason="")),
                name="register_begins_later_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(last_number__gte=F("first_number") - 1), name="register_counter_from_its_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.register} {self.year}: {self.last_number}"


class Reservation(models.Model):
    """A block of numbers kept for paper (cadangan nomor): for a power cut, or a day without a connection."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    register = models.CharField(_("buku register"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    first = models.PositiveIntegerField(_("nomor pertama"))
    last = models.PositiveIntegerField(_("nomor terakhir"))
    date = models.DateField(_("tanggal"))
    classification = models.CharField(_("kode klasifikasi"), max_length=30, blank=True, default="")
    kind_code = models.CharField(_("jenis surat"), max_length=40, blank=True, default="")
    number_format = models.CharField(_("format nomor"), max_length=80)
    reason = models.CharField(_("alasan"), max_length=300)
    reserved_by = models.CharField(_("dicadangkan oleh"), max_length=120)
    created_at = models.DateTimeField(_("dicadangkan"), auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="reservation_in_order"),
            models.CheckConstraint(condition=Q(area_code=F("village_id")), name="reservation_of_village"),
            models.CheckConstraint(condition=~Q(reason=""), name="reservation_for_a_reason"),
        ]
        indexes = [models.Index(fields=["village", "-created_at"], name="reservation_recent")]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}/{self.year}"


class PaperLetter(models.Model):
    """A letter written on paper outside the product (surat kertas), with its place in the same register."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    letter_type = models.ForeignKey(
        LetterType, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    classification = models.CharField(_("kode klasifikasi"), max_length=30)
    date = models.DateField(_("tanggal surat"))
    addressee = models.CharField(_("ditujukan kepada"), max_length=160)
    subject = models.CharField(_("isi singkat"), max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("dicatat"), auto_now_add=True)

    def __str__(self) -> str:
        return self.subject


class RegisterEntry(models.Model):
    """One number of a register, and what it belongs to.

    A number has one owner: a letter of ours, a letter on paper, a letter that came in (agenda number), or nobody,
    being void; until then it is reserved. A letter's entry is written by a trigger of the letters' table, so that
    no letter can be without one. The entry's date is the day on which the number was given.
    """

    class Direction(models.TextChoices):
        OUT = "out", _("Keluar")
        IN = "in", _("Masuk")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    direction = models.CharField(_("arah"), max_length=3, choices=Direction.choices)
    register = models.CharField(_("buku register"), max_length=60)
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    date = models.DateField(_("tanggal"))
    number = models.CharField(_("nomor"), max_length=120)
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="entry"
    )
    paper = models.OneToOneField(
        PaperLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="entry"
    )
    incoming = models.OneToOneField(
        IncomingLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="entry"
    )
    reservation = models.ForeignKey(
        Reservation, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    voided_at = models.DateTimeField(_("dibatalkan"), null=True, blank=True)
    void_reason = models.CharField(_("alasan batal"), max_length=300, blank=True, default="")
    voided_by = models.CharField(_("dibatalkan oleh"), max_length=120, blank=True, default="")
    party = models.CharField(_("kepada atau dari"), max_length=160, blank=True, default="")
    subject = models.CharField(_("isi singkat"), max_length=300, blank=True, default="")
    content = models.TextField(_("isi"), blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["village", "register", "year", "sequence"], name="register_number_once"
            ),
            models.CheckConstraint(condition=Q(area_code=F("village_id")), name="register_entry_of_village"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="register_entry_from_one"),
            models.CheckConstraint(
                # Of the four possible owners one, or none while the number is reserved.
                condition=(
                    Q(letter__isnull=False, paper=None, incoming=None, reservation=None, voided_at=None)
                    | Q(letter=None, paper__isnull=False, incoming=None, voided_at=None)
                    | Q(letter=None, paper=None, incoming__isnull=False, reservation=None, voided_at=None)
                    | Q(letter=None, paper=None, incoming=None, reservation__isnull=False)
                ),
                name="register_number_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="register_void_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(direction="in", incoming__isnull=False) | Q(direction="out", incoming=None),
                name="register_direction_of_owner",
            ),
        ]
        indexes = [
            models.Index(
                fields=["village", "direction", "year", "register", "sequence"], name="register_book"
            ),
            models.Index(
                fields=["village", "year"],
                name="register_reserved",
                condition=Q(letter=None, paper=None, incoming=None, voided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def owner(self) -> str:
        """letter, paper, incoming, void or reserved."""
        if self.letter_id is not None:
            return "letter"
        if self.paper_id is not None:
            return "paper"
        if self.incoming_id is not None:
            return "incoming"
        return "void" if self.voided_at is not None else "reserved"
