"""What the foundation itself keeps: codes, sessions, messages, counts of tries, tokens, forms, jobs."""

from datetime import datetime

from django.contrib.sessions.models import Session

from foundation.access.models import PressedForm, RateCount
from foundation.accounts.models import ApiToken, SignInCode
from foundation.audit.models import AccessEntry, BreakGlass
from foundation.jobs.models import Job
from foundation.notifications.models import DemoMessage, Notification

from .rules import Keeper, Rows


def _codes(before: datetime) -> Rows:
    return SignInCode.objects.filter(created_at__lt=before)


def _sessions(before: datetime) -> Rows:
    return Session.objects.filter(expire_date__lt=before)


def _tokens(before: datetime) -> Rows:
    return ApiToken.objects.filter(expires_at__lt=before)


def _messages(before: datetime) -> Rows:
    return Notification.objects.filter(created_at__lt=before)


def _tries(before: datetime) -> Rows:
    return RateCount.objects.filter(window_start__lt=before)


def _presses(before: datetime) -> Rows:
    return PressedForm.objects.filter(pressed_at__lt=before)


def _jobs(before: datetime) -> Rows:
    return Job.objects.filter(state=Job.State.DONE, finished_at__lt=before)


def _caught(before: datetime) -> Rows:
    return DemoMessage.objects.filter(received_at__lt=before)


def _looks(before: datetime) -> Rows:
    return AccessEntry.objects.filter(at__lt=before)


def _openings(before: datetime) -> Rows:
    return BreakGlass.objects.filter(at__lt=before)


KEEPERS = {
    "sign-in-codes": Keeper(_codes),
    "sessions": Keeper(_sessions),
    "api-tokens": Keeper(_tokens),
    "messages": Keeper(_messages),
    "counts-of-tries": Keeper(_tries),
    "pressed-forms": Keeper(_presses),
    "finished-jobs": Keeper(_jobs),
    "demo-messages": Keeper(_caught),
    "access-journal": Keeper(_looks),
    "break-glass": Keeper(_openings),
}
