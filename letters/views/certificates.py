"""The villages' certificates for those who keep them, and what anybody may fetch of the product's own authority."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from foundation.access.middleware import actor_of
from foundation.access.reach import elevated
from foundation.access.rules import ANYONE, allow
from foundation.accounts import step_up
from letters.certificate_forms import CertificateIssueForm, CertificateRevokeForm
from letters.certificates import current_revocation_list
from letters.errors import OutOfTurn
from letters.queries.certificates import KEEPERS, READERS, certificate_rows, certificates_of, villages_of
from letters.services.certificate import certificate_issue, certificate_revoke
from villages.models import Region


@allow(ANYONE, write=())
@require_safe
@cache_control(public=True, max_age=3600)
def revocation_list_page(request: HttpRequest) -> HttpResponse:
    """The list of revoked certificates, as programs that check signatures fetch it."""
    content = current_revocation_list()
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/pkix-crl")


@allow(*READERS, write=())
def certificates_page(request: HttpRequest) -> HttpResponse:
    """Each village's present certificate; a village office sees its own at once."""
    actor = actor_of(request)
    if not actor.has(*KEEPERS):
        return redirect("letters:certificate", actor.codes(*READERS)[0])
    with elevated():
        rows = certificate_rows(actor)
    late = sum(row["late"] for row in rows)
    return render(request, "letters/certificates.html", {"rows": rows, "late": late})


@allow(*READERS, write=())
def certificate_page(request: HttpRequest, area_code: str) -> HttpResponse:
    """A village's certificates: their days, who asked for them, what was revoked and why."""
    village = _village(request, area_code)
    with elevated():
        rows = certificates_of(village)
    context = {
        "village": village,
        "rows": rows,
        "may_change": actor_of(request).reaches(village.code, *KEEPERS),
        "may_revoke": any(row["revocable"] for row in rows),
    }
    return render(request, "letters/certificate.html", context)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def certificate_issue_page(request: HttpRequest, area_code: str) -> HttpResponse:
    """The first certificate of a village, or the next one before the present one ends."""
    village = _village(request, area_code)
    posted = request.POST if request.method == "POST" else None
    form = CertificateIssueForm(posted, needs_code=step_up.needs_code(request))
    if request.method == "POST" and form.is_valid() and form.code_is_right(request):
        try:
            with elevated():
                certificate_issue(village, actor_of(request).account_id)
            messages.success(request, _("Sertifikat baru sudah diterbitkan."))
            return redirect("letters:certificate", village.code)
        except OutOfTurn as error:
            form.add_error(None, str(error))
    words = {
        "title": _("Terbitkan sertifikat %(village)s") % {"village": village.official_title},
        "lead": _("Sertifikat lama tidak dicabut: surat yang ditandatangani dengannya tetap sah."),
        "submit_label": _("Terbitkan sertifikat"),
    }
    return _deed(request, village, form, words)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def certificate_revoke_page(request: HttpRequest, area_code: str) -> HttpResponse:
    """Revokes a certificate for good, with a reason that the public list tells."""
    village = _village(request, area_code)
    with elevated():
        rows = [row for row in certificates_of(village) if row["revocable"]]
    serials = [(row["serial"], f"{row['serial'][:16]}… · {row['words']}") for row in rows]
    form = CertificateRevokeForm(
        request.POST or None, needs_code=step_up.needs_code(request), serials=serials
    )
    if request.method == "POST" and form.is_valid() and form.code_is_right(request):
        values = {"serial": form.cleaned_data["serial"], "by": actor_of(request).account_id}
        with elevated():
            certificate_revoke(village.code, form.cleaned_data["reason"], **values)
        messages.success(request, _("Sertifikat dicabut. Surat berikutnya memakai sertifikat baru."))
        return redirect("letters:certificate", village.code)
    words = {
        "title": _("Cabut sertifikat %(village)s") % {"village": village.official_title},
        "lead": _("Pencabutan tidak dapat dibatalkan. Surat yang sudah ditandatangani tetap tercatat."),
        "submit_label": _("Cabut sertifikat"),
    }
    return _deed(request, village, form, words | {"danger": True})


def _deed(request: HttpRequest, village: Region, form: Any, words: dict[str, Any]) -> HttpResponse:
    back = {"back_url": reverse("letters:certificate", args=[village.code]), "back_label": _("Sertifikat")}
    return render(request, "letters/deed.html", {"form": form, **words, **back})


def _village(request: HttpRequest, area_code: str) -> Region:
    """A village within reach; Http404 alike for another and an unknown one."""
    village = villages_of(actor_of(request)).filter(code=area_code).first()
    if village is None:
        raise Http404
    return village
