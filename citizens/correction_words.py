"""Requests for correction in plain words."""

from typing import Any

from django.utils.translation import gettext as _

from .event_words import in_words, label_of
from .models import CorrectionRequest, Family, Resident


def subject_of_request(request: CorrectionRequest) -> str:
    """Whose data are in question: a person's, or the family card of the person who asked."""
    if request.about == CorrectionRequest.About.PERSON:
        return request.resident.name
    return _("Kartu Keluarga %(name)s") % {"name": request.resident.name}


def change_rows(request: CorrectionRequest) -> list[dict[str, Any]]:
    """Each field in question: its name, label, and both values in words; numbers are masked."""
    is_person = request.about == CorrectionRequest.About.PERSON
    model: Any = Resident if is_person else Family
    rows = []
    for name, value in request.values.items():
        field = model._meta.get_field(name)
        rows.append(
            {
                "name": name,
                "label": label_of(field),
                "before": in_words(field, request.before.get(name)),
                "after": in_words(field, value),
            }
        )
    return rows
