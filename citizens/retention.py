"""How the rows behind the register's rules of retention are found, and what is done to them."""

from datetime import datetime

from django.db.models import Q

from foundation.retention.rules import Done, Keeper, Rows

from .models import CorrectionRequest, EventProposal, IdentityCheck, ImportBatch, ResidentExport, Stay

State = CorrectionRequest.State


def _lists(before: datetime) -> Rows:
    return ResidentExport.objects.filter(state=ResidentExport.State.READY, created_at__lt=before)


def _forget_lists(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    return Done(rows.update(state=ResidentExport.State.EXPIRED, path=""), paths)


def _orders(before: datetime) -> Rows:
    return ResidentExport.objects.filter(created_at__lt=before)


def _imports(before: datetime) -> Rows:
    running = [ImportBatch.State.APPLYING, ImportBatch.State.UNDOING]
    return ImportBatch.objects.filter(created_at__lt=before, forgotten=False).exclude(state__in=running)


def _forget_imports(rows: Rows) -> Done:
    """File, rows, and the means to undo."""
    paths = tuple(rows.values_list("path", flat=True))
    for batch in rows:
        batch.rows.all().delete()
        batch.changes.all().delete()
    return Done(rows.update(forgotten=True, path=""), paths)


def _refused_proof(before: datetime) -> Rows:
    refused = CorrectionRequest.objects.filter(state__in=[State.REFUSED, State.WITHDRAWN])
    return refused.filter(decided_at__lt=before).exclude(path="")


def _forget_proof(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    return Done(rows.update(path=""), paths)


def _corrections(before: datetime) -> Rows:
    return CorrectionRequest.objects.filter(decided_at__lt=before)


def _erase_corrections(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    rows.delete()
    return Done(len(paths), paths)


def _proposals(before: datetime) -> Rows:
    return EventProposal.objects.filter(Q(settled_at__lt=before))


def _stays(before: datetime) -> Rows:
    return Stay.objects.filter(ended_at__lt=before)


def _checks(before: datetime) -> Rows:
    return IdentityCheck.objects.filter(asked_at__lt=before)


KEEPERS = {
    "identity-checks": Keeper(_checks),
    "resident-lists": Keeper(_lists, _forget_lists),
    "resident-list-orders": Keeper(_orders),
    "import-rows": Keeper(_imports, _forget_imports),
    "refused-correction-proof": Keeper(_refused_proof, _forget_proof),
    "corrections": Keeper(_corrections, _erase_corrections),
    "event-proposals": Keeper(_proposals),
    "ended-stays": Keeper(_stays),
}
