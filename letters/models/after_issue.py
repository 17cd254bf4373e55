"""What happens to a numbered letter afterwards: printed, handed over, scanned."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from .letter import Letter
from .register import RegisterEntry


class PrintLog(models.Model):
    """One printing of a letter by the office: who, when, how many, what for. Rows are never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="prints")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    printed_by_name = models.CharField(_("dicetak oleh"), max_length=120)
    printed_at = models.DateTimeField(_("dicetak"), auto_now_add=True)
    copies = models.PositiveSmallIntegerField(_("rangkap"))
    purpose = models.CharField(_("keperluan"), max_length=120)

    class Meta:
        ordering = ["printed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=99), name="print_copies_in_range")
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} ×{self.copies}"


class Handover(models.Model):
    """A letter went out to somebody (ekspedisi, Permendagri 47/2016 A.8): at the counter, by hand, post or e-mail."""

    class Way(models.TextChoices):
        COUNTER = "counter", _("Diambil di loket")
        COURIER = "courier", _("Diantar")
        POST = "post", _("Pos atau kurir")
        EMAIL = "email", _("Surel atau pesan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="handovers")
    way = models.CharField(_("cara"), max_length=8, choices=Way.choices)
    sent_on = models.DateField(_("tanggal kirim"))
    receiver = models.CharField(_("nama penerima"), max_length=120)
    relation = models.CharField(_("hubungan dengan pemegang surat"), max_length=80, blank=True, default="")
    note = models.CharField(_("keterangan"), max_length=200, blank=True, default="")
    signature = models.CharField(_("tanda tangan penerima"), max_length=120, blank=True, default="")
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    handed_by_name = models.CharField(_("diserahkan oleh"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(receiver=""), name="handover_names_the_receiver")]
        indexes = [models.Index(fields=["sent_on"], name="handover_day")]

    def __str__(self) -> str:
        return self.receiver


class Scan(models.Model):
    """A scanned paper original (hasil pindai) of a letter, in the private store under its hash; for the office only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(_("nama berkas"), max_length=150)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_by_name = models.CharField(_("diunggah oleh"), max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "sha256"], name="scan_once"),
        ]

    def __str__(self) -> str:
        return self.name
