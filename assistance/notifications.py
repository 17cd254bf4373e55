"""What is said to people about aid."""

from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from assistance.models import Contest, ContestReporter
from citizens.models import Resident
from foundation.access.reach import elevated
from foundation.access.roles import Role
from foundation.accounts.queries import holders
from foundation.notifications.services import Recipient, notify


def tell_of_decision(contest_id: UUID) -> None:
    """Tells whoever proposed or contested what was decided."""
    with elevated(), translation.override("id"):
        contest = Contest.objects.get(pk=contest_id)
        reporter = ContestReporter.objects.get(contest=contest)
        person = Resident.objects.filter(pk=reporter.person_id).first()
        if person is None:
            return
        link = reverse("assistance:own_contest", args=[contest.pk])
        context = {"contest": contest, "link": f"{settings.BASE_URL}{link}"}
        notify(
            Recipient(person.pk, email=person.email, phone=person.phone),
            key=f"contest:{contest.pk}",
            subject=_("Jawaban atas usul atau sanggah Bapak/Ibu"),
            body=render_to_string("notifications/contest_decided.txt", context).strip(),
            link=link,
        )


def tell_village(contest_id: UUID) -> None:
    """Tells the village office that something waits to be looked into; never who said so."""
    with elevated(), translation.override("id"):
        contest = Contest.objects.get(pk=contest_id)
        link = reverse("assistance:contest", args=[contest.pk])
        body = _("Ada usul atau sanggah bantuan sosial yang menunggu pemeriksaan desa.")
        for user in holders(contest.village_id, Role.OPERATOR):
            notify(
                Recipient(user.pk, email=user.email),
                key=f"contest:{contest.pk}",
                subject=_("Usul atau sanggah baru"),
                body=f"{body}\n{settings.BASE_URL}{link}",
                link=link,
            )
