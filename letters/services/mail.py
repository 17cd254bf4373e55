"""Letters that come in: recorded under the next agenda number, passed on to officials, reported back on."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.guard import get_reachable
from foundation.access.roles import OFFICE_ROLES, Actor, Role
from foundation.jobs.events import record
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.models import Disposition, DispositionTask, IncomingLetter, RegisterEntry
from letters.numbering import advance, incoming_register_of, today_in
from letters.permissions import own_village
from villages.models import Official
from villages.queries import in_office, official_of, profile_of

from .paper import CLERKS
from .transition import database_now

LEADERS = (Role.SECRETARY, Role.HEAD)
"""Those who pass letters on."""


@dataclass(frozen=True)
class IncomingData:
    """What an incoming letter says of itself, and when it came."""

    sender: str
    sender_number: str
    date: datetime.date
    received_on: datetime.date
    subject: str
    classification: str = ""
    urgency: str = IncomingLetter.Urgency.ORDINARY
    secrecy: str = IncomingLetter.Secrecy.ORDINARY


@transaction.atomic
def incoming_record(actor: Actor, data: IncomingData) -> RegisterEntry:
    """Records a letter that came in under the next agenda number. Locks the register's counter.

    Raises NotAllowed, and WrongInput for dates ahead of today or in the wrong order.
    """
    village = own_village(actor, *CLERKS)
    today = today_in(village)
    if data.received_on > today:
        raise WrongInput({"received_on": [_("Tanggal diterima tidak boleh sesudah hari ini.")]})
    if data.date > data.received_on:
        raise WrongInput({"date": [_("Tanggal surat tidak boleh sesudah tanggal diterima.")]})
    letter = IncomingLetter.objects.create(
        village=village,
        area_code=village.pk,
        sender=data.sender,
        sender_number=data.sender_number,
        date=data.date,
        received_on=data.received_on,
        subject=data.subject,
        classification=data.classification,
        urgency=data.urgency,
        secrecy=data.secrecy,
        recorded_by_id=actor.account_id,
        recorded_by_name=actor.name[:120],
    )
    register = incoming_register_of(profile_of(village.pk))
    # The agenda number is given today, whenever the letter came: that is what keeps the book in order.
    year, sequence, day = advance(village, register)
    secret = data.secrecy != IncomingLetter.Secrecy.ORDINARY
    return RegisterEntry.objects.create(
        village=village,
        area_code=village.pk,
        direction=RegisterEntry.Direction.IN,
        register=register,
        year=year,
        sequence=sequence,
        date=day,
        number=data.sender_number,
        incoming=letter,
        party=data.sender,
        # What is secret is not found by its words.
        subject="" if secret else data.subject,
    )


@transaction.atomic
def disposition_give(
    incoming_id: UUID | str,
    actor: Actor,
    *,
    official_ids: Sequence[UUID | str],
    instruction: str,
    due_on: datetime.date | None = None,
) -> Disposition:
    """The head or secretary passes a letter on to officials in office, with what to do and until when.

    Locks the letter. Event: mail.disposed. Raises Http404, WrongInput.
    """
    rows = IncomingLetter.objects.select_for_update(of=("self",)).select_related("village")
    letter = get_reachable(rows, actor, incoming_id, *LEADERS)
    officials = list(in_office().filter(region_id=letter.village_id, pk__in=list(official_ids)))
    if not officials or len(officials) != len(set(map(str, official_ids))):
        raise WrongInput({"officials": [_("Pilih paling sedikit satu pejabat yang sedang menjabat.")]})
    if not instruction.strip():
        raise WrongInput({"instruction": [_("Tulis apa yang harus dilakukan.")]})
    if due_on is not None and due_on < today_in(letter.village):
        raise WrongInput({"due_on": [_("Batas waktu tidak boleh sebelum hari ini.")]})
    disposition = Disposition.objects.create(
        incoming=letter,
        instruction=instruction.strip()[:500],
        due_on=due_on,
        given_by_id=actor.account_id,
        given_by_name=_title_of(actor, letter)[:160],
    )
    DispositionTask.objects.bulk_create(
        DispositionTask(
            disposition=disposition,
            village_id=letter.village_id,
            area_code=letter.village_id,
            official=official,
            name=f"{official.name} ({official.title})"[:160],
            user_id=official.user_id,
            due_on=due_on,
        )
        for official in officials
    )
    record("mail.disposed", key=str(disposition.pk), area_code=letter.village_id, disposition=disposition.pk)
    return disposition


@transaction.atomic
def disposition_report(task_id: UUID | str, actor: Actor, *, report: str) -> DispositionTask:
    """An official reports that the part of a disposition is done; head or secretary may report for those without an
    account. Locks the task. Raises Http404, NotAllowed, OutOfTurn, WrongInput."""
    rows = DispositionTask.objects.select_for_update(of=("self",))
    task = get_reachable(rows, actor, task_id, *OFFICE_ROLES)
    if task.user_id != actor.user_id and not actor.reaches(task.area_code, *LEADERS):
        raise NotAllowed(_("Disposisi ini ditujukan kepada pejabat lain."))
    if task.done_at is not None:
        raise OutOfTurn(_("Disposisi ini sudah dilaporkan selesai."))
    if not report.strip():
        raise WrongInput({"report": [_("Tulis apa yang sudah dilakukan.")]})
    task.done_at = database_now()
    task.report = report.strip()[:500]
    task.reported_by = actor.name[:120]
    task.save(update_fields=["done_at", "report", "reported_by"])
    return task


def _title_of(actor: Actor, letter: IncomingLetter) -> str:
    official: Official | None = official_of(letter.village, actor.user_id)
    return f"{official.name} ({official.title})" if official else actor.name
