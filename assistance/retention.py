"""How the rows behind the rules of retention for social aid are found, and what is done to them."""

from datetime import datetime

from foundation.access.models import RateCount
from foundation.retention.rules import Done, Keeper, Rows

from .models import ContestReporter, Delivery, DeliveryRow, OutreachHint, PovertyCase, ReportMessage

ENDED = [Delivery.State.APPLIED, Delivery.State.DISCARDED, Delivery.State.FAILED]


def _refused_rows(before: datetime) -> Rows:
    return DeliveryRow.objects.filter(outcome=DeliveryRow.Outcome.REFUSED, delivery__created_at__lt=before)


def _rows(before: datetime) -> Rows:
    return DeliveryRow.objects.filter(delivery__state__in=ENDED, delivery__created_at__lt=before)


def _files(before: datetime) -> Rows:
    return Delivery.objects.filter(state__in=ENDED, created_at__lt=before).exclude(path="")


def _forget_files(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    return Done(rows.update(path=""), paths)


def _checks(before: datetime) -> Rows:
    return RateCount.objects.filter(key__startswith="aid-check", window_start__lt=before)


def _contacts(before: datetime) -> Rows:
    closed = PovertyCase.objects.filter(state=PovertyCase.State.CLOSED, closed_at__lt=before)
    return closed.exclude(contact="")


def _forget_contacts(rows: Rows) -> Done:
    return Done(rows.update(contact=""))


def _cases(before: datetime) -> Rows:
    return PovertyCase.objects.filter(state=PovertyCase.State.CLOSED, closed_at__lt=before)


def _evidence(before: datetime) -> Rows:
    return ContestReporter.objects.filter(contest__decided_at__lt=before).exclude(path="")


def _forget_evidence(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    return Done(rows.update(path="", file_name="", content_type=""), paths)


def _reporters(before: datetime) -> Rows:
    return ContestReporter.objects.filter(contest__decided_at__lt=before)


def _erase_reporters(rows: Rows) -> Done:
    paths = tuple(rows.values_list("path", flat=True))
    rows.delete()
    return Done(len(paths), paths)


def _hints(before: datetime) -> Rows:
    return OutreachHint.objects.filter(settled_at__lt=before)


def _messages(before: datetime) -> Rows:
    return ReportMessage.objects.filter(received_at__lt=before)


KEEPERS = {
    "report-messages": Keeper(_messages),
    "refused-delivery-rows": Keeper(_refused_rows),
    "delivery-rows": Keeper(_rows),
    "delivery-files": Keeper(_files, _forget_files),
    "public-aid-checks": Keeper(_checks),
    "report-contacts": Keeper(_contacts, _forget_contacts),
    "poverty-cases": Keeper(_cases),
    "contest-evidence": Keeper(_evidence, _forget_evidence),
    "contest-reporters": Keeper(_reporters, _erase_reporters),
    "outreach-hints": Keeper(_hints),
}
