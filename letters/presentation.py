"""Requests and letters in the words and figures that pages show."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from citizens import code_lists
from citizens.formatting import address, age, place_and_date_of_birth
from citizens.journal import number_row
from citizens.models import Resident
from citizens.queries import family_members
from foundation.access.roles import Role
from foundation.audit.models import Purpose

from .models import LetterTypeVersion, Request
from .print_values import printed, printed_fields
from .wording import LIST_TYPES
from .workflow import ACTION_LABELS, OPEN_STATES, State, next_step

SOON = timedelta(minutes=5)
STEP_LABELS = {
    "check": gettext_lazy("Pemeriksaan oleh petugas desa"),
    "initial": gettext_lazy("Paraf sekretaris"),
    "sign": gettext_lazy("Tanda tangan kepala desa / lurah"),
    "countersign": gettext_lazy("Pengesahan Camat"),
    "issue": gettext_lazy("Surat terbit"),
}
DONE_LABELS = {
    "create": gettext_lazy("Permohonan dibuat"),
    "submit": gettext_lazy("Diajukan"),
    "check": gettext_lazy("Diperiksa petugas"),
    "return": gettext_lazy("Dikembalikan untuk diperbaiki"),
    "reject": gettext_lazy("Ditolak"),
    "initial": gettext_lazy("Diparaf sekretaris"),
    "sign": gettext_lazy("Ditandatangani"),
    "countersign": gettext_lazy("Disahkan Camat"),
    "cancel": gettext_lazy("Dibatalkan"),
    "collect": gettext_lazy("Surat diambil"),
    "revoke": gettext_lazy("Surat dicabut"),
    "decline": gettext_lazy("Pengesahan ditolak Camat"),
    "issue": gettext_lazy("Surat terbit"),
    "replace": gettext_lazy("Surat diganti"),
    "vouch": gettext_lazy("Dikenal oleh kepala dusun atau ketua RT/RW"),
}
WAITING_FOR = {
    "check": gettext_lazy("Menunggu petugas desa memeriksa"),
    "initial": gettext_lazy("Menunggu paraf sekretaris"),
    "sign": gettext_lazy("Menunggu tanda tangan kepala desa / lurah"),
    "countersign": gettext_lazy("Menunggu pengesahan Camat"),
    "": "",
}


def span_text(span: timedelta) -> str:
    """A span in its largest unit: "3 hari", "2 jam", "10 menit"."""
    minutes = max(int(span.total_seconds() // 60), 0)
    if minutes < 60:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    if minutes < 60 * 48:
        return ngettext("%(n)s jam", "%(n)s jam", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s hari", "%(n)s hari", minutes // 1440) % {"n": minutes // 1440}


def age_of(request: Request, now: datetime | None = None) -> dict[str, str]:
    """How a request stands against its promise: kind ok, soon or late, and words."""
    moment = now or timezone.now()
    if request.state not in OPEN_STATES or request.due_at is None:
        return {"kind": "ok", "text": _("%(span)s lalu") % {"span": span_text(moment - request.state_since)}}
    if moment > request.due_at:
        return {"kind": "late", "text": _("lewat %(span)s") % {"span": span_text(moment - request.due_at)}}
    left = request.due_at - moment
    kind = "soon" if left < SOON else "ok"
    return {"kind": kind, "text": _("sisa %(span)s") % {"span": span_text(left)}}


def inbox_rows(requests: Sequence[Request], desk: str = "letters:desk_request") -> list[dict[str, Any]]:
    """Lines of an officers' list; people who are named in the answers are read for all of them at once."""
    named = [
        request.data[spec["name"]]
        for request in requests
        for spec in request.type_version.fields
        if spec["type"] == "resident" and request.data.get(spec["name"])
    ]
    people = {str(person.pk): person.name for person in Resident.objects.filter(pk__in=named)}
    return [inbox_row(request, desk=desk, people=people) for request in requests]


