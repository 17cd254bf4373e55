"""What letters hold of a person, for the copy that the person may ask for."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from citizens.models import Resident
from citizens.rights.personal_data import Fact, Part, fact, facts_of

from .models import Handover, Letter, PrintLog, Request, Scan
from .presentation import DONE_LABELS

PRINTED = ("printed_at", "copies", "purpose")
GIVEN = ("way", "sent_on", "receiver", "relation", "note")


def personal_parts(resident: Resident) -> Iterable[Part]:
    """Requests with what was filled in, sent and decided, and letters with the data that they were made from."""
    people = [resident.pk, *resident.merged.values_list("pk", flat=True)]
    requests = Request.objects.filter(resident__in=people).select_related("type_version")
    rows = list(requests.prefetch_related("history", "attachments").order_by("-created_at"))
    yield Part(
        "requests",
        _("Permohonan surat"),
        [_request(row) for row in rows],
        _("Berkas yang dikirim dapat dibuka di halaman Surat saya."),
    )
    letters = Letter.objects.filter(request__in=rows).order_by("-issued_on", "-id")
    yield Part("letters", _("Surat"), [_letter(row) for row in letters])
    prints = PrintLog.objects.filter(letter__in=letters).order_by("-printed_at")
    yield Part("prints", _("Cetakan surat"), [_of_letter(row.letter, row, *PRINTED) for row in prints])
    given = Handover.objects.filter(entry__letter__in=letters).select_related("entry__letter")
    yield Part(
        "handovers",
        _("Surat yang diambil atau dikirim"),
        [_of_letter(row.entry.letter, row, *GIVEN) for row in given.order_by("-sent_on", "id")],
    )
    scans = Scan.objects.filter(entry__letter__in=letters).select_related("entry__letter")
    yield Part(
        "scans",
        _("Pindaian surat asli"),
        [_of_letter(row.entry.letter, row, "name", "created_at") for row in scans.order_by("created_at")],
    )


def _of_letter(letter: Letter | None, row: Model, *names: str) -> list[Fact]:
    number = letter.number if letter is not None else ""
    return [fact("number", _("Nomor surat"), number), *facts_of(row, *names)]


def _request(row: Request) -> list[Fact]:
    labels = {spec["name"]: spec["label"] for spec in row.type_version.fields}
    answers = {labels.get(name, name): value for name, value in row.data.items()}
    labels |= {spec["name"]: spec["label"] for spec in row.type_version.documents}
    facts = [
        fact("kind", _("Jenis surat"), row.type_version.name),
        *facts_of(row, "code", "state", "channel", "created_at", "submitted_at", "vouched_at"),
    ]
    if answers:
        facts.append(fact("answers", _("Isian"), answers))
    if row.before_return:
        earlier = {labels.get(name, name): value for name, value in row.before_return["data"].items()}
        facts.append(fact("answers_before", _("Isian sebelum dikembalikan"), earlier))
    files = [f"{file.document}: {file.name}" for file in row.attachments.all()]
    if files:
        facts.append(fact("files", _("Berkas"), files))
    steps = [
        f"{step.at:%Y-%m-%d} {DONE_LABELS.get(step.action, step.action)}"
        + (f" ({step.note})" if step.note else "")
        + "".join(f"; {labels.get(name, name)}: {remark}" for name, remark in step.remarks.items())
        for step in row.history.all()
    ]
    return [*facts, *([fact("steps", _("Langkah"), steps)] if steps else [])]


def _letter(row: Letter) -> list[Fact]:
    facts = facts_of(
        row, "number", "issued_on", "valid_until", "issued_at", "revoked_at", "revocation_reason"
    )
    return [*facts, fact("snapshot", _("Data dalam surat"), row.snapshot.get("values", {}))]
