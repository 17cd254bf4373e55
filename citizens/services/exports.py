"""Asking for a list of residents, making its file, and throwing the file away."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from citizens.file_wish import PDF, Wish
from citizens.imports.exporting import export_file, exported_people
from citizens.models import ResidentExport
from citizens.registers.books import Part, PopulationBook
from citizens.registers.files import book_paper
from citizens.registers.shelf import BOOKS
from foundation.access.roles import OFFICE_ROLES, Actor
from foundation.audit.journal import record_list
from foundation.audit.models import Purpose, Screen
from foundation.documents import storage
from foundation.jobs.claims import Claim
from foundation.jobs.events import record

KEPT_FOR = timedelta(hours=24)
State = ResidentExport.State


@transaction.atomic
def export_ask(
    actor: Actor, village_code: str, *, format: str, hamlet: str, status: int | None, whole: bool, reason: str
) -> ResidentExport:
    """Have a list of residents made, and write down that it was asked for. Http404 for a village out of reach.

    The caller has asked for the second factor. `hamlet` is the code of a dusun of the village or empty, `status` a
    code of the list or None for all. Records `export.asked`.
    """
    if not actor.reaches(village_code, *OFFICE_ROLES) or (
        hamlet and not hamlet.startswith(village_code + ".")
    ):
        raise Http404
    export = ResidentExport.objects.create(
        village_id=village_code,
        area_code=village_code,
        format=format,
        hamlet=hamlet,
        status=status,
        whole_numbers=whole,
        reason=reason,
        created_by=actor.account_id,
        expires_at=timezone.now() + KEPT_FOR,
    )
    return _ordered(actor, export, exported_people(export).count())


@transaction.atomic
def book_ask(actor: Actor, book: PopulationBook, part: Part, wish: Wish, reason: str) -> ResidentExport:
    """Have a long book put on paper by a worker, and write down that it was asked for. Http404 out of reach.

    The caller has asked for the second factor. Records `export.asked`.
    """
    village_code = part.village.code
    if not actor.reaches(village_code, *OFFICE_ROLES):
        raise Http404
    export = ResidentExport.objects.create(
        village_id=village_code,
        area_code=village_code,
        format=PDF,
        book=book.slug,
        hamlet=part.hamlet,
        year=part.year,
        whole_numbers=wish.whole,
        reason=reason,
        created_by=actor.account_id,
        expires_at=timezone.now() + KEPT_FOR,
    )
    return _ordered(actor, export, book.entries(part).count())


def export_make(export_id: UUID, claim: Claim) -> None:
    """Make an export's file; carried out again it does nothing.

    The rows are read in one transaction; none is open while a long list is put on paper, and the claim is prolonged.
    """
    with claim.reading():
        export = ResidentExport.objects.select_related("village__parent").get(pk=export_id)
        made = _read(export) if export.state == State.WORKING else b""
    if not made:
        return
    path = storage.save(made if isinstance(made, bytes) else made(after_part=claim.extend)).path
    with claim.result():
        ResidentExport.objects.filter(pk=export_id).update(state=State.READY, path=path)


def export_give_up(export_id: UUID) -> None:
    """Note that an export's file can't be made."""
    ResidentExport.objects.filter(pk=export_id).update(state=State.FAILED)


def own_export(actor: Actor, export_id: UUID | str) -> ResidentExport:
    """The actor's own export, by an actor who still works there; Http404 for anybody else's."""
    export = ResidentExport.objects.filter(pk=export_id, created_by=actor.account_id).first()
    if export is None or not actor.reaches(export.village_id, *OFFICE_ROLES):
        raise Http404
    return export


def _ordered(actor: Actor, export: ResidentExport, people: int) -> ResidentExport:
    export.people = people
    export.save(update_fields=["people"])
    record_list(
        actor,
        people,
        screen=Screen.EXPORT,
        purpose=Purpose.OTHER,
        reason=export.reason,
        reference_id=export.pk,
    )
    record("export.asked", key=str(export.pk), area_code=export.area_code, export=export.pk)
    return export


def _read(export: ResidentExport) -> bytes | Callable[..., bytes]:
    if not export.book:
        return export_file(export)
    part = Part(export.village, export.hamlet, export.year)
    return book_paper(BOOKS[export.book], part, whole=export.whole_numbers)
