"""What the frame of every page shows of the person who is signed in."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from assistance.views.offices import READERS as AID_READERS
from citizens.rights.corrections import waiting_count
from citizens.views.corrections import OVERSEERS as CORRECTION_OVERSEERS
from citizens.views.statistics import READERS as STATISTICS_READERS
from foundation.access.middleware import actor_of
from foundation.access.reach import elevated
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.accounts.administration import ADMINISTRATORS
from foundation.notifications.models import Notification
from foundation.retention.views import READERS as RETENTION_READERS
from letters.queries.certificates import READERS as CERTIFICATE_READERS
from letters.queries.certificates import ending_count
from letters.queries.electronic import on_their_way
from letters.queries.mail import open_tasks_of
from letters.queries.requests import turn_count
from letters.signing.backend import asks_passphrase
from villages.models import Region

DESK_ROLES = (Role.NEIGHBOURHOOD, *OFFICE_ROLES)


def workspace_of(actor: Actor) -> str:
    """Where an officer's work begins; empty for everybody else."""
    if actor.has(*DESK_ROLES):
        return reverse("letters:inbox")
    if actor.has(Role.SUBDISTRICT):
        return reverse("letters:countersign_list")
    if actor.has(Role.DISTRICT_ADMIN, Role.AUDITOR):
        return reverse("letters:district_queues")
    if actor.has(Role.SOCIAL_OFFICER):
        return reverse("assistance:overview")
    return ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html and workspace.html; asked for by frames alone, so parts of pages don't pay for it."""
    actor = actor_of(request)
    if not actor.is_signed_in:
        return {"base_template": "base.html"}
    workspace = workspace_of(actor)
    context: dict[str, Any] = {
        "base_template": "workspace.html" if workspace else "base.html",
        "workspace_url": workspace,
        "is_citizen": actor.is_citizen,
        "display_name": actor.name,
        "unread_count": cache(lambda: _unread(actor)),
    }
    if workspace:
        context |= {
            "office_name": cache(lambda: _office_name(actor)),
            "navigation": cache(lambda: _items(actor, request.path)),
        }
    elif actor.home_area:
        context["village_name"] = cache(lambda: _title([actor.home_area[:13]]))
    return context


def _unread(actor: Actor) -> int:
    return Notification.objects.filter(recipient_id=actor.recipient_id, read_at__isnull=True).count()


def _office_name(actor: Actor) -> str:
    return _title([grant.area_code[:13] for grant in actor.grants])


def _title(codes: list[str]) -> str:
    region = Region.objects.filter(code__in=codes).first()
    return region.official_title if region else ""


def _items(actor: Actor, path: str) -> list[dict[str, Any]]:
    by_passphrase = (Role.HEAD, Role.SUBDISTRICT) if asks_passphrase() else ()
    wanted: list[tuple[tuple[str, ...], str, str]] = [
        (DESK_ROLES, "letters:inbox", _("Permohonan")),
        ((Role.HEAD,), "letters:sign_list", _("Tanda tangan")),
        ((Role.OPERATOR, Role.SECRETARY), "letters:counter", _("Loket")),
        (DESK_ROLES, "citizens:search", _("Penduduk")),
        (OFFICE_ROLES, "citizens:book", _("Mutasi penduduk")),
        (OFFICE_ROLES, "citizens:population_books", _("Buku penduduk")),
        (OFFICE_ROLES, "citizens:corrections", _("Permintaan pembetulan")),
        (CORRECTION_OVERSEERS, "citizens:corrections_late", _("Tenggat pembetulan")),
        (STATISTICS_READERS, "citizens:statistics", _("Statistik")),
        (AID_READERS, "assistance:overview", _("Bantuan sosial")),
        (AID_READERS, "assistance:outreach", _("Jemput bola")),
        (AID_READERS, "assistance:cases", _("UGD Kemiskinan")),
        (AID_READERS, "assistance:contests", _("Usul-sanggah")),
        (AID_READERS, "assistance:meetings", _("Musyawarah desa")),
        (AID_READERS, "assistance:map", _("Peta bantuan")),
        ((Role.SOCIAL_OFFICER,), "assistance:deliveries", _("Kiriman data")),
        ((Role.SOCIAL_OFFICER, Role.AUDITOR), "assistance:programmes", _("Program bantuan")),
        ((Role.SUBDISTRICT,), "letters:countersign_list", _("Pengesahan Camat")),
        (by_passphrase, "letters:electronic", _("Tanda tangan elektronik")),
        ((Role.DISTRICT_ADMIN, Role.AUDITOR, Role.SUBDISTRICT), "letters:district_queues", _("Antrean desa")),
        ((Role.OPERATOR, Role.SECRETARY), "letters:office_letters", _("Surat dinas")),
        (OFFICE_ROLES, "letters:mail", _("Surat masuk")),
        (OFFICE_ROLES, "letters:dispositions", _("Disposisi")),
        ((*OFFICE_ROLES, Role.AUDITOR), "letters:register", _("Register surat")),
        (OFFICE_ROLES, "letters:archive", _("Arsip")),
        ((Role.DISTRICT_ADMIN,), "citizens:break_glass", _("Buka data warga")),
        ((Role.SECRETARY, Role.HEAD, Role.AUDITOR), "citizens:journal", _("Jurnal akses")),
        (RETENTION_READERS, "retention", _("Masa simpan data")),
        ((*OFFICE_ROLES, Role.DISTRICT_ADMIN), "letters:types", _("Jenis surat")),
        (ADMINISTRATORS, "officers", _("Petugas")),
        (CERTIFICATE_READERS, "letters:certificates", _("Sertifikat")),
        ((Role.SECRETARY, Role.HEAD), "villages:settings", _("Pengaturan desa")),
    ]
    counted = {"letters:sign_list": Role.HEAD, "letters:countersign_list": Role.SUBDISTRICT}
    items = []
    for roles, name, label in wanted:
        if not actor.has(*roles):
            continue
        url = reverse(name)
        count = turn_count(actor, counted[name]) if name in counted else 0
        if name == "letters:electronic":
            count = on_their_way(actor.account_id).count()
        if name == "letters:dispositions":
            count = open_tasks_of(actor)
        if name == "letters:certificates":
            with elevated():
                count = ending_count(actor)
        if name == "citizens:corrections":
            count = waiting_count(actor)
        items.append({"url": url, "label": label, "current": path == url, "count": count})
    return items
