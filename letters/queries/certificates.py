"""What is known of the villages' signing certificates; never the keys. All need an elevated reach."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.roles import Actor, Role, within
from letters.models import Certificate
from villages.models import Region

KEEPERS = (Role.DISTRICT_ADMIN,)
READERS = (Role.DISTRICT_ADMIN, Role.HEAD, Role.SECRETARY)
WARN_BEFORE = timedelta(days=30)


def villages_of(actor: Actor) -> QuerySet[Region]:
    """The villages whose certificates the actor may look at."""
    return Region.objects.filter(within(actor.codes(*READERS), "code"), level=Region.Level.VILLAGE)


def certificate_rows(actor: Actor) -> list[dict[str, Any]]:
    """Each village with its present certificate; those that end soon first, then those without one."""
    villages = villages_of(actor).annotate(
        present=FilteredRelation("certificates", condition=Q(certificates__is_current=True))
    )
    rows = villages.values("code", "name", "parent__name", until=F("present__not_after"))
    shaped = [{**row, **standing(row["until"])} for row in rows]
    return sorted(shaped, key=lambda row: (row["order"], row["parent__name"] or "", row["name"]))


def ending_count(actor: Actor) -> int:
    """How many present certificates end within 30 days."""
    soon = timezone.now() + WARN_BEFORE
    return Certificate.objects.filter(
        village__in=villages_of(actor).values("code"), is_current=True, not_after__lt=soon
    ).count()


def certificates_of(village: Region) -> list[dict[str, Any]]:
    """All certificates that the village ever had, the newest first, with what became of them."""
    rows = village.certificates.select_related("issued_by", "revoked_by").defer("certificate", "private_key")
    return [_described(row) for row in rows.order_by("-not_before")]


def standing(until: datetime | None) -> dict[str, Any]:
    """What a present certificate's end means today."""
    if until is None:
        return {"order": 2, "words": _("belum ada"), "late": False}
    days = (until - timezone.now()).days
    if days < 0:
        return {"order": 0, "words": _("sudah berakhir"), "late": True}
    if days < WARN_BEFORE.days:
        return {"order": 0, "words": _("berakhir dalam %(days)s hari") % {"days": days}, "late": True}
    return {"order": 3, "words": _("berlaku"), "late": False}


def _described(row: Certificate) -> dict[str, Any]:
    if row.revoked_at is not None:
        words, late = _("dicabut"), True
    elif row.not_after < timezone.now():
        words, late = _("sudah berakhir"), False
    elif row.is_current:
        words, late = standing(row.not_after)["words"], standing(row.not_after)["late"]
    else:
        words, late = _("sudah diganti; surat lamanya tetap sah"), False
    return {
        "serial": row.serial,
        "begins": row.not_before,
        "ends": row.not_after,
        "words": words,
        "late": late,
        "issued_by": row.issued_by.name if row.issued_by else "",
        "revoked_at": row.revoked_at,
        "reason": row.get_revocation_reason_display(),
        "revoked_by": row.revoked_by.name if row.revoked_by else "",
        "revocable": row.revoked_at is None and row.not_after > timezone.now(),
    }
