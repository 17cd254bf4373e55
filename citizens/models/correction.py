"""What citizens ask to have corrected (permintaan pembetulan): UU 27/2022, arts. 6 and 30."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from foundation.access.area import lies_in_village
from villages.models import Region

from .events import LifeEvent
from .register import Resident


class CorrectionRequest(models.Model):
    """One request about a member of the own family, or about the family card; answered within 3 × 24 hours.

    `before` and `values` have the fields in question as they were recorded and as they should be, as plain values.
    """

    class About(models.TextChoices):
        PERSON = "person", _("Data diri")
        FAMILY = "family", _("Kartu Keluarga")

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu jawaban desa")
        ACCEPTED = "accepted", _("Sudah dibetulkan")
        REFUSED = "refused", _("Tidak dibetulkan")
        WITHDRAWN = "withdrawn", _("Ditarik kembali")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about = models.CharField(_("tentang"), max_length=8, choices=About.choices)
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, related_name="+", verbose_name=_("penduduk")
    )
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", db_index=False)
    area_code = models.CharField(max_length=32)
    family_id = models.UUIDField(_("keluarga"))
    asked_by = models.UUIDField(_("diminta oleh"))
    before = models.JSONField(_("tercatat"))
    values = models.JSONField(_("seharusnya"))
    reason = models.CharField(_("alasan"), max_length=500)
    path = models.CharField(max_length=120, blank=True, default="")
    file_name = models.CharField(_("nama berkas"), max_length=150, blank=True, default="")
    content_type = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(_("diminta pada"), default=timezone.now)
    due_at = models.DateTimeField(_("dijawab paling lambat"))
    decided_at = models.DateTimeField(_("dijawab pada"), null=True, blank=True)
    decided_by_name = models.CharField(_("dijawab oleh"), max_length=160, blank=True, default="")
    answer = models.CharField(_("jawaban"), max_length=500, blank=True, default="")
    event = models.OneToOneField(LifeEvent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("permintaan pembetulan")
        verbose_name_plural = _("permintaan pembetulan")
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="correction_area_in_village"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="correction_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", event__isnull=False)
                | (~Q(state="accepted") & Q(event__isnull=True)),
                name="correction_accepted_by_an_event",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="correction_refused_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["village", "due_at"], name="correction_open", condition=Q(state="waiting")),
            models.Index(fields=["family_id", "-asked_at"], name="correction_family"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether the village still owes an answer."""
        return self.state == self.State.WAITING

    @property
    def is_late(self) -> bool:
        """Whether the answer is overdue."""
        return self.is_open and self.due_at < timezone.now()
