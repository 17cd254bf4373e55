"""What was mended in a request since it came back, as the officer reads it who looks at it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from citizens.nik import mask

from .models import LetterTypeVersion, Request, RequestEvent
from .print_values import printed_fields
from .wording import COLUMNS, ROWS
from .workflow import State

LOOKED_AT_AGAIN = (State.SUBMITTED, State.CHECKED, State.INITIALLED)
"""States between handing in again and the signature."""
EMPTY: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Change:
    """One part: what became of it in a word, its texts before and after, and what was said of it."""

    label: str
    word: str
    before: str
    after: str
    is_changed: bool
    remark: str


@dataclass(frozen=True)
class Mending:
    """All that changed, and marked parts that did not."""

    returned: RequestEvent
    changes: Sequence[Change]

    @property
    def is_anything_changed(self) -> bool:
        """Whether the applicant mended anything at all."""
        return any(change.is_changed for change in self.changes)


def kept_for_comparison(request: Request) -> dict[str, Any]:
    """The answers and documents as they are, so that the office sees later what was mended."""
    return {"data": request.data, "documents": _files(request)}


def changes_since_return(request: Request) -> Mending | None:
    """What changed since the last return; None where nothing was sent back, or while it is being mended."""
    kept = request.before_return
    if request.state not in LOOKED_AT_AGAIN or kept is None:
        return None
    returned = request.history.filter(action="return").last()
    if returned is None:
        return None
    version = request.type_version
    changes = _answers(version, kept["data"], request.data, returned)
    changes += _documents(version, kept["documents"], _files(request), returned)
    return Mending(returned, changes)


def _files(request: Request) -> list[dict[str, str]]:
    # By what is in them: a photo that is sent again under another name is no change.
    return [
        {"document": file.document, "name": file.name, "sha256": file.sha256}
        for file in request.attachments.all()
    ]


def _answers(
    version: LetterTypeVersion, old: Mapping[str, Any], new: Mapping[str, Any], returned: RequestEvent
) -> list[Change]:
    texts_before, texts_after = printed_fields(version.fields, old), printed_fields(version.fields, new)
    changes = []
    for spec in version.fields:
        name = spec["name"]
        was, is_now = old.get(name), new.get(name)
        is_changed = was != is_now and not (was in EMPTY and is_now in EMPTY)
        if is_changed or name in returned.fields:
            before, after = _in_full(spec, texts_before), _in_full(spec, texts_after)
            if is_changed and before == after:
                after = _("%(text)s (rinciannya diubah)") % {"text": after}
            word = _word(was in EMPTY, is_now in EMPTY) if is_changed else _("tidak diubah")
            remark = returned.remarks.get(name, "")
            changes.append(Change(spec["label"], word, before, after, is_changed, remark))
    return changes


def _word(was_empty: bool, is_empty: bool) -> str:
    if was_empty:
        return _("diisi")
    return _("dikosongkan") if is_empty else _("diubah")


def _in_full(spec: Mapping[str, Any], texts: Mapping[str, Any]) -> str:
    """An answer with all that can differ in it; numbers of people masked."""
    name, kind = spec["name"], spec["type"]
    if kind == "resident":
        person = texts[name]
        return f"{person['nama']} ({mask(person.get('nik'))})" if person else ""
    if kind in ("people", "table"):
        return "\n".join(_row(spec["columns"], row) for row in texts[f"{name}.{ROWS}"])
    return str(texts[name])


def _row(columns: Sequence[str], row: Mapping[str, str]) -> str:
    # The database keeps no order of the cells.
    cells = [(column, row[column]) for column in columns if row.get(column)]
    return "; ".join(mask(text) if COLUMNS[column].kind == "nik" else text for column, text in cells)


def _documents(
    version: LetterTypeVersion,
    old: Sequence[Mapping[str, str]],
    new: Sequence[Mapping[str, str]],
    returned: RequestEvent,
) -> list[Change]:
    changes = []
    for spec in version.documents:
        name = spec["name"]
        was = [file for file in old if file["document"] == name]
        is_now = [file for file in new if file["document"] == name]
        gone, added = _without(was, is_now), _without(is_now, was)
        if gone or added or name in returned.fields:
            word = _file_word(gone=bool(gone), added=bool(added))
            before, after = _names(was), _names(is_now)
            remark = returned.remarks.get(name, "")
            changes.append(Change(spec["label"], word, before, after, bool(gone or added), remark))
    return changes


def _file_word(*, gone: bool, added: bool) -> str:
    if gone and added:
        return _("berkas diganti")
    if added:
        return _("berkas ditambahkan")
    return _("berkas dihapus") if gone else _("tidak diubah")


def _without(files: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]]) -> list[str]:
    """Files that are not among the others, by what is in them: a name says little."""
    known = {file["sha256"] for file in others}
    return [file["name"] for file in files if file["sha256"] not in known]


def _names(files: Sequence[Mapping[str, str]]) -> str:
    return ", ".join(file["name"] for file in files)
