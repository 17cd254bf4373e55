"""The kinds of letters that an office keeps, a new one, and one taken from a file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.access.middleware import actor_of
from foundation.access.roles import Actor
from foundation.access.rules import allow
from letters.errors import WrongInput
from letters.models import LetterType
from letters.pasted_text import wording_of
from letters.queries.types import kept_types, newest_of
from letters.services.draft_type import create_type, import_type
from letters.type_forms import ImportForm, NewTypeForm
from letters.type_permissions import TYPE_READERS, own_village

LARGEST_FILE = 100_000
LONGEST_PASTE = 200_000


@allow(*TYPE_READERS, write=())
def types_page(request: HttpRequest) -> HttpResponse:
    """The own kinds, and for a village the district's too."""
    return _list(request, ImportForm())


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Name, code and classification; the draft that comes of it can be printed at once."""
    form = NewTypeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kind = create_type(actor_of(request), **form.cleaned_data)
            messages.success(request, _("Rancangan dibuat. Lengkapi isian dan naskahnya, lalu terbitkan."))
            return redirect("letters:type", kind.pk)
        except WrongInput as error:
            _add_errors(form, error)
    return render(request, "letters/types/new.html", {"form": form})


@allow(*TYPE_READERS)
@require_POST
def import_page(request: HttpRequest) -> HttpResponse:
    """A type file becomes a draft; one that breaks a rule changes nothing."""
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            kind = import_type(actor_of(request), _text(upload.read(LARGEST_FILE + 1)), upload.name)
            messages.success(
                request, _("Berkas sudah dibaca ke dalam rancangan. Periksa dahulu, lalu terbitkan.")
            )
            return redirect("letters:type", kind.pk)
        except WrongInput as error:
            _add_errors(form, error)
    return _list(request, form, status=422)


@allow(*TYPE_READERS)
@require_POST
def paste_page(request: HttpRequest) -> HttpResponse:
    """Formatted text from the clipboard as wording of the grammar; nothing is kept."""
    return HttpResponse(
        wording_of(request.POST.get("html", "")[:LONGEST_PASTE]), content_type="text/plain; charset=utf-8"
    )


def _list(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    village = own_village(actor)
    rows = [_row(kind, actor) for kind in kept_types(actor)]
    groups = [
        {"title": _("Jenis surat desa sendiri"), "rows": [row for row in rows if row["own"]]},
        {"title": _("Jenis surat kabupaten"), "rows": [row for row in rows if not row["own"]]},
    ]
    context = {"groups": groups if village else groups[1:], "form": form, "is_village": bool(village)}
    return render(request, "letters/types/list.html", context, status=status)


def _row(kind: LetterType, actor: Actor) -> dict[str, Any]:
    newest = newest_of(kind)
    draft = getattr(kind, "draft", None)
    return {
        "url": reverse("letters:type", args=[kind.pk]),
        "name": newest.name if newest else draft.content.get("name", kind.code) if draft else kind.code,
        "code": kind.code,
        "group": newest.group if newest else "",
        "version": newest.number if newest else 0,
        "published_at": newest.published_at if newest else None,
        "has_draft": draft is not None,
        "retired": not kind.is_active,
        "off": getattr(kind, "is_off_here", False),
        "own": kind.village_id is not None,
    }


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise WrongInput({"file": [_("Berkas terlalu besar untuk satu jenis surat (paling besar 100 KB).")]})
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongInput(
            {"file": [_("Berkas ini bukan teks. Pilih berkas .toml dari tombol Unduh.")]}
        ) from error


def _add_errors(form: forms.Form, error: WrongInput) -> None:
    for name, texts in error.errors.items():
        form.add_error(name if name in form.fields else None, texts)
