"""Life events and changes of a record in plain words."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from . import code_lists
from .formatting import long_date, neighbourhoods
from .models import EventChange, EventProposal, Family, LifeEvent, Resident
from .nik import mask

_NUMBERS = frozenset({"nik", "number", "father_nik", "mother_nik", "passport", "stay_permit"})
# Said by the event itself, or of no use to a reader.
_UNSAID = frozenset({"family_id", "head_id", "village_id", "merged_into_id", "updated_at", "phone", "email"})


def event_row(event: LifeEvent) -> dict[str, Any]:
    """A line of a list of events."""
    return {
        "url": reverse("citizens:life_event", args=[event.pk]),
        "kind": event.get_kind_display(),
        "name": event.details.get("name", ""),
        "day": long_date(event.happened_on),
        "summary": summary(event),
        "document": event.document,
        "note": event.note,
        "by": event.recorded_by_name,
        "recorded_at": event.recorded_at,
        "void_reason": event.void_reason,
        "voided_by": event.voided_by_name,
    }


def summary(event: LifeEvent) -> str:
    """What the event says beside its kind: with whom, where to, from where."""
    told = event.details
    parts = []
    if told.get("destination"):
        parts.append(_("ke %(place)s") % {"place": told["destination"]})
    if told.get("origin"):
        parts.append(_("dari %(place)s") % {"place": told["origin"]})
    if told.get("spouse"):
        parts.append(_("dengan %(name)s") % {"name": told["spouse"]})
    if told.get("place"):
        parts.append(_("di %(place)s") % {"place": told["place"]})
    others = [name for name in told.get("people", []) if name != told.get("name")]
    if others and not told.get("spouse"):
        parts.append(_("bersama %(names)s") % {"names": ", ".join(others)})
    if told.get("dropped_name"):
        parts.append(_("data ganda: %(name)s") % {"name": told["dropped_name"]})
    return ", ".join(parts)


def proposal_row(proposal: EventProposal) -> dict[str, Any]:
    """A line of what waits for the clerk."""
    people = proposal.data.get("people") or [proposal.data.get("name", "")]
    titles = {
        LifeEvent.Kind.BIRTH: _("Surat kelahiran terbit: catat peristiwa ini"),
        LifeEvent.Kind.DEATH: _("Surat kematian terbit: catat peristiwa ini"),
        LifeEvent.Kind.MOVE_OUT: _("%(village)s mencatatnya sebagai warganya: catat pindah keluar")
        % {"village": proposal.data.get("asked_by", "")},
        LifeEvent.Kind.MOVE_IN: _("Pindah datang dari %(origin)s")
        % {"origin": proposal.data.get("origin", "")},
    }
    return {
        "url": reverse("citizens:proposal", args=[proposal.pk]),
        "title": titles.get(LifeEvent.Kind(proposal.kind), proposal.get_kind_display()),
        "people": ", ".join(name for name in people if name),
        "reference": proposal.reference,
        "since": proposal.created_at,
    }


def change_lines(change: EventChange) -> list[dict[str, str]]:
    """What an event changed in one row: field, before, after."""
    model = Resident if change.resident_id else Family
    if change.created:
        return []
    return differences(model, change.before, change.after)


def differences(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[dict[str, str]]:
    """The fields that are different, with both values in words; numbers are masked."""
    lines = []
    for name, former in before.items():
        present = after.get(name)
        if name in _UNSAID or former == present:
            continue
        field: Any = model._meta.get_field(name)
        lines.append(
            {
                "label": label_of(field),
                "before": in_words(field, former),
                "after": in_words(field, present),
            }
        )
    return lines


def label_of(field: Any) -> str:
    """A field's name as pages say it."""
    label = str(_("Dusun, RW, dan RT") if field.name == "area_code" else field.verbose_name)
    return label[:1].upper() + label[1:]


def in_words(field: Any, value: Any) -> str:
    """A stored value as pages say it; a dash for none."""
    if value is None or value == "":
        return "–"
    if field.name in _NUMBERS:
        return mask(str(value))
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if field.choices:
        return str(dict(field.choices).get(int(value), value))
    if isinstance(field, models.DateField):
        return long_date(value if isinstance(value, date) else date.fromisoformat(str(value)))
    if field.name == "area_code":
        return neighbourhoods({str(value)})[str(value)]
    return str(value)


def record_of(row: Any) -> dict[str, Any]:
    """A resident's or a kept former record's values by field, to be told apart from another's."""
    values = {}
    for field in Resident._meta.concrete_fields:
        if field.name not in ("id", "created_at", "updated_at"):
            value = getattr(row, field.attname)
            values[field.attname] = str(value) if isinstance(value, UUID) else value
    return values


def status_tags(resident: Resident) -> list[str]:
    """What a reader should see of a resident at once."""
    tags = []
    if resident.status != code_lists.ALIVE:
        tags.append(code_lists.STATUS.label(resident.status))
    if resident.residence == code_lists.TEMPORARY:
        tags.append(_("penduduk sementara"))
    if not resident.nik and resident.status == code_lists.ALIVE:
        tags.append(_("belum punya NIK"))
    return [str(tag) for tag in tags]
