"""The books of numbers: what they hold, that nothing is missing, letters on paper and kept numbers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.access.rules import allow
from letters.errors import WrongInput
from letters.numbering import INCOMING, ONE_REGISTER, today_in
from letters.permissions import own_village
from letters.queries.catalogue import offered_versions
from letters.queries.register import (
    book_reports,
    reservations,
    visible_entry,
    visible_reservation,
)
from letters.register_forms import PaperLetterForm, ReasonForm, RegisterBeginForm, ReservationForm
from letters.registers.names import register_name
from letters.registers.sheets import reservation_sheet
from letters.services.paper import CLERKS, paper_letter_record, reserved_number_fill, reserved_number_void
from letters.services.reserve import KEEPERS, numbers_reserve, register_begin
from letters.services.scan import scan_attach
from villages.models import Region, VillageProfile
from villages.queries import profile_of

from .deeds import deed_response, pdf_sheet


@allow(*OFFICE_ROLES, write=())
def numbers_page(request: HttpRequest) -> HttpResponse:
    """The gap report: each register of a year with its first, last and count; and the blocks kept for paper."""
    actor = actor_of(request)
    village = own_village(actor, *OFFICE_ROLES)
    this_year = today_in(village).year
    year = asked_year(request, this_year)
    url = reverse("letters:numbers")
    reports = book_reports(actor, year=year, village_code=village.pk)
    context = {
        "year": year,
        "tabs": year_tabs(url, this_year, year),
        "reports": [
            {
                "name": register_name(report.register),
                "report": report,
                "total": report.last - report.first + 1,
            }
            for report in reports
        ],
        "whole": all(report.whole for report in reports),
        "blocks": [_block_row(block) for block in reservations(actor, year=year)[:50]],
        "may_record": actor.has(*CLERKS),
        "may_begin": actor.has(*KEEPERS),
    }
    return render(request, "letters/numbers.html", context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def paper_page(request: HttpRequest) -> HttpResponse:
    """Gives a letter on paper its number."""
    actor = actor_of(request)
    village = own_village(actor, *CLERKS)
    form = _paper_form(request, village, initial={"date": today_in(village)})

    def record() -> HttpResponse:
        entry = paper_letter_record(actor, form.data_of())
        _attach(actor, entry.pk, form)
        messages.success(
            request,
            _("Surat kertas tercatat. Tulis nomor ini pada suratnya: %(number)s") % {"number": entry.number},
        )
        return redirect("letters:entry", entry.pk)

    context = {
        "title": _("Catat surat kertas"),
        "lead": _("Surat yang dibuat di luar aplikasi mendapat nomor berikutnya dari buku yang sama."),
        "submit_label": _("Catat dan beri nomor"),
        "multipart": True,
    }
    return _deed(request, form, record, context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def reserve_page(request: HttpRequest) -> HttpResponse:
    """Keeps a block of numbers for paper."""
    actor = actor_of(request)
    village = own_village(actor, *CLERKS)
    form = ReservationForm(
        request.POST if request.method == "POST" else None,
        versions=offered_versions(village.pk),
        initial={"count": 10},
    )

    def reserve() -> HttpResponse:
        block = numbers_reserve(actor, form.data_of())
        messages.success(request, _("Nomor sudah dicadangkan. Cetak lembarnya sekarang."))
        return redirect("letters:reservation", block.pk)

    context = {
        "title": _("Cadangkan nomor"),
        "lead": _(
            "Untuk listrik padam atau hari tanpa internet: nomor ini dipakai di kertas, lalu diisikan."
        ),
        "submit_label": _("Cadangkan"),
    }
    return _deed(request, form, reserve, context)


@allow(*OFFICE_ROLES, write=())
def reservation_page(request: HttpRequest, reservation_id: UUID) -> HttpResponse:
    """One block, number by number."""
    actor = actor_of(request)
    block = visible_reservation(actor, reservation_id)
    entries = block.entries.select_related("paper").order_by("sequence")
    context = {
        "kept": block,
        "book": register_name(block.register),
        "entries": [
            {
                "entry": entry,
                "owner": entry.owner,
                "url": reverse("letters:entry", args=[entry.pk]) if entry.owner == "paper" else "",
                "fill_url": reverse("letters:entry_fill", args=[entry.pk]),
                "void_url": reverse("letters:entry_void", args=[entry.pk]),
            }
            for entry in entries
        ],
        "may_record": actor.reaches(block.area_code, *CLERKS),
    }
    return render(request, "letters/reservation.html", context)


@allow(*OFFICE_ROLES, write=())
def sheet_page(request: HttpRequest, reservation_id: UUID) -> HttpResponse:
    """The block as a sheet of paper with its numbers printed."""
    block = visible_reservation(actor_of(request), reservation_id)
    return pdf_sheet(reservation_sheet(block), f"nomor-{block.year}-{block.first}-{block.last}")


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def fill_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Enters the paper letter that used a kept number."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id, *CLERKS)
    form = _paper_form(request, entry.village, initial=_block_values(entry))

    def fill() -> HttpResponse:
        filled = reserved_number_fill(entry_id, actor, form.data_of())
        _attach(actor, filled.pk, form)
        messages.success(request, _("Surat kertas sudah dicatat pada nomor ini."))
        return redirect("letters:reservation", filled.reservation_id)

    context = {
        "title": _("Isi nomor %(number)s") % {"number": entry.number},
        "lead": _("Salin keterangan dari surat kertas yang memakai nomor ini."),
        "submit_label": _("Simpan"),
        "multipart": True,
    } | _back_to_block(entry)
    return _deed(request, form, fill, context)


@allow(*CLERKS)
@require_http_methods(["GET", "POST"])
def void_page(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Makes a kept number void."""
    actor = actor_of(request)
    entry = visible_entry(actor, entry_id, *CLERKS)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def void() -> HttpResponse:
        voided = reserved_number_void(entry_id, actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("Nomor sudah dibatalkan dan tetap tercatat di buku."))
        return redirect("letters:reservation", voided.reservation_id)

    context = {
        "title": _("Batalkan nomor %(number)s") % {"number": entry.number},
        "lead": _("Nomor yang batal tidak dipakai lagi, tetapi tetap ada di buku dengan alasannya."),
        "submit_label": _("Batalkan nomor"),
        "danger": True,
    } | _back_to_block(entry)
    return _deed(request, form, void, context)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    """Goes on with a register that was begun on paper this year."""
    actor = actor_of(request)
    village = own_village(actor, *KEEPERS)
    form = RegisterBeginForm(
        request.POST if request.method == "POST" else None, registers=_registers(village)
    )

    def begin() -> HttpResponse:
        counter = register_begin(actor, **form.cleaned_data)
        messages.success(
            request, _("Buku ini berlanjut mulai nomor %(number)s.") % {"number": counter.first_number}
        )
        return redirect("letters:numbers")

    context = {
        "title": _("Buku yang sudah dimulai di kertas"),
        "lead": _("Hanya sekali, sebelum surat pertama tahun ini diberi nomor di sini."),
        "submit_label": _("Simpan nomor awal"),
    }
    return _deed(request, form, begin, context)


