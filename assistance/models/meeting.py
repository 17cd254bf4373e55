"""The village meeting (musyawarah desa khusus) that looks at the candidates of a programme and decides on each."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from assistance.models.programme import Programme
from citizens.models import Family, Resident
from foundation.access.area import lies_in_village
from villages.models import Region


class Meeting(models.Model):
    """One meeting of a village about one programme; once closed, nothing in it changes."""

    class State(models.TextChoices):
        OPEN = "open", _("Disiapkan")
        CLOSED = "closed", _("Ditutup, menunggu penetapan")
        ENROLLED = "enrolled", _("Ditetapkan")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    held_on = models.DateField(_("tanggal musyawarah"))
    place = models.CharField(_("tempat"), max_length=120)
    state = models.CharField(_("keadaan"), max_length=10, choices=State.choices, default=State.OPEN)
    chair = models.CharField(_("pimpinan musyawarah"), max_length=120, blank=True, default="")
    attendees = models.PositiveIntegerField(_("jumlah yang hadir"), null=True, blank=True)
    quota = models.PositiveIntegerField(_("kuota"), null=True, blank=True)
    opened_by_name = models.CharField(_("dibuat oleh"), max_length=150, blank=True, default="")
    closed_by_name = models.CharField(_("ditutup oleh"), max_length=150, blank=True, default="")
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("musyawarah desa khusus")
        verbose_name_plural = _("musyawarah desa khusus")
        ordering = ["-held_on", "-created_at"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="meeting_area_in_its_village"),
            models.UniqueConstraint(
                fields=["village", "programme"], condition=Q(state="open"), name="one_open_meeting_each"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(closed_at__isnull=False) & ~Q(chair="") & Q(attendees__gt=0)),
                name="meeting_closed_with_chair_and_attendees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} {self.held_on}"


class Candidate(models.Model):
    """Somebody whom the meeting looks at: as they stood when it was opened, what was found, what was decided."""

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Disetujui")
        RESERVE = "reserve", _("Cadangan")
        REJECTED = "rejected", _("Tidak disetujui")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="candidates")
    village = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=32)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="+")
    resident = models.ForeignKey(
        Resident, on_delete=models.PROTECT, null=True, blank=True, related_name="candidacies"
    )
    name = models.CharField(_("nama"), max_length=100)
    address = models.CharField(_("alamat"), max_length=250)
    decile = models.PositiveSmallIntegerField(_("desil"), null=True, blank=True)
    note = models.CharField(_("hasil kunjungan"), max_length=300, blank=True, default="")
    decision = models.CharField(_("putusan"), max_length=10, choices=Decision.choices, blank=True, default="")

    class Meta:
        verbose_name = _("calon penerima")
        verbose_name_plural = _("calon penerima")
        ordering = [F("decile").asc(nulls_last=True), "area_code", "name"]
        constraints = [
            models.CheckConstraint(condition=lies_in_village(), name="candidate_area_in_its_village"),
            models.UniqueConstraint(
                fields=["meeting", "family", "resident"], name="one_candidacy_each", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
