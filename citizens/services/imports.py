"""Importing residents: what people ask for. Each is a short transaction that moves the batch on and records an event;
the work is in import_work.py.
"""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.models import ImportBatch, ImportRow
from foundation.access.guard import get_reachable
from foundation.access.roles import Actor, Role
from foundation.documents.storage import save
from foundation.jobs.events import record

IMPORTERS = (Role.OPERATOR, Role.SECRETARY)
State = ImportBatch.State


class ImportOutOfTurn(Exception):
    """The import is not in the state that the step starts from; somebody else was faster, perhaps."""


@transaction.atomic
def import_upload(actor: Actor, village_code: str, content: bytes, name: str) -> ImportBatch:
    """Store a file for a village and have it read. Http404 for a village out of the actor's reach.

    Records `import.uploaded`. The name is only shown again.
    """
    if not actor.reaches(village_code, *IMPORTERS):
        raise Http404
    batch = import_open(village_code, content, name, created_by=actor.account_id)
    record("import.uploaded", key=str(batch.pk), area_code=village_code, batch=batch.pk)
    return batch


def import_open(village_code: str, content: bytes, name: str, *, created_by: UUID | None) -> ImportBatch:
    """Store a file and open a batch for it; `created_by` is None for a command on the server."""
    shown = "".join(
        character for character in name.replace("\\", "/").split("/")[-1] if character.isprintable()
    )
    return ImportBatch.objects.create(
        village_id=village_code,
        area_code=village_code,
        path=save(content).path,
        file_name=shown[:100] or "berkas",
        created_by=created_by,
    )


@transaction.atomic
def import_confirm(batch_id: UUID | str, actor: Actor) -> ImportBatch:
    """Have a previewed batch applied. Http404 out of reach, ImportOutOfTurn unless it awaits consent.

    Locks the batch; records `import.confirmed`.
    """
    batch = _in_turn(batch_id, actor, State.READY)
    batch.state, batch.progress, batch.notice, batch.applied_by = State.APPLYING, 0, "", actor.account_id
    batch.save()
    record("import.confirmed", key=_turn_key(batch), area_code=batch.area_code, batch=batch.pk)
    return batch


def import_agree(batch_id: UUID) -> None:
    """Agree to a preview in the name of whoever runs a command on the server; the caller applies it itself."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != State.READY:
        raise ImportOutOfTurn
    batch.state = State.APPLYING
    batch.save()


@transaction.atomic
def import_ask_undo(batch_id: UUID | str, actor: Actor) -> ImportBatch:
    """Have an applied batch taken back. Http404 out of reach, ImportOutOfTurn unless it is applied.

    Locks the batch; records `import.undo_asked`.
    """
    batch = _in_turn(batch_id, actor, State.APPLIED)
    batch.state, batch.progress, batch.notice, batch.undone_by = State.UNDOING, 0, "", actor.account_id
    batch.save()
    record("import.undo_asked", key=_turn_key(batch), area_code=batch.area_code, batch=batch.pk)
    return batch


@transaction.atomic
def import_discard(batch_id: UUID | str, actor: Actor) -> ImportBatch:
    """Throw away a batch that is not to be applied, with its rows. Http404 out of reach, ImportOutOfTurn else."""
    batch = _in_turn(batch_id, actor, State.READY, State.FAILED)
    batch.state = State.DISCARDED
    batch.save()
    ImportRow.objects.filter(batch=batch).delete()
    return batch


def import_give_up(batch_id: UUID) -> None:
    """Note on a batch that its job failed for good: nothing of it was applied, and people can start again."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    before = {State.APPLYING: State.READY, State.UNDOING: State.APPLIED, State.READING: State.FAILED}
    batch.state = before.get(State(batch.state), State(batch.state))
    batch.notice = _(
        "Langkah ini belum berhasil karena gangguan pada sistem. Tidak ada data yang berubah. Coba lagi."
    )
    batch.save()


def _in_turn(batch_id: UUID | str, actor: Actor, *states: str) -> ImportBatch:
    batch = get_reachable(ImportBatch.objects.select_for_update(), actor, batch_id, *IMPORTERS)
    if batch.state not in states or batch.forgotten:
        raise ImportOutOfTurn
    return batch


def _turn_key(batch: ImportBatch) -> str:
    """A step may be asked for again once it was given back; each time is an event of its own."""
    return f"{batch.pk}:{timezone.now().isoformat()}"
