"""What an applicant changed between a request's return and its being handed in again."""

from typing import Any

from django.utils.translation import gettext as _

from .models import Request
from .presentation import answer_rows
from .workflow import State


def kept_for_comparison(request: Request) -> dict[str, Any]:
    """The answers and documents as they are, so that the office sees later what was changed; ids of files only."""
    files = request.attachments.values_list("pk", "document")
    return {"data": request.data, "files": [[str(pk), document] for pk, document in files]}


def changes_since_return(request: Request) -> list[dict[str, str]] | None:
    """Each answer and document that was changed (label, before, after); None where nothing was sent back before."""
    kept = request.before_return
    if request.state != State.SUBMITTED or kept is None:
        return None
    version = request.type_version
    before = {row["label"]: row["value"] for row in answer_rows(version, kept["data"])}
    after = {row["label"]: row["value"] for row in answer_rows(version, request.data)}
    changes = [
        {"label": label, "before": before.get(label, ""), "after": after.get(label, "")}
        for label in dict.fromkeys([*after, *before])
        if before.get(label, "") != after.get(label, "")
    ]
    return changes + _documents(request, kept["files"])


def _documents(request: Request, kept: list[list[str]]) -> list[dict[str, str]]:
    labels = {spec["name"]: spec["label"] for spec in request.type_version.documents}
    now = {str(file.pk): file for file in request.attachments.all()}
    was = {pk for pk, _document in kept}
    gone = {document for pk, document in kept if pk not in now}
    new: dict[str, list[str]] = {}
    for pk, file in now.items():
        if pk not in was:
            new.setdefault(file.document, []).append(file.name)
    return [
        {
            "label": labels.get(document, document),
            "before": _("berkas lama dihapus") if document in gone else "",
            "after": ", ".join(new.get(document, [])),
        }
        for document in labels
        if document in gone or document in new
    ]