def inbox_row(
    request: Request, *, desk: str = "letters:desk_request", people: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A line of an officers' list; `people` are the names of residents in its answers, by id."""
    return {
        "id": str(request.pk),
        "url": reverse(desk, args=[request.pk]),
        "code": request.code,
        "name": request.subject,
        "kind": request.type_version.name,
        "state": request.state,
        "state_label": request.get_state_display(),
        "age": age_of(request),
        "since": request.state_since,
        "channel_label": request.get_channel_display(),
        "vouched": request.vouched_at is not None,
        "village": request.village.official_title,
        "summary": answers_in_short(request.type_version, request.data, people or {}),
    }


def waiting_text(request: Request) -> str:
    """Whose turn it is, in words."""
    return str(WAITING_FOR[next_step(request.state, request.type_version.steps)])


def timeline(request: Request, *, with_names: bool) -> list[dict[str, Any]]:
    """The history, and what is still ahead. Officers see names, citizens see offices."""
    entries: list[dict[str, Any]] = []
    specs = [*request.type_version.fields, *request.type_version.documents]
    labels = {spec["name"]: spec["label"] for spec in specs}
    for entry in request.history.all():
        by = (
            entry.actor_name
            if with_names
            else (str(Role(entry.actor_role).label) if entry.actor_role else "")
        )
        marks = [
            {"label": labels.get(name, name), "remark": entry.remarks.get(name, "")} for name in entry.fields
        ]
        done = {"title": DONE_LABELS[entry.action], "at": entry.at, "by": by, "note": entry.note}
        entries.append(done | {"marks": marks, "kind": "done"})
    if request.is_open:
        steps = [*request.type_version.steps, "issue"]
        ahead = steps[steps.index(next_step(request.state, request.type_version.steps) or "issue") :]
        entries.extend(
            {"title": STEP_LABELS[step], "kind": "current" if index == 0 else "ahead"}
            for index, step in enumerate(ahead)
        )
    return entries


def answer_rows(
    version: LetterTypeVersion, data: dict[str, Any], change_url: str = ""
) -> list[dict[str, Any]]:
    """What was filled in, as labels and values; a resident is shown by name.

    What only the office fills in is shown once it is there, and never with a way to change it.
    """
    values = printed_fields(version.fields, data)
    rows = []
    for spec in version.fields:
        value = values[spec["name"]]
        text = value.get("nama", "") if isinstance(value, dict) else value
        by_office = bool(spec.get("officer"))
        if text or not by_office:
            url = "" if by_office else change_url
            rows.append({"label": spec["label"], "value": text, "change_url": url})
    return rows


def answers_in_short(version: LetterTypeVersion, data: dict[str, Any], people: Mapping[str, str]) -> str:
    """The first answers in one line, so that a signatory need not open each request.

    Args: people: names of the residents whom answers mean, by id.
    """
    specs = [spec for spec in version.fields if spec["type"] not in LIST_TYPES and data.get(spec["name"])]
    said = [
        people.get(data[spec["name"]], "")
        if spec["type"] == "resident"
        else str(printed(spec, data[spec["name"]], {}))
        for spec in specs
    ]
    return " · ".join([text for text in said if text][:3])


def family_rows(case: Request) -> list[dict[str, str]]:
    """The others of the family of whom the letter is about."""
    if case.resident is None:
        return []
    label = code_lists.RELATION.label
    return [
        {"name": one.name, "relation": label(one.relation), "age": age(one.birth_date)}
        for one in family_members(case.resident)
        if one.pk != case.resident_id
    ]


def resident_rows(resident: Resident, purpose: Purpose | None = None) -> list[dict[str, Any]]:
    """What a clerk compares with the card in the hand; numbers are masked.

    Args: purpose: why a press shows a number in full here; None for who may not see it.
    """
    numbers = [number_row(resident, "nik", _("NIK"), purpose=purpose)]
    numbers.append(number_row(resident, "kk", _("Nomor KK"), purpose=purpose))
    if purpose is None:
        numbers = [{"label": row["label"], "value": row["value"]} for row in numbers]
    return [
        {"label": _("Nama"), "value": resident.name},
        *numbers,
        {"label": _("Tempat, tanggal lahir"), "value": place_and_date_of_birth(resident)},
        {"label": _("Umur"), "value": age(resident.birth_date)},
        {"label": _("Jenis kelamin"), "value": code_lists.SEX.label(resident.sex)},
        {"label": _("Pekerjaan"), "value": code_lists.OCCUPATION.label(resident.occupation)},
        {"label": _("Status perkawinan"), "value": code_lists.MARITAL_STATUS.label(resident.marital_status)},
        {"label": _("Alamat"), "value": address(resident)},
    ]


def recent_row(request: Request, desk: str = "letters:desk_request") -> dict[str, Any]:
    """One of a person's requests in short."""
    return {
        "url": reverse(desk, args=[request.pk]),
        "kind": request.type_version.name,
        "state": request.state,
        "state_label": request.get_state_display(),
        "when": request.created_at,
    }


def next_for_citizen(request: Request) -> str:
    """What happens now, or what the citizen should do."""
    if request.state == State.DRAFT:
        return _("Belum dikirim. Silakan periksa dan kirim.")
    if request.state == State.RETURNED:
        return _("Perlu dilengkapi. Buka untuk melihat apa yang kurang.")
    if request.state == State.ISSUED:
        return _("Surat siap diunduh atau diambil.")
    return waiting_text(request)


def action_label(action: str) -> str:
    """The words on an action's button."""
    return str(ACTION_LABELS[action])
