"""Limits hold across processes, and end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.access.models import RateCount
from foundation.access.rate_limit import Limit, TooManyTries, forget, give_back, take

pytestmark = pytest.mark.django_db
THREE = Limit("tests", 3, 60)


def test_the_fourth_try_is_refused_with_the_time_to_wait() -> None:
    for _try in range(3):
        take(THREE, "somebody")
    with pytest.raises(TooManyTries) as refused:
        take(THREE, "somebody")
    assert 1 <= refused.value.retry_after <= 60


def test_somebody_else_is_not_held_up() -> None:
    for _try in range(3):
        take(THREE, "somebody")
    take(THREE, "somebody else")
    take(Limit("other", 1, 60), "somebody")


def test_it_begins_anew_after_its_time() -> None:
    for _try in range(3):
        take(THREE, "somebody")
    RateCount.objects.update(window_start=timezone.now() - timedelta(seconds=61))
    take(THREE, "somebody")
    assert RateCount.objects.get().count == 1


def test_what_worked_is_not_counted() -> None:
    for _try in range(10):
        take(THREE, "somebody")
        give_back(THREE, "somebody")
    for _try in range(3):
        take(THREE, "somebody")
    forget(THREE, "somebody")
    take(THREE, "somebody")


def test_the_subject_is_not_readable() -> None:
    take(THREE, "3510011203870013")
    assert "3510011203870013" not in RateCount.objects.get().key
