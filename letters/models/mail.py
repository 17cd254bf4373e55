"""Letters that come in, and what officials are asked to do with them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from villages.models import Official, Region


class IncomingLetter(models.Model):
    """A letter to the village office (surat masuk); its agenda number is an entry of the register."""

    class Urgency(models.TextChoices):
        """Degrees of haste (Permendagri 1/2023, tata naskah dinas)."""

        ORDINARY = "biasa", _("Biasa")
        PROMPT = "segera", _("Segera")
        URGENT = "sangat_segera", _("Sangat segera")

    class Secrecy(models.TextChoices):
        """Degrees of secrecy (Permendagri 1/2023, tata naskah dinas)."""

        ORDINARY = "biasa", _("Biasa")
        LIMITED = "terbatas", _("Terbatas")
        SECRET = "rahasia", _("Rahasia")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    sender = models.CharField(_("pengirim"), max_length=160)
    sender_number = models.CharField(_("nomor surat"), max_length=120)
    date = models.DateField(_("tanggal surat"))
    received_on = models.DateField(_("diterima tanggal"))
    subject = models.CharField(_("isi singkat"), max_length=300)
    classification = models.CharField(_("kode klasifikasi"), max_length=30, blank=True, default="")
    urgency = models.CharField(_("derajat"), max_length=14, choices=Urgency.choices, default=Urgency.ORDINARY)
    secrecy = models.CharField(_("sifat"), max_length=10, choices=Secrecy.choices, default=Secrecy.ORDINARY)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(_("dicatat oleh"), max_length=120)
    recorded_at = models.DateTimeField(_("dicatat"), auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(area_code=F("village_id")), name="incoming_of_village"),
            models.CheckConstraint(condition=Q(received_on__gte=F("date")), name="incoming_after_its_date"),
        ]
        indexes = [models.Index(fields=["village", "-received_on", "-id"], name="incoming_recent")]

    def __str__(self) -> str:
        return self.subject


class Disposition(models.Model):
    """What the head or secretary wants done with an incoming letter (disposisi)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incoming = models.ForeignKey(IncomingLetter, on_delete=models.PROTECT, related_name="dispositions")
    instruction = models.CharField(_("isi disposisi"), max_length=500)
    due_on = models.DateField(_("batas waktu"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_by_name = models.CharField(_("dari"), max_length=160)
    given_at = models.DateTimeField(_("diberikan"), auto_now_add=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(instruction=""), name="disposition_says_what")]

    def __str__(self) -> str:
        return self.instruction


class DispositionTask(models.Model):
    """One official's part of a disposition, and the report back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    disposition = models.ForeignKey(Disposition, on_delete=models.PROTECT, related_name="tasks")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    official = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("diteruskan kepada"), max_length=160)
    user_id = models.UUIDField(_("akun"), null=True, blank=True)
    due_on = models.DateField(_("batas waktu"), null=True, blank=True)
    done_at = models.DateTimeField(_("selesai"), null=True, blank=True)
    report = models.CharField(_("laporan"), max_length=500, blank=True, default="")
    reported_by = models.CharField(_("dilaporkan oleh"), max_length=120, blank=True, default="")

    class Meta:
        ordering = ["disposition", "name"]
        constraints = [
            models.UniqueConstraint(fields=["disposition", "official"], name="disposition_once_an_official"),
            models.CheckConstraint(condition=Q(area_code=F("village_id")), name="task_of_village"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(report=""), name="done_task_has_a_report"
            ),
        ]
        indexes = [
            models.Index(
                fields=["village", "due_on"], name="disposition_open", condition=Q(done_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.name
