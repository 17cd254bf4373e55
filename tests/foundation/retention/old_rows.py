"""Rows of each kind that the rules of retention are about, as old as a test needs them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Model
from django.utils import timezone
from uuid6 import uuid7

from assistance.models import ContestReporter, Delivery, DeliveryRow, OutreachHint, PovertyCase, ReportMessage
from citizens.models import (
    CorrectionRequest,
    EventProposal,
    IdentityCheck,
    ImportBatch,
    Resident,
    ResidentExport,
)
from foundation.access.models import PressedForm, RateCount
from foundation.access.rate_limit import Limit, take
from foundation.access.roles import Role
from foundation.accounts.models import ApiToken, SignInCode
from foundation.accounts.tokens import issue_token
from foundation.documents.storage import save
from foundation.jobs.models import Job
from foundation.notifications.models import DemoMessage, Notification
from letters.models import Request
from tests.access.aid import make_contest
from tests.access.cast import REGENCY, SARONGAN, officer
from tests.access.life_events import make_stay
from tests.access.world import attach, make_request
from tests.citizens.factories import ResidentFactory

MARGIN = timedelta(hours=1)
Maker = Callable[[Resident, datetime], Model]


def aged(row: Any, **moments: Any) -> Any:
    """The row with moments that the clock would have written."""
    type(row)._default_manager.filter(pk=row.pk).update(**moments)
    row.refresh_from_db()
    return row


def code(person: Resident, at: datetime) -> Model:
    code = SignInCode.objects.create(person_id=person.pk, expires_at=at)
    return aged(code, created_at=at)


def _session(person: Resident, at: datetime) -> Model:
    return Session.objects.create(session_key=uuid7().hex, session_data="", expire_date=at)


def _token(person: Resident, at: datetime) -> Model:
    issue_token(user := officer(Role.OPERATOR, SARONGAN, f"o{uuid7()}"))
    return aged(ApiToken.objects.get(user=user), expires_at=at)


def _message(person: Resident, at: datetime) -> Model:
    told = Notification.objects.create(recipient_id=person.pk, key=str(uuid7()), subject="s", body="b")
    return aged(told, created_at=at)


def _tries(person: Resident, at: datetime, name: str = "somewhere") -> Model:
    take(Limit(name, 5, 60), str(uuid7()))
    row = RateCount.objects.exclude(window_start__lt=timezone.now() - MARGIN).get(key__startswith=name)
    return aged(row, window_start=at)


def _checks(person: Resident, at: datetime) -> Model:
    return _tries(person, at, "aid-check-number")


def _press(person: Resident, at: datetime) -> Model:
    return aged(PressedForm.objects.create(digest=str(uuid7())), pressed_at=at)


def _job(person: Resident, at: datetime) -> Model:
    return Job.objects.create(
        kind="k", key=str(uuid7()), queue="bulk", payload={}, state="done", run_after=at, finished_at=at
    )


def _caught(person: Resident, at: datetime) -> Model:
    return aged(DemoMessage.objects.create(channel="sms", recipient="08", body="b"), received_at=at)


def _list(person: Resident, at: datetime) -> Model:
    export = ResidentExport.objects.create(
        village_id=SARONGAN,
        area_code=SARONGAN,
        format="csv",
        reason="r",
        state="ready",
        path=save(uuid7().bytes).path,
        created_by=uuid7(),
        expires_at=at,
    )
    return aged(export, created_at=at)


def _import(person: Resident, at: datetime) -> Model:
    batch = ImportBatch.objects.create(
        village_id=SARONGAN, area_code=SARONGAN, path=save(uuid7().bytes).path, file_name="f", state="ready"
    )
    return aged(batch, created_at=at)


def _correction(person: Resident, at: datetime) -> Model:
    return CorrectionRequest.objects.create(
        about="person",
        resident=person,
        village_id=person.village_id,
        area_code=person.area_code,
        family_id=person.family_id,
        asked_by=person.pk,
        before={},
        values={"name": "B"},
        reason="r",
        path=save(uuid7().bytes).path,
        state="refused",
        answer="tidak",
        due_at=at,
        decided_at=at,
    )


def _proposal(person: Resident, at: datetime) -> Model:
    return EventProposal.objects.create(
        kind="death",
        resident=person,
        village_id=person.village_id,
        area_code=person.area_code,
        source="letter",
        source_key=str(uuid7()),
        settled_at=at,
        dismissal="sudah",
    )


def _request(person: Resident, at: datetime, state: str = "rejected") -> Request:
    clerk = officer(Role.OPERATOR, SARONGAN, f"o{uuid7()}")
    request = make_request(person, clerk, state=state)
    attach(request, b"\xff\xd8" + uuid7().bytes)
    aged(request, state_since=at, created_at=at)
    return request


def document(person: Resident, at: datetime) -> Model:
    return _request(person, at).attachments.get()


def _draft(person: Resident, at: datetime) -> Model:
    return _request(person, at, "draft")


def _delivery(person: Resident, at: datetime) -> Model:
    delivery = Delivery.objects.create(
        kind="welfare",
        source="s",
        valid_from=at.date(),
        area_code=REGENCY,
        state="applied",
        applied_at=at,
        path=save(uuid7().bytes).path,
    )
    return aged(delivery, created_at=at)


def _delivery_row(person: Resident, at: datetime) -> Model:
    return DeliveryRow.objects.create(
        delivery=_delivery(person, at), area_code=REGENCY, number=1, name="N", outcome="refused", reason="r"
    )


def _case(person: Resident, at: datetime) -> Model:
    return PovertyCase.objects.create(
        village_id=SARONGAN,
        area_code=SARONGAN,
        source="form",
        named="N",
        address="A",
        text="T",
        contact="0812",
        state="closed",
        visit="v",
        decision="d",
        due_at=at,
        closed_at=at,
    )


def _reporter(person: Resident, at: datetime) -> Model:
    contest = make_contest(person)
    contest.state, contest.answer, contest.decided_at = "rejected", "tidak", at
    contest.decided_by_name = "D"
    contest.save()
    reporter = ContestReporter.objects.get(contest=contest)
    return aged(reporter, path=save(uuid7().bytes).path)


def _hint(person: Resident, at: datetime) -> Model:
    return OutreachHint.objects.create(
        family=person.family,
        village_id=SARONGAN,
        area_code=person.area_code,
        reason="alone",
        settled_at=at,
        settled_by_name="D",
        note="n",
    )


def _stay(person: Resident, at: datetime) -> Model:
    return aged(make_stay(person), left_on=at.date(), arrived_on=at.date(), ended_at=at)


def _report(person: Resident, at: datetime) -> Model:
    return aged(ReportMessage.objects.create(digest=uuid7().hex), received_at=at)


def _check(person: Resident, at: datetime) -> Model:
    other = ResidentFactory(area_code=person.area_code)
    return IdentityCheck.objects.create(
        resident=other,
        village_id=other.village_id,
        area_code=other.area_code,
        fingerprint="0" * 64,
        consent="spoken",
        asked_by_name="D",
        asked_at=at,
    )


MAKERS: dict[str, Maker] = {
    "sign-in-codes": code,
    "sessions": _session,
    "api-tokens": _token,
    "messages": _message,
    "counts-of-tries": _tries,
    "public-aid-checks": _checks,
    "pressed-forms": _press,
    "finished-jobs": _job,
    "demo-messages": _caught,
    "resident-lists": _list,
    "resident-list-orders": _list,
    "import-rows": _import,
    "refused-correction-proof": _correction,
    "corrections": _correction,
    "event-proposals": _proposal,
    "ended-stays": _stay,
    "report-messages": _report,
    "identity-checks": _check,
    "refused-documents": document,
    "refused-answers": _request,
    "abandoned-drafts": _draft,
    "refused-delivery-rows": _delivery_row,
    "delivery-rows": _delivery_row,
    "delivery-files": _delivery,
    "report-contacts": _case,
    "poverty-cases": _case,
    "contest-evidence": _reporter,
    "contest-reporters": _reporter,
    "outreach-hints": _hint,
}
