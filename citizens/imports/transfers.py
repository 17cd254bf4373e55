"""People of a file who are registered in another village: a proposal to that village, never a takeover."""

from citizens import code_lists
from citizens.models import EventProposal, ImportBatch, ImportRow, LifeEvent, Resident
from foundation.access.reach import elevated
from villages.models import Region


def propose_transfers(batch: ImportBatch) -> None:
    """Propose to each other village that these residents moved out to the batch's.

    The clerk there records the move, which announces the arrival here, or sets the proposal aside. The same person is
    proposed once for each village that asks. Must be called inside a transaction; it looks and writes beyond its reach
    for the numbers that the rows name, and for nothing else.
    """
    rows = ImportRow.objects.filter(batch=batch, outcome=ImportRow.Outcome.ELSEWHERE)
    niks = [nik for nik in rows.values_list("nik", flat=True) if nik]
    if not niks:
        return
    destination = Region.objects.get(code=batch.village_id)
    with elevated():
        people = Resident.objects.filter(nik__in=niks, status=code_lists.ALIVE).exclude(
            village_id=destination.code
        )
        proposals = [
            EventProposal(
                kind=LifeEvent.Kind.MOVE_OUT,
                resident=person,
                village_id=person.village_id,
                area_code=person.area_code,
                source=EventProposal.Source.VILLAGE,
                source_key=f"import:{destination.code}:{person.pk}",
                data={
                    "village": destination.code,
                    "asked_by": destination.official_title,
                    "movers": [str(person.pk)],
                    "people": [person.name],
                },
            )
            for person in people
        ]
        EventProposal.objects.bulk_create(proposals, ignore_conflicts=True)
