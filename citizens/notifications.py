"""What is said to people about their own data."""

from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.reach import elevated
from foundation.access.roles import Role
from foundation.accounts.queries import holders
from foundation.audit.models import BreakGlass
from foundation.notifications.services import Recipient, notify

from .models import CorrectionRequest, Resident

TOLD_IN_VILLAGE = (Role.SECRETARY, Role.HEAD)
MY_DATA, OPENINGS = "/akun/data-saya/", "/jurnal-akses/"


def tell_of_opening(permission_id: UUID) -> None:
    """Tells the person, and the secretary and head of their village, of one break-glass permission."""
    with elevated(), translation.override("id"):
        permission = BreakGlass.objects.get(pk=permission_id)
        resident = Resident.objects.get(pk=permission.subject_id)
        context = {
            "category": permission.get_category_display(),
            "reason": permission.reason,
            "at": timezone.localtime(permission.at),
        }
        key = f"opened:{permission.pk}"
        person = Recipient(resident.pk, email=resident.email, phone=resident.phone)
        body = render_to_string(
            "notifications/data_opened.txt", context | {"link": f"{settings.BASE_URL}{MY_DATA}"}
        )
        notify(
            person,
            key=key,
            subject=_("Data Bapak/Ibu dibuka oleh kabupaten"),
            body=body.strip(),
            link=MY_DATA,
        )
        context["link"] = f"{settings.BASE_URL}{OPENINGS}"
        for user in holders(permission.area_code, *TOLD_IN_VILLAGE):
            notify(
                Recipient(user.pk, email=user.email),
                key=key,
                subject=_("Data seorang warga dibuka oleh kabupaten"),
                body=render_to_string("notifications/data_opened.txt", context).strip(),
                link=OPENINGS,
            )


def tell_clerks_of_correction(correction_id: UUID) -> None:
    """Tells the clerks of the village; what is asked for stands on the page alone."""
    with elevated(), translation.override("id"):
        correction = CorrectionRequest.objects.get(pk=correction_id)
        link = reverse("citizens:correction", args=[correction.pk])
        due = timezone.localtime(correction.due_at)
        body = _("Seorang warga meminta datanya dibetulkan. Jawab paling lambat %(due)s.") % {
            "due": f"{due:%d-%m-%Y %H.%M}"
        }
        for user in holders(correction.village_id, Role.OPERATOR):
            notify(
                Recipient(user.pk, email=user.email),
                key=f"correction:{correction.pk}",
                subject=_("Permintaan pembetulan data"),
                body=f"{body}\n{settings.BASE_URL}{link}",
                link=link,
            )


def tell_of_correction(correction_id: UUID) -> None:
    """Tells whoever asked what was decided."""
    with elevated(), translation.override("id"):
        correction = CorrectionRequest.objects.get(pk=correction_id)
        person = Resident.objects.filter(pk=correction.asked_by).first()
        if person is None:
            return
        link = reverse("citizens:own_correction", args=[correction.pk])
        context = {"correction": correction, "link": f"{settings.BASE_URL}{link}"}
        notify(
            Recipient(person.pk, email=person.email, phone=person.phone),
            key=f"correction:{correction.pk}",
            subject=_("Jawaban atas permintaan pembetulan data"),
            body=render_to_string("notifications/correction_decided.txt", context).strip(),
            link=link,
        )


def remind_of_corrections(day: str) -> None:
    """Tells secretary and head of each village how many answers are overdue; once a day."""
    link = reverse("citizens:corrections")
    with elevated(), translation.override("id"):
        late = CorrectionRequest.objects.filter(
            state=CorrectionRequest.State.WAITING, due_at__lt=timezone.now()
        ).order_by()
        for village, count in late.values_list("village_id").annotate(Count("id")):
            body = ngettext(
                "%(n)s permintaan pembetulan data lewat tenggat 3×24 jam.",
                "%(n)s permintaan pembetulan data lewat tenggat 3×24 jam.",
                count,
            ) % {"n": count}
            for user in holders(village, *TOLD_IN_VILLAGE):
                notify(
                    Recipient(user.pk, email=user.email),
                    key=f"correction-late:{village}:{day}"[:120],
                    subject=_("Permintaan pembetulan terlambat"),
                    body=f"{body}\n{settings.BASE_URL}{link}",
                    link=link,
                )