def asked_year(request: HttpRequest, this_year: int) -> int:
    """The year in the address, or this one."""
    asked = request.GET.get("tahun", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year


def year_tabs(url: str, this_year: int, shown: int) -> list[dict[str, Any]]:
    """Links to this year's book and the two before."""
    years = range(this_year, this_year - 3, -1)
    return [{"label": str(year), "url": f"{url}?tahun={year}", "current": year == shown} for year in years]


def _deed(
    request: HttpRequest, form: Any, do: Callable[[], HttpResponse], context: dict[str, Any]
) -> HttpResponse:
    back = {"back_url": reverse("letters:numbers"), "back_label": _("Buku nomor")}
    return deed_response(request, form, do, **(back | context))


def _paper_form(request: HttpRequest, village: Region, *, initial: dict[str, Any]) -> PaperLetterForm:
    posted = request.method == "POST"
    return PaperLetterForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        versions=offered_versions(village.pk),
        initial=initial,
    )


def _attach(actor: Actor, entry_id: UUID, form: PaperLetterForm) -> None:
    upload = form.cleaned_data["scan"]
    if upload is not None:
        try:
            scan_attach(entry_id, actor, upload)
        except WrongInput as error:
            raise WrongInput({"scan": error.errors["file"]}) from error


def _block_values(entry: Any) -> dict[str, Any]:
    block = entry.reservation
    return {"kind": block.kind_code, "classification": block.classification} if block else {}


def _back_to_block(entry: Any) -> dict[str, str]:
    if entry.reservation_id is None:
        return {}
    return {
        "back_url": reverse("letters:reservation", args=[entry.reservation_id]),
        "back_label": str(_("Nomor cadangan")),
    }


def _block_row(block: Any) -> dict[str, Any]:
    return {
        "block": block,
        "book": register_name(block.register),
        "open": block.open_count,
        "url": reverse("letters:reservation", args=[block.pk]),
    }


def _registers(village: Region) -> list[tuple[str, str]]:
    """The books that the village's way of numbering has."""
    profile = profile_of(village.pk)
    mode = profile.register_mode if profile else VillageProfile.RegisterMode.ONE
    names = [ONE_REGISTER, INCOMING]
    if mode == VillageProfile.RegisterMode.COMMON:
        names = [ONE_REGISTER]
    elif mode == VillageProfile.RegisterMode.PER_CODE:
        names = [*sorted({version.classification for version in offered_versions(village.pk)}), INCOMING]
    elif mode == VillageProfile.RegisterMode.PER_KIND:
        names = [*sorted(version.letter_type.code for version in offered_versions(village.pk)), INCOMING]
    return [(name, register_name(name)) for name in names]
