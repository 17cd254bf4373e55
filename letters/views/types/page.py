"""One kind of letter: how it looks in print, what it consists of, its versions, and what may be done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.framing import with_own_frames
from foundation.access.middleware import actor_of
from foundation.access.roles import Actor, Role
from foundation.access.rules import allow
from letters.catalogue.tables import as_toml
from letters.comparison import data_changes, part_changes, part_text, wording_lines
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.models import LetterType
from letters.presentation import STEP_LABELS
from letters.queries.types import checked, draft_of, newest_of, working_table
from letters.services.draft_type import copy_type, discard_draft, publish_draft
from letters.services.serve_type import serve_type, switch_type
from letters.type_forms import AUDIENCE_LABELS
from letters.type_permissions import TYPE_READERS, may_edit, may_publish, visible_type


@allow(*TYPE_READERS, write=())
@with_own_frames
def type_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """The draft, or else the newest version."""
    actor = actor_of(request)
    return _page(request, actor, visible_type(actor, type_id))


@allow(*TYPE_READERS)
@require_POST
@with_own_frames
def action_page(request: HttpRequest, type_id: UUID, action: str) -> HttpResponse:
    """Publishes, discards, copies, retires, serves again, or switches on and off in the own village."""
    actor = actor_of(request)
    deed = _DEEDS.get(action)
    if deed is None:
        raise Http404
    kind = visible_type(actor, type_id)
    try:
        text, target = deed(kind.pk, actor)
    except WrongInput as error:
        return _page(request, actor, kind, [text for texts in error.errors.values() for text in texts])
    except (NotAllowed, OutOfTurn) as error:
        messages.error(request, str(error))
        return redirect("letters:type", kind.pk)
    messages.success(request, text)
    return redirect(target)


@allow(*TYPE_READERS, write=())
def file_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """The kind as a file that another office can read in: the draft, or a version (`?versi=`)."""
    kind = visible_type(actor_of(request), type_id)
    response = HttpResponse(as_toml(_table(request, kind, "versi")), content_type="application/toml")
    response["Content-Disposition"] = f'attachment; filename="{kind.code}.toml"'
    return response


@allow(*TYPE_READERS, write=())
def compare_page(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """What changed from one version (`?dari=`) to another (`?ke=`); without `ke` to the draft."""
    kind = visible_type(actor_of(request), type_id)
    before, after = _table(request, kind, "dari"), _table(request, kind, "ke")
    context = {
        "kind": kind,
        "name": after.get("name", kind.code),
        "before": _version_label(request.GET.get("dari")),
        "after": _version_label(request.GET.get("ke")),
        "data": data_changes(before, after),
        "fields": part_changes(before.get("fields", []), after.get("fields", [])),
        "documents": part_changes(before.get("documents", []), after.get("documents", [])),
        "wording": wording_lines(before.get("body", ""), after.get("body", "")),
        "wording_changed": before.get("body") != after.get("body"),
        "english": wording_lines(before.get("body_en", ""), after.get("body_en", "")),
        "english_changed": before.get("body_en") != after.get("body_en"),
    }
    return render(request, "letters/types/compare.html", context)


def _page(
    request: HttpRequest, actor: Actor, kind: LetterType, faults: list[str] | None = None
) -> HttpResponse:
    table = working_table(kind)
    draft, newest = draft_of(kind), newest_of(kind)
    _type, fault = checked(table)
    editable = may_edit(actor, kind)
    off = kind.switched_off_in.filter(code__in=actor.codes(Role.SECRETARY, Role.HEAD, Role.OPERATOR)).exists()
    context = {
        "kind": kind,
        "name": table.get("name", kind.code),
        "draft": draft,
        "newest": newest,
        "fault": fault if draft else "",
        "faults": faults or [],
        "parts": _parts(kind, table, editable=editable),
        "versions": list(kind.versions.order_by("-number")),
        "preview_url": ""
        if fault
        else f"{reverse('letters:type_preview', args=[kind.pk])}?s={_stamp(draft)}",
        "compare_url": _compare_url(kind, newest.number) if draft and newest else "",
        "primary": draft is not None and may_publish(actor, kind),
        "others": _others(actor, kind, has_draft=draft is not None, published=newest is not None, off=off),
        "off": off,
        "is_village": not actor.has(Role.DISTRICT_ADMIN),
    }
    return render(request, "letters/types/type.html", context, status=422 if faults else 200)


def _parts(kind: LetterType, table: dict[str, Any], *, editable: bool) -> list[dict[str, Any]]:
    """The parts with what is in them; who may not draft gets no links."""
    steps = [str(STEP_LABELS[step]) for step in table.get("steps", [])]
    audience = [str(AUDIENCE_LABELS[who]) for who in table.get("audience", [])]
    data = [
        table.get("short", ""),
        _("Kode klasifikasi %(code)s") % {"code": table.get("classification", "")},
        *audience,
    ]
    entries = [
        ("type_data", (), _("Data surat"), data),
        ("type_parts", ("isian",), _("Isian"), [part_text(part) for part in table.get("fields", [])]),
        (
            "type_parts",
            ("berkas",),
            _("Berkas persyaratan"),
            [part_text(p) for p in table.get("documents", [])],
        ),
        ("type_steps", (), _("Langkah persetujuan"), steps),
        ("type_wording", (), _("Naskah"), []),
        ("type_english", (), _("Halaman bahasa Inggris"), [table["name_en"]] if table.get("name_en") else []),
    ]
    return [
        {
            "title": title,
            "lines": lines,
            "url": reverse(f"letters:{name}", args=[kind.pk, *more]) if editable else "",
        }
        for name, more, title, lines in entries
    ]


def _others(
    actor: Actor, kind: LetterType, *, has_draft: bool, published: bool, off: bool
) -> list[dict[str, Any]]:
    """What else the actor may do with the kind: slug, label, and whether it is dangerous."""
    village_keeper = actor.has(Role.SECRETARY, Role.HEAD)
    districts = kind.village_id is None
    copies = districts and published and not actor.has(Role.DISTRICT_ADMIN)
    offered = [
        (has_draft and may_edit(actor, kind), "buang", _("Buang rancangan"), True),
        (published and kind.is_active and may_publish(actor, kind), "pensiunkan", _("Pensiunkan"), True),
        (published and not kind.is_active and may_publish(actor, kind), "layani", _("Layani lagi"), False),
        (districts and village_keeper and not off, "matikan", _("Matikan di desa ini"), True),
        (districts and village_keeper and off, "nyalakan", _("Nyalakan di desa ini"), False),
        (copies, "salin", _("Salin menjadi surat desa sendiri"), False),
    ]
    return [
        {"label": label, "danger": danger, "url": reverse("letters:type_action", args=[kind.pk, slug])}
        for wanted, slug, label, danger in offered
        if wanted
    ]


def _table(request: HttpRequest, kind: LetterType, name: str) -> dict[str, Any]:
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404
    table = working_table(kind, int(text) if text else None)
    if not table:
        raise Http404
    return table


def _version_label(text: str | None) -> str:
    return _("Versi %(n)s") % {"n": text} if text else _("Rancangan")


def _compare_url(kind: LetterType, number: int) -> str:
    return f"{reverse('letters:type_compare', args=[kind.pk])}?dari={number}"


def _stamp(draft: Any) -> str:
    """Changes with the draft, so that a browser shows no preview of an earlier one."""
    return f"{draft.changed_at:%H%M%S%f}" if draft else "0"


Deed = Callable[[UUID, Actor], tuple[str, str]]


def _address(type_id: UUID) -> str:
    return reverse("letters:type", args=[type_id])


def _publish(type_id: UUID, actor: Actor) -> tuple[str, str]:
    changed = publish_draft(type_id, actor)
    text = _("Sudah terbit. Permohonan baru memakai versi ini.") if changed else _("Tidak ada yang berubah.")
    return text, _address(type_id)


def _discard(type_id: UUID, actor: Actor) -> tuple[str, str]:
    stays = discard_draft(type_id, actor)
    return _("Rancangan sudah dibuang."), _address(type_id) if stays else reverse("letters:types")


def _copy(type_id: UUID, actor: Actor) -> tuple[str, str]:
    copy = copy_type(type_id, actor)
    return _("Salinan dibuat sebagai rancangan surat desa sendiri."), _address(copy.pk)


def _serve(type_id: UUID, actor: Actor, *, active: bool) -> tuple[str, str]:
    serve_type(type_id, actor, active=active)
    text = (
        _("Surat ini dilayani lagi.")
        if active
        else _("Surat ini tidak dilayani lagi. Permohonan yang berjalan diteruskan.")
    )
    return text, _address(type_id)


def _switch(type_id: UUID, actor: Actor, *, on: bool) -> tuple[str, str]:
    switch_type(type_id, actor, on=on)
    text = _("Surat ini dilayani di desa ini.") if on else _("Surat ini tidak dilayani di desa ini.")
    return text, _address(type_id)


_DEEDS: dict[str, Deed] = {
    "terbitkan": _publish,
    "buang": _discard,
    "salin": _copy,
    "pensiunkan": lambda pk, actor: _serve(pk, actor, active=False),
    "layani": lambda pk, actor: _serve(pk, actor, active=True),
    "matikan": lambda pk, actor: _switch(pk, actor, on=False),
    "nyalakan": lambda pk, actor: _switch(pk, actor, on=True),
}
