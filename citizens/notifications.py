"""What is said to people about their own data."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.access.reach import elevated
from foundation.access.roles import Role
from foundation.accounts.queries import holders
from foundation.audit.models import BreakGlass
from foundation.notifications.services import Recipient, notify

from .models import Resident

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
