"""What the API says of requests, letters and types: the contract's shapes."""

from typing import Any

from django.conf import settings

from citizens.nik import mask
from foundation.access.roles import OFFICE_ROLES, Actor
from letters.models import Letter, LetterTypeVersion, Request, RequestEvent
from letters.queries.requests import actions_for

UNFINISHED = (Letter.DocumentState.WAITING, Letter.DocumentState.UNSIGNED)
"""Signed by the head, and its PDF waits for another person."""


def type_shape(version: LetterTypeVersion) -> dict[str, Any]:
    """A letter type."""
    return {
        "code": version.letter_type.code,
        "name": version.name,
        "description": version.description,
        "classification": version.classification,
        "version": version.number,
        "audience": version.audience,
        "fields": version.fields,
        "documents": version.documents,
        "steps": version.steps,
        "validity_days": version.validity_days,
        "service_minutes": version.service_minutes,
        "paper": version.paper,
        "languages": ["id", "en"] if version.body_en else ["id"],
    }


def request_shape(request: Request, actor: Actor) -> dict[str, Any]:
    """A request with its history."""
    letter = getattr(request, "letter", None)
    resident = request.resident
    whole = actor.is_citizen or actor.reaches(request.area_code, *OFFICE_ROLES)
    return {
        "id": str(request.pk),
        "code": request.code,
        "state": request.state,
        "letter_type": request.type_version.letter_type.code,
        "resident": {
            "id": str(resident.pk),
            "name": resident.name,
            "nik": resident.nik if whole else mask(resident.nik),
        }
        if resident is not None
        else None,
        "village": request.village_id,
        "channel": request.channel,
        "created_at": request.created_at.isoformat(),
        "submitted_at": request.submitted_at.isoformat() if request.submitted_at else None,
        "due_at": request.due_at.isoformat() if request.due_at else None,
        "letter": letter_shape(letter) if letter else None,
        "data": request.data,
        "history": [entry_shape(entry) for entry in request.history.all()],
        "actions": actions_for(request, actor),
    }


def entry_shape(entry: RequestEvent) -> dict[str, Any]:
    """One entry of a request's history."""
    by = {"name": entry.actor_name, "role": entry.actor_role} if entry.actor_id else None
    return {
        "state": entry.state,
        "action": entry.action,
        "at": entry.at.isoformat(),
        "by": by,
        "note": entry.note,
        "marks": [{"name": name, "remark": entry.remarks.get(name, "")} for name in entry.fields],
    }


def letter_shape(letter: Letter) -> dict[str, Any]:
    """A letter and its document."""
    document = letter.current_document
    return {
        "id": str(letter.pk),
        "number": letter.number,
        "state": letter.state,
        "request": str(letter.request_id),
        "village": letter.village_id,
        "issued_on": letter.issued_on.isoformat(),
        "valid_until": letter.valid_until.isoformat() if letter.valid_until else None,
        "document": {
            "state": _document_state(letter),
            "sha256": document.sha256 if document else None,
            "bytes": document.size if document else None,
        },
        "token": letter.token,
        "verification_url": f"{settings.BASE_URL}/v/{letter.token}/",
    }


def _document_state(letter: Letter) -> str:
    if letter.revoked_at is not None and letter.issued_at is None:
        # The camat declined: the letter keeps its number and never gets a PDF.
        return "none"
    return "rendering" if letter.document_state in UNFINISHED else letter.document_state
