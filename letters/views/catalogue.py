"""The catalogue of letters, for everybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from foundation.access.middleware import actor_of
from foundation.access.rules import ANYONE, allow
from letters.models import LetterTypeVersion
from letters.queries.catalogue import asked_lately, catalogue_groups

LONGEST_SEARCH = 60


@allow(ANYONE, write=())
def catalogue_page(request: HttpRequest) -> HttpResponse:
    """Kinds of letters with what they need and how long they take; those asked for before stand first."""
    actor, text = actor_of(request), searched_kind(request)
    groups = [
        {"name": name, "types": [_entry(version) for version in versions]}
        for name, versions in catalogue_groups(actor.home_area[:13] or None, "citizen", text)
    ]
    again = asked_lately(actor, "citizen") if actor.is_citizen and not text else []
    context = {
        "groups": groups,
        "again": [_entry(version) for version in again],
        "query": text,
        "search_url": reverse("letters:catalogue"),
        "current": "catalogue",
    }
    return render(request, "letters/catalogue.html", context)


def searched_kind(request: HttpRequest) -> str:
    """The words by which a kind of letter is looked for."""
    return request.GET.get("q", "").strip()[:LONGEST_SEARCH]


def _entry(version: LetterTypeVersion) -> dict[str, Any]:
    return {
        "code": version.letter_type.code,
        "name": version.name,
        "description": version.description,
        "documents": [document["label"] for document in version.documents if document["required"]],
        "minutes": version.service_minutes,
        "needs_countersignature": version.needs_countersignature,
    }
