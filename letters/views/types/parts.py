"""The parts of a kind of letter, each a plain form that saves the draft."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.access.framing import with_own_frames
from foundation.access.middleware import actor_of
from foundation.access.rules import allow
from letters.comparison import part_text
from letters.models import LetterType
from letters.part_forms import DocumentForm, FieldForm
from letters.placeholders import placeholder_groups
from letters.queries.types import draft_of, working_table
from letters.services.draft_type import change_draft
from letters.type_forms import EnglishForm, StepsForm, TypeDataForm, WordingForm
from letters.type_permissions import TYPE_READERS, editable_type
from letters.wording_faults import wording_faults

PARTS = {"isian": "fields", "berkas": "documents"}
"""Slug in the address, and key in a type file."""


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
def data_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """Name, heading, classification, promise, paper."""
    kind = editable_type(actor_of(request), type_id)
    table = working_table(kind)
    form = TypeDataForm(request.POST or None, initial=table)
    if request.method == "POST" and form.is_valid():
        return _saved(request, kind, form.as_values())
    return _form_page(request, kind, form, _("Data surat"))


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
def steps_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """Which steps come between check and signature, and after it."""
    kind = editable_type(actor_of(request), type_id)
    steps = working_table(kind).get("steps", [])
    initial = {"initial_step": "initial" in steps, "countersign_step": "countersign" in steps}
    form = StepsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _saved(request, kind, {"steps": form.steps()})
    lead = _("Setiap surat diperiksa petugas dan ditandatangani kepala desa atau lurah.")
    return _form_page(request, kind, form, _("Langkah persetujuan"), lead)


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
@with_own_frames
def wording_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """The body, what it may name, its faults line by line, and the letter as it prints."""
    return _wording(request, type_id, WordingForm, {"body": "body"})


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
@with_own_frames
def english_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """The same letter in English, where it has such a page."""
    return _wording(request, type_id, EnglishForm, {"body": "body_en", "name_en": "name_en"})


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
def parts_page(request: HttpRequest, type_id: UUID, part: str) -> HttpResponse:
    """All fields or documents in their order; buttons move one up or down, or take it out."""
    kind, key = editable_type(actor_of(request), type_id), _key(part)
    if request.method == "POST":
        change_draft(
            kind.pk, actor_of(request), lambda table: table | {key: _moved(table.get(key, []), request)}
        )
        return redirect("letters:type_parts", kind.pk, part)
    table = working_table(kind)
    rows = [
        {
            "name": entry["name"],
            "label": entry["label"],
            "text": part_text(entry),
            "url": reverse("letters:type_part", args=[kind.pk, part, entry["name"]]),
        }
        for entry in table.get(key, [])
    ]
    context = {
        "kind": kind,
        "name": table.get("name", kind.code),
        "rows": rows,
        "part": part,
        "title": _("Isian") if key == "fields" else _("Berkas persyaratan"),
        "new_url": reverse("letters:type_part_new", args=[kind.pk, part]),
    }
    return render(request, "letters/types/parts.html", context)


@allow(*TYPE_READERS)
@require_http_methods(["GET", "POST"])
def part_page(request: HttpRequest, type_id: UUID, part: str, name: str = "") -> HttpResponse:
    """One field or document; without a name a new one, which goes to the end."""
    kind, key = editable_type(actor_of(request), type_id), _key(part)
    entries = working_table(kind).get(key, [])
    entry = next((one for one in entries if one["name"] == name), None)
    if entry is None and name:
        raise Http404
    form_class = FieldForm if key == "fields" else DocumentForm
    others = [one for one in entries if one["name"] != name]
    form = form_class(request.POST if request.method == "POST" else None, part=entry or {}, others=others)
    if request.method == "POST" and form.is_valid():
        made = form.as_part()
        change_draft(
            kind.pk, actor_of(request), lambda table: table | {key: _with(table.get(key, []), name, made)}
        )
        return redirect("letters:type_parts", kind.pk, part)
    title = entry["label"] if entry else _("Isian baru") if key == "fields" else _("Berkas baru")
    return _form_page(request, kind, form, title, back=reverse("letters:type_parts", args=[kind.pk, part]))


def _wording(
    request: HttpRequest, type_id: UUID, form_class: type[WordingForm], keys: dict[str, str]
) -> HttpResponse:
    kind = editable_type(actor_of(request), type_id)
    table = working_table(kind)
    initial = {name: table.get(key, "") for name, key in keys.items()}
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        # Saved with its faults too: nobody loses an hour's work to a bracket.
        values = {keys[name]: value for name, value in form.cleaned_data.items() if name in keys}
        change_draft(kind.pk, actor_of(request), lambda before: _without_empty(before | values))
        return redirect(request.path)
    fields = [(field["name"], field["type"]) for field in table.get("fields", [])]
    body = table.get(keys["body"], "")
    faults = wording_faults(body, fields) if body or keys["body"] == "body" else []
    draft = draft_of(kind)
    stamp = f"{draft.changed_at:%H%M%S%f}" if draft else "0"
    context = {
        "kind": kind,
        "name": table.get("name", kind.code),
        "title": _("Naskah") if keys["body"] == "body" else _("Halaman bahasa Inggris"),
        "form": form,
        "faults": faults,
        "groups": placeholder_groups(table.get("fields", [])),
        "preview_url": f"{reverse('letters:type_preview', args=[kind.pk])}?s={stamp}",
        "paste_url": reverse("letters:type_paste"),
    }
    return render(request, "letters/types/wording.html", context)


def _saved(request: HttpRequest, kind: LetterType, values: dict[str, Any]) -> HttpResponse:
    change_draft(kind.pk, actor_of(request), lambda table: _without_empty(table | values))
    messages.success(request, _("Rancangan sudah disimpan."))
    return redirect("letters:type", kind.pk)


def _without_empty(table: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, "") or key == "body"}


def _form_page(
    request: HttpRequest, kind: LetterType, form: forms.Form, title: str, lead: str = "", *, back: str = ""
) -> HttpResponse:
    context = {
        "kind": kind,
        "name": working_table(kind).get("name", kind.code),
        "form": form,
        "title": title,
        "lead": lead,
        "back_url": back or reverse("letters:type", args=[kind.pk]),
    }
    return render(request, "letters/types/form.html", context)


def _key(part: str) -> str:
    if part not in PARTS:
        raise Http404
    return PARTS[part]


def _moved(entries: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    """The entries after the button that was pressed; unchanged for a name that is no longer there."""
    names = [entry["name"] for entry in entries]
    moved = list(entries)
    for button, step in (("naik", -1), ("turun", 1)):
        name = request.POST.get(button)
        if name in names and 0 <= names.index(name) + step < len(names):
            moved.insert(names.index(name) + step, moved.pop(names.index(name)))
    return [entry for entry in moved if entry["name"] != request.POST.get("hapus")]


def _with(entries: list[dict[str, Any]], name: str, made: dict[str, Any]) -> list[dict[str, Any]]:
    """The entry of this name put anew in its place; a new one, or one that somebody took out meanwhile, at the end."""
    if name and any(entry["name"] == name for entry in entries):
        return [made if entry["name"] == name else entry for entry in entries]
    return [*entries, made]
