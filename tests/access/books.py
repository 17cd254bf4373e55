"""Rows of the village's books: numbers kept and used on paper, deliveries, and incoming mail."""

from uuid import UUID

from django.utils import timezone

from foundation.accounts.models import User
from foundation.documents.storage import save
from letters.models import (
    Disposition,
    DispositionTask,
    Handover,
    IncomingLetter,
    PaperLetter,
    RegisterEntry,
    Reservation,
    Scan,
)
from villages.models import Official

from .cast import in_office


def make_books(village: str, clerk: User, place: int, *, name: str) -> list[UUID]:
    """A kept number, and a paper letter with its scan and delivery: reservation, number, number, scan, delivery."""
    today = timezone.localdate()
    common = {
        "village_id": village,
        "area_code": village,
        "register": "semua",
        "year": today.year,
        "date": today,
    }
    first = place * 100
    block = Reservation.objects.create(
        **common,
        first=first,
        last=first,
        number_format="{nomor}/{tahun}",
        reason="Listrik padam",
        reserved_by=clerk.name,
    )
    reserved = RegisterEntry.objects.create(
        **common, direction="out", sequence=first, number=f"{first}/{today.year}", reservation=block
    )
    letter = PaperLetter.objects.create(
        village_id=village,
        classification="005",
        date=today,
        addressee=name,
        subject="Undangan",
        recorded_by=clerk,
    )
    entry = RegisterEntry.objects.create(
        **common,
        direction="out",
        sequence=first + 1,
        number=f"{first + 1}/{today.year}",
        paper=letter,
        party=name,
        subject="Undangan",
    )
    stored = save(b"\xff\xd8\xff\xe0 a scan of " + entry.pk.bytes)
    scan = Scan.objects.create(
        entry=entry,
        name="surat.jpg",
        content_type="image/jpeg",
        size=stored.size,
        sha256=stored.sha256,
        path=stored.path,
        uploaded_by=clerk,
        uploaded_by_name=clerk.name,
    )
    handover = Handover.objects.create(
        entry=entry,
        way="courier",
        sent_on=today,
        receiver=name,
        signature=stored.path,
        handed_by=clerk,
        handed_by_name=clerk.name,
    )
    return [
        block.pk,
        reserved.pk,
        entry.pk,
        scan.pk,
        handover.pk,
        *make_mail(village, clerk, first + 2, name),
    ]


def make_mail(village: str, clerk: User, sequence: int, name: str) -> list[UUID]:
    """A letter that came in, and the task of a disposition: letter, task."""
    today = timezone.localdate()
    letter = IncomingLetter.objects.create(
        village_id=village,
        area_code=village,
        sender=name,
        sender_number=f"005/{sequence}",
        date=today,
        received_on=today,
        subject="Undangan rapat",
        recorded_by=clerk,
        recorded_by_name=clerk.name,
    )
    RegisterEntry.objects.create(
        village_id=village,
        area_code=village,
        register="semua",
        year=today.year,
        date=today,
        direction="in",
        sequence=sequence,
        number=letter.sender_number,
        incoming=letter,
        party=name,
        subject=letter.subject,
    )
    disposition = Disposition.objects.create(
        incoming=letter, instruction="Hadiri", given_by=clerk, given_by_name=clerk.name
    )
    official = in_office(clerk, village, Official.Position.SECRETARY)
    task = DispositionTask.objects.create(
        disposition=disposition, village_id=village, area_code=village, official=official, name=name
    )
    return [letter.pk, task.pk]
