"""The catalogue of letters, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.access.middleware import actor_of
from foundation.access.rules import ANYONE, allow
from letters.models import LetterTypeVersion
from letters.queries.catalogue import catalogue_groups


@allow(ANYONE, write=())
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Kinds of letters with what they need and how long they take."""
    village = actor_of(request).home_area[:13] or None
    groups = [
        {"name": name, "types": [_entry(version) for version in versions]}
        for name, versions in catalogue_groups(village, "citizen")
    ]
    return render(request, "letters/catalogue.html", {"groups": groups, "current": "catalogue"})


def _entry(version: LetterTypeVersion) -> dict[str, Any]:
    return {
        "code": version.letter_type.code,
        "name": version.name,
        "description": version.description,
        "documents": [document["label"] for document in version.documents if document["required"]],
        "minutes": version.service_minutes,
        "needs_countersignature": version.needs_countersignature,
    }
