"""A copy of all that is held on a person, to read (PDF) and to take elsewhere (JSON): UU 27/2022, arts. 7 and 13."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.formatting import long_date
from citizens.journal import subject_of
from citizens.models import Resident
from foundation.access.reach import elevated
from foundation.access.roles import Actor
from foundation.audit.journal import record_access
from foundation.audit.models import Purpose, Screen
from foundation.documents.engine import render_pdf

from .personal_data import Part, parts_of

FORMAT = "smartkampung.personal-data/1"
STYLESHEET = "documents/personal_data.css"
LINES_ON_PAPER = 200
"""Records of one kind in the PDF; the JSON has all of them."""
RENDER_SECONDS = 30.0


def copy_as_json(resident: Resident, actor: Actor) -> bytes:
    """All that is held, as JSON; written into the journal."""
    _write_down(resident, actor, "json")
    content: dict[str, Any] = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "legal_ground": "UU 27/2022 Pasal 7 dan 13",
        "controller": resident.village.official_title,
        "person": str(resident.pk),
        "applications": {
            name: [
                {
                    "name": part.name,
                    "title": part.title,
                    "records": [{fact.name: fact.value for fact in record} for record in part.records],
                    "labels": _labels(part),
                }
                for part in parts
            ]
            for name, parts in parts_of(resident).items()
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def copy_as_pdf(resident: Resident, actor: Actor) -> bytes:
    """All that is held, on paper; written into the journal. Raises RenderFailed."""
    _write_down(resident, actor, "pdf")
    title = _("Salinan data pribadi")
    parts = [part for found in parts_of(resident).values() for part in found]
    context = {
        "title": title,
        "name": resident.name,
        "village": resident.village.official_title,
        "day": long_date(timezone.localdate()),
        "parts": [_printed(part) for part in parts],
    }
    html = render_to_string("documents/personal_data.html", context)
    return render_pdf(html, stylesheet=STYLESHEET, title=title, seconds=RENDER_SECONDS)


def _printed(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "note": part.note,
        "records": part.records[:LINES_ON_PAPER],
        "left_out": max(0, len(part.records) - LINES_ON_PAPER),
    }


def _labels(part: Part) -> dict[str, str]:
    return {fact.name: fact.label for record in part.records for fact in record}


def _write_down(resident: Resident, actor: Actor, form: str) -> None:
    # A citizen reaches no region; the line is written in the own name all the same.
    with elevated():
        record_access(
            actor, subject_of(resident), screen=Screen.COPY, purpose=Purpose.OWN, fields=["nik", "kk", form]
        )
