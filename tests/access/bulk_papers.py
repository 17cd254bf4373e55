"""A file that waits to be imported and a list that waits to be downloaded, each with one resident."""

from datetime import timedelta

from django.utils import timezone
from uuid6 import uuid7

from citizens.models import ImportBatch, ImportRow, Resident, ResidentExport
from foundation.documents.storage import save


def make_batch(resident: Resident) -> ImportBatch:
    """A file with this one resident, read and waiting for consent."""
    batch = ImportBatch.objects.create(
        village_id=resident.village_id,
        area_code=resident.village_id,
        state=ImportBatch.State.READY,
        path=save(f"NIK;Nama lengkap\n{resident.nik};{resident.name}\n".encode()).path,
        file_name="penduduk.csv",
        counts={"unchanged": 1},
    )
    ImportRow.objects.create(
        batch=batch,
        area_code=batch.area_code,
        number=2,
        outcome=ImportRow.Outcome.UNCHANGED,
        nik=resident.nik,
        name=resident.name,
        resident_id=resident.pk,
        data={"nik": resident.nik, "name": resident.name},
        family_data={},
        changes={},
        family_changes={},
        faults=[],
        reasons=[],
        notes=[],
    )
    return batch


def make_export(resident: Resident) -> ResidentExport:
    """A list of the resident's village that somebody else asked for: nobody of the cast may fetch it."""
    return ResidentExport.objects.create(
        village_id=resident.village_id,
        area_code=resident.village_id,
        state=ResidentExport.State.READY,
        format=ResidentExport.Format.CSV,
        reason="Rapat desa tahunan",
        path=save(f"{resident.name}".encode()).path,
        created_by=uuid7(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
