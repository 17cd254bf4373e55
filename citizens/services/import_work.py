"""What an import costs work: reading and comparing a file, applying it, taking it back.

It is done by whoever holds the means to it: a worker with the claim of a job, or a command on the server. Each can be
carried out again without harm.
"""

from contextlib import AbstractContextManager
from typing import Any, Protocol, cast
from uuid import UUID

import pghistory
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.imports.applying import RegionsChanged, apply_rows
from citizens.imports.checks import check_rows
from citizens.imports.columns import NAMES, OPENSID_MARK, SHEETS
from citizens.imports.comparison import compare
from citizens.imports.places import places_of
from citizens.imports.staging import stage_rows
from citizens.imports.transfers import propose_transfers
from citizens.imports.undoing import BuiltUpon, undo_rows
from citizens.models import ImportBatch
from foundation.accounts.models import User
from foundation.documents.storage import read_stored
from foundation.jobs.events import record
from foundation.tabular.header import Header, find_header, plain_label
from foundation.tabular.reading import Table, TableRefused, read_table

State = ImportBatch.State


class Means(Protocol):
    """Transactions that reach the batch's village: one for short steps, one that ends the work. A claim is such."""

    def reading(self) -> AbstractContextManager[None]:
        """A short transaction."""

    def result(self) -> AbstractContextManager[None]:
        """The transaction in which the result is written."""


def import_preview(batch_id: UUID, means: Means) -> None:
    """Read a batch's file, check its rows and compare them with the register; the batch then awaits consent.

    Carried out again it does nothing. A file that can't be read ends the batch, with what to do as its notice.
    """
    with means.reading():
        batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != State.READING:
        return _do_nothing(means)
    try:
        table = read_table(read_stored(batch.path), sheets=SHEETS)
        header = _header(table)
    except TableRefused as refusal:
        with means.result():
            ImportBatch.objects.filter(pk=batch_id).update(state=State.FAILED, notice=refusal.messages[0])
        return None
    _progress(means, batch, 40)
    with means.reading():
        places = places_of(batch.village_id)
    rows = check_rows(header, table.rows, places, timezone.localdate())
    _progress(means, batch, 70)
    with means.result():
        stage_rows(batch, rows)
        batch.sheet = table.sheet[:60]
        batch.format = _format(table, header)
        batch.unused_columns = header.unknown
        batch.new_regions = list(places.planned.values())
        batch.counts, batch.state, batch.progress = compare(batch), State.READY, 100
        batch.save()
    return None


def import_apply(batch_id: UUID, means: Means) -> None:
    """Write the accepted rows into the register, in one transaction; carried out again it does nothing.

    The rows are compared anew first, under locks. Where the register has changed so that the outcome is another one
    than the clerk agreed to, nothing is applied and the new preview awaits consent.
    """
    with means.result():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state != State.APPLYING:
            return
        _one_at_a_time(batch)
        counts = compare(batch, lock=True)
        if counts != batch.counts:
            batch.counts, batch.state = counts, State.READY
            batch.notice = _(
                "Data penduduk berubah sejak pratinjau. Periksa pratinjau yang baru, lalu terapkan lagi."
            )
        else:
            _apply(batch)
        batch.progress = 100
        batch.save()
        _tell(batch, State.APPLIED)


def import_undo(batch_id: UUID, means: Means) -> None:
    """Bring the register back to what it was before the batch; carried out again it does nothing.

    Where something was built on the import nothing changes, and the batch's notice names whom that concerns.
    """
    with means.result():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state != State.UNDOING:
            return
        _one_at_a_time(batch)
        try:
            with transaction.atomic(), _kept_as(batch, batch.undone_by):
                undo_rows(batch)
        except BuiltUpon as error:
            batch.state, batch.undone_by = State.APPLIED, None
            batch.notice = _(
                "Impor ini tidak dapat dibatalkan, karena sesudahnya sudah ada yang memakai data: %(names)s."
            ) % {"names": ", ".join(error.names)}
        except IntegrityError:
            batch.state, batch.undone_by = State.APPLIED, None
            batch.notice = _("Impor ini tidak dapat dibatalkan, karena datanya sudah dipakai di bagian lain.")
        else:
            batch.state, batch.undone_at = State.UNDONE, timezone.now()
            batch.rows.all().delete()
            batch.changes.all().delete()
        batch.progress = 100
        batch.save()
        _tell(batch, State.UNDONE)


def _apply(batch: ImportBatch) -> None:
    now = timezone.now()
    try:
        with transaction.atomic(), _kept_as(batch, batch.applied_by):
            apply_rows(batch, now)
            propose_transfers(batch)
    except RegionsChanged:
        batch.state = State.FAILED
        batch.notice = _("Daftar dusun berubah sejak pratinjau. Unggah ulang berkasnya.")
    except IntegrityError:
        batch.state = State.READY
        batch.notice = _(
            "Belum dapat diterapkan, karena isi berkas bertentangan dengan data desa, misalnya dua keluarga bertukar "
            "kepala keluarga. Tidak ada data yang berubah."
        )
    else:
        batch.state, batch.applied_at = State.APPLIED, now


def _tell(batch: ImportBatch, outcome: str) -> None:
    """The village's register is another one now: whoever reckons from it may reckon again."""
    if batch.state == outcome:
        key = f"{batch.pk}:{outcome}:{batch.undone_at or batch.applied_at}"
        record("register.imported", key=key, area_code=batch.area_code, batch=batch.pk)


def _header(table: Table) -> Header:
    header = find_header(table.rows, NAMES)
    if header is None or not {"nik", "name"} & set(header.columns):
        raise TableRefused(
            _(
                "Judul kolom NIK dan nama tidak ditemukan. Pakai templat kami atau buku kerja OpenSID apa adanya."
            ),
            code="header",
        )
    if header.repeated:
        raise TableRefused(
            _("Kolom %(columns)s tertulis dua kali. Hapus salah satunya.")
            % {"columns": ", ".join(header.repeated)},
            code="repeated",
        )
    return header


def _format(table: Table, header: Header) -> str:
    labels = {plain_label(label) for row in table.rows[: header.first_row] for label in row}
    return ImportBatch.Format.OPENSID if labels >= OPENSID_MARK else ImportBatch.Format.TEMPLATE


def _kept_as(batch: ImportBatch, account_id: UUID | None) -> AbstractContextManager[Any]:
    """What the history of each row says of its change: by whose word, and by which import."""
    known = User.objects.filter(pk=account_id).first() if account_id else None
    told = {
        "user": str(account_id or ""),
        "name": known.name if known else "",
        "kind": "import",
        "batch": str(batch.pk),
    }
    return cast(AbstractContextManager[Any], pghistory.context(**told))


def _one_at_a_time(batch: ImportBatch) -> None:
    """Two imports of one village wait for each other to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('import ' || %s, 0))", [batch.village_id]
        )


def _progress(means: Means, batch: ImportBatch, percent: int) -> None:
    with means.reading():
        ImportBatch.objects.filter(pk=batch.pk).update(progress=percent)


def _do_nothing(means: Means) -> None:
    with means.result():
        return
