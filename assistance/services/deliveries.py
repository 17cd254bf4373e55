"""Bringing data in: upload, reading and matching in a worker, a person's decisions, applying."""

from contextlib import AbstractContextManager
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.deliveries.matching import match_rows
from assistance.deliveries.reading import rows_of
from assistance.deliveries.writing import write_rows
from assistance.errors import AidRefused
from assistance.models import Delivery, DeliveryRow, Programme
from citizens import code_lists
from citizens.models import Resident
from foundation.access.guard import get_reachable
from foundation.access.reach import elevated
from foundation.access.roles import Actor, Role
from foundation.documents.storage import read_stored, save
from foundation.jobs.events import record
from foundation.tabular.reading import TableRefused, read_table

from .match import match_everybody, match_villages

SENDERS = (Role.SOCIAL_OFFICER,)
MANY_VILLAGES = 40
"""From so many villages on the matching of everybody is quicker than one village after the other."""
State = Delivery.State
Outcome = DeliveryRow.Outcome


class Means(Protocol):
    """How work reads and writes its result."""

    def result(self) -> AbstractContextManager[None]:
        """The transaction in which the result is written."""


@transaction.atomic
def delivery_upload(
    actor: Actor,
    content: bytes,
    name: str,
    *,
    kind: str,
    programme: Programme | None,
    source: str,
    valid_from: date,
    is_complete: bool = False,
) -> Delivery:
    """Keeps a file and has it read and matched. Records `delivery.uploaded`."""
    shown = "".join(letter for letter in name.replace("\\", "/").split("/")[-1] if letter.isprintable())
    delivery = Delivery.objects.create(
        kind=kind,
        programme=programme,
        source=source,
        valid_from=valid_from,
        is_complete=is_complete and kind == Delivery.Kind.RECIPIENTS,
        area_code=actor.codes(*SENDERS)[0],
        path=save(content).path,
        file_name=shown[:100] or "berkas",
        created_by=actor.user_id,
        created_by_name=actor.name,
    )
    record("delivery.uploaded", key=str(delivery.pk), area_code=delivery.area_code, delivery=delivery.pk)
    return delivery


def delivery_read(delivery_id: UUID, means: Means) -> None:
    """Reads the file and finds whom each row means; carried out again it begins anew."""
    with means.result():
        delivery = (
            Delivery.objects.select_related("programme").select_for_update(of=("self",)).get(pk=delivery_id)
        )
        if delivery.state != State.READING:
            return
        delivery.rows.all().delete()
        try:
            rows = list(rows_of(delivery, read_table(read_stored(delivery.path))))
        except TableRefused as refused:
            delivery.state, delivery.notice = State.FAILED, "; ".join(refused.messages)[:300]
            delivery.save()
            return
        DeliveryRow.objects.bulk_create(rows, batch_size=5000)
        with elevated():
            match_rows(delivery, _reasons())
        delivery.state = State.READY
        delivery.save()


@transaction.atomic
def row_decide(delivery_id: UUID, number: int, actor: Actor, resident_id: UUID | None) -> DeliveryRow:
    """Says whom an open row means, or that it means nobody. Http404 out of reach or for a row that is not open."""
    delivery = delivery_in_reach(actor, delivery_id)
    rows = DeliveryRow.objects.select_for_update(of=("self",)).filter(delivery=delivery, number=number)
    row = rows.filter(outcome__in=(Outcome.OPEN, Outcome.REFUSED)).first()
    if row is None or delivery.state != State.READY:
        raise Http404
    person = None
    if resident_id is not None:
        person = Resident.objects.filter(
            pk=resident_id, status=code_lists.ALIVE, family__isnull=False
        ).first()
        if person is None:
            raise Http404
    row.resident, row.family_id = person, person.family_id if person else None
    row.outcome = Outcome.MATCHED if person else Outcome.REFUSED
    row.reason = "" if person else _("Diputuskan: bukan warga yang tercatat.")
    row.decided_by_name = actor.name
    row.save()
    return row


@transaction.atomic
def delivery_confirm(delivery_id: UUID, actor: Actor) -> Delivery:
    """Has the matched rows written. Records `delivery.confirmed`. AidRefused unless it awaits the decision."""
    delivery = delivery_in_reach(actor, delivery_id, lock=True)
    if delivery.state != State.READY:
        raise AidRefused(_("Kiriman ini sudah diterapkan atau dibuang."))
    delivery.state = State.APPLYING
    delivery.save(update_fields=["state"])
    record("delivery.confirmed", key=str(delivery.pk), area_code=delivery.area_code, delivery=delivery.pk)
    return delivery


def delivery_apply(delivery_id: UUID, means: Means) -> None:
    """Writes the matched rows and matches those villages again; carried out again it does nothing."""
    with means.result():
        delivery = (
            Delivery.objects.select_related("programme").select_for_update(of=("self",)).get(pk=delivery_id)
        )
        if delivery.state != State.APPLYING:
            return
        with elevated():
            delivery.written = write_rows(delivery, _("Tidak ada lagi dalam daftar lengkap"))
            villages = _villages(delivery)
        if delivery.is_complete or len(villages) > MANY_VILLAGES:
            match_everybody()
        else:
            match_villages(villages)
        delivery.state, delivery.applied_at = State.APPLIED, timezone.now()
        delivery.save()


@transaction.atomic
def delivery_discard(delivery_id: UUID, actor: Actor) -> None:
    """Throws a delivery away that is not applied, with its rows."""
    delivery = delivery_in_reach(actor, delivery_id, lock=True)
    if delivery.state not in (State.READY, State.FAILED):
        raise AidRefused(_("Kiriman ini sudah diterapkan atau dibuang."))
    delivery.rows.all().delete()
    delivery.state = State.DISCARDED
    delivery.save(update_fields=["state"])


def delivery_give_up(delivery_id: UUID) -> None:
    """Says that the work on a delivery failed for good."""
    Delivery.objects.filter(pk=delivery_id).update(
        state=State.FAILED,
        notice=_("Kiriman tidak dapat diolah. Unggah ulang, atau hubungi pengelola sistem."),
    )


def delivery_in_reach(actor: Actor, delivery_id: UUID, *, lock: bool = False) -> Delivery:
    """The delivery with this id; Http404 alike for one out of reach and one that does not exist."""
    rows = (
        Delivery.objects.select_for_update(of=("self",))
        if lock
        else Delivery.objects.select_related("programme")
    )
    return get_reachable(rows, actor, delivery_id, *SENDERS)


def _villages(delivery: Delivery) -> list[str]:
    rows = delivery.rows.filter(outcome=Outcome.MATCHED, family__isnull=False)
    return list(rows.order_by().values_list("family__village", flat=True).distinct())


def _reasons() -> dict[str, str]:
    return {
        "no_family": _("NIK ini tercatat, tetapi orangnya belum punya keluarga (KK)."),
        "not_living": _("Orang ini tercatat meninggal atau pindah."),
        "other_name": _("NIK ini tercatat atas nama lain."),
        "decide": _("Nama, tanggal lahir, dan alamatnya mirip; putuskan."),
        "nobody": _("Tidak ditemukan di data penduduk."),
    }
