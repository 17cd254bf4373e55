"""The books of letters: agenda keluar, agenda masuk and ekspedisi, on screen and as files."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from citizens.formatting import MONTHS
from foundation.access.middleware import actor_of
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.access.rules import allow
from foundation.accounts import step_up
from foundation.accounts.forms import SecondFactorForm
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.paging import shaped_page
from letters.errors import WrongInput
from letters.journal import record_cases
from letters.models import RegisterEntry
from letters.numbering import today_in
from letters.permissions import own_village
from letters.queries.register import BOOK_READERS
from letters.registers.books import Book, Period
from letters.registers.deliveries import DELIVERIES
from letters.registers.files import MOST_PRINTED, TooLong, book_pdf, book_workbook
from letters.registers.incoming import INCOMING_BOOK
from letters.registers.outgoing import OUTGOING, entry_state, outgoing_entries, shown_party

from .deeds import deed_response, pdf_sheet
from .entries import home_of
from .numbers import asked_year, year_tabs

PAGE_SIZE, WHOLE_YEAR = 100, 20_000
BOOKS = {book.slug: book for book in (OUTGOING, INCOMING_BOOK, DELIVERIES)}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class DownloadForm(SecondFactorForm):
    """Which part of a book, as what, and what for."""

    form = forms.ChoiceField(
        label=gettext_lazy("Bentuk"),
        choices=[("xlsx", gettext_lazy("Excel")), ("pdf", gettext_lazy("PDF untuk arsip"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    month = forms.TypedChoiceField(
        label=gettext_lazy("Bulan"),
        choices=[("", gettext_lazy("Setahun penuh")), *enumerate(MONTHS, start=1)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Untuk apa?"),
        max_length=200,
        help_text=gettext_lazy("Buku ini memuat nama warga; unduhannya dicatat beserta alasannya."),
        error_messages={"required": gettext_lazy("Tulis untuk apa buku ini diunduh.")},
    )


@allow(*BOOK_READERS)
@require_http_methods(["GET", "POST"])
def register_page(request: HttpRequest) -> HttpResponse:
    """Agenda surat keluar (Permendagri 47/2016, A.7) of a year. The auditor sees holders masked."""
    actor = actor_of(request)
    in_office = actor.has(*OFFICE_ROLES)
    this_year = _this_year(actor)
    year = _posted_year(request, this_year)
    text = (request.POST.get("q") or request.GET.get("q", "")).strip()[:80]
    entries = outgoing_entries(actor, "", Period(year), text=text, names=in_office)
    to_print = "cetak" in request.GET
    if not to_print:
        # A book on paper begins with number one, a list on screen with the newest.
        entries = entries.order_by("village_id", "-date", "-sequence", "register")
    size = WHOLE_YEAR if to_print else PAGE_SIZE
    page = shaped_page(entries, request.GET.get("page"), size, lambda entry: _row(entry, whole=in_office))
    record_cases(actor, len(page.object_list))
    url = reverse("letters:register")
    context = {
        "year": year,
        "years": year_tabs(url, this_year, year),
        "query": text,
        "rows": page.object_list,
        "page": page,
        "page_query": f"{urlencode({'tahun': year})}&",
        "print_url": "" if to_print else f"{url}?{urlencode({'tahun': year, 'cetak': 1})}",
        "show_village": not in_office,
        "in_office": in_office,
        "books": _book_tabs(OUTGOING.slug, year) if in_office else [],
        "download_url": _download_url(OUTGOING, year) if in_office else "",
    }
    return render(request, "letters/register.html", context)


@allow(*OFFICE_ROLES, write=())
def book_page(request: HttpRequest, book: str) -> HttpResponse:
    """Agenda surat masuk and buku ekspedisi of a year, as the paper book has them."""
    if book not in BOOKS or book == OUTGOING.slug:
        raise Http404
    actor, shown = actor_of(request), BOOKS[book]
    village = own_village(actor, *OFFICE_ROLES)
    this_year = _this_year(actor)
    year = asked_year(request, this_year)
    entries = shown.entries(actor, village.pk, Period(year)).reverse()
    page = shaped_page(entries, request.GET.get("page"), PAGE_SIZE, lambda entry: _cells(shown, entry))
    record_cases(actor, len(page.object_list))
    first = page.paginator.count - page.start_index() + 1
    context = {
        "book": shown,
        "year": year,
        "years": year_tabs(request.path, this_year, year),
        "page": page,
        "rows": [
            {"cells": _labelled(shown, row["cells"], first - place), "url": row["url"]}
            for place, row in enumerate(page.object_list)
        ],
        "page_query": f"tahun={year}&",
        "books": _book_tabs(book, year),
        "download_url": _download_url(shown, year),
    }
    return render(request, "letters/book.html", context)


@allow(*OFFICE_ROLES)
@require_http_methods(["GET", "POST"])
def download_page(request: HttpRequest, book: str) -> HttpResponse:
    """A book as Excel or PDF, after the second factor and with a reason."""
    if book not in BOOKS:
        raise Http404
    actor, chosen = actor_of(request), BOOKS[book]
    village = own_village(actor, *OFFICE_ROLES)
    year = asked_year(request, _this_year(actor))
    form = DownloadForm(
        request.POST if request.method == "POST" else None, needs_code=step_up.needs_code(request)
    )
    form.ask_for_code()

    def make() -> HttpResponse:
        if not form.code_is_right(request):
            raise WrongInput({})
        period = Period(year, form.cleaned_data["month"])
        record_list(
            actor,
            chosen.entries(actor, village.pk, period).count(),
            screen=Screen.EXPORT,
            purpose=Purpose.REGISTER,
            reason=form.cleaned_data["reason"],
        )
        name = f"{chosen.slug}-{village.digits}-{year}"
        if form.cleaned_data["form"] == "xlsx":
            content = book_workbook(chosen, actor, village, period, whole=True)
            response = HttpResponse(content, content_type=WORKBOOK)
            response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
            return response
        try:
            return pdf_sheet(book_pdf(chosen, actor, village, period, whole=True), name)
        except TooLong as error:
            sentence = _("Buku ini lebih dari %(most)s baris. Cetak per bulan, atau pakai Excel.")
            raise WrongInput({"month": [sentence % {"most": MOST_PRINTED}]}) from error

    back = reverse("letters:register") if chosen is OUTGOING else reverse("letters:book", args=[book])
    return deed_response(
        request,
        form,
        make,
        title=_("Unduh %(book)s %(year)s") % {"book": chosen.title, "year": year},
        submit_label=_("Unduh"),
        back_url=f"{back}?tahun={year}",
        back_label=str(chosen.title),
    )


def _row(entry: RegisterEntry, *, whole: bool) -> dict[str, Any]:
    state, label = entry_state(entry)
    return {
        "sequence": entry.sequence,
        "number": entry.number,
        "date": entry.paper.date if entry.paper else entry.date,
        "kind": entry.subject,
        "holder": shown_party(entry, whole),
        "village": entry.village.official_title,
        "state": state,
        "state_label": label,
        "url": home_of(entry) if whole else "",
    }


def _cells(book: Book, entry: Any) -> dict[str, Any]:
    number = entry if isinstance(entry, RegisterEntry) else entry.entry
    if number.incoming_id is not None:
        url = reverse("letters:incoming", args=[number.incoming_id])
    else:
        url = reverse("letters:entry", args=[number.pk])
    return {"cells": book.row(entry, True), "url": url}


def _labelled(book: Book, cells: tuple[Any, ...], number: int) -> list[tuple[Any, Any]]:
    """Each cell with its column's heading; a row without a number of its own gets its place in the book."""
    labels = [column.label for column in book.columns]
    return list(zip(labels, [number if cells[0] is None else cells[0], *cells[1:]], strict=True))


def _this_year(actor: Actor) -> int:
    office = actor.codes(*OFFICE_ROLES)
    return today_in(own_village(actor, *(OFFICE_ROLES if office else BOOK_READERS))).year


def _posted_year(request: HttpRequest, this_year: int) -> int:
    posted = request.POST.get("tahun", "")
    return (
        int(posted)
        if posted.isascii() and posted.isdigit() and len(posted) == 4
        else asked_year(request, this_year)
    )


def _book_tabs(current: str, year: int) -> list[dict[str, Any]]:
    tabs = []
    for book in BOOKS.values():
        url = reverse("letters:register") if book is OUTGOING else reverse("letters:book", args=[book.slug])
        tabs.append({"label": book.title, "url": f"{url}?tahun={year}", "current": book.slug == current})
    return tabs


def _download_url(book: Book, year: int) -> str:
    return f"{reverse('letters:book_download', args=[book.slug])}?tahun={year}"
