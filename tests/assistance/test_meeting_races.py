"""Decisions and the closing of a meeting at the same moment: never more approved than the quota has places."""

from datetime import date

import pytest
from django.http import Http404

from assistance.errors import AidRefused
from assistance.models import Candidate, Meeting
from assistance.services.match import match_everybody
from assistance.services.meetings import candidate_decide, candidates_decide, meeting_close, meeting_open
from foundation.access.roles import Role
from tests.acting import see_everything
from tests.citizens.factories import SARONGAN, household
from tests.letters.test_races import acting, at_once

from .factories import POOR, ProgrammeFactory, state_welfare
from .test_meetings import acting as holder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]

PLACES = 3


def test_many_approve_while_the_meeting_is_closed_and_the_quota_holds() -> None:
    programme = ProgrammeFactory(rule=POOR)
    programme.terms.update(quota_per_village=PLACES)
    for number in range(12):
        state_welfare(household(SARONGAN, name=f"Keluarga {number}")[0].family, 1)
    match_everybody()
    village = holder(Role.OPERATOR, SARONGAN)
    meeting = meeting_open(village, programme, held_on=date(2026, 11, 20), place="Balai desa")
    rows = list(meeting.candidates.all())
    decisions = {row.pk: ("approved" if place < PLACES else "reserve", "") for place, row in enumerate(rows)}
    candidates_decide(meeting.pk, village, decisions)

    def approve(row: Candidate) -> object:
        return candidate_decide(row.pk, village, decision="approved", note="")

    deeds = [acting(village, lambda row=row: approve(row)) for row in rows[PLACES:]]  # type: ignore[misc]
    close = acting(village, lambda: meeting_close(meeting.pk, village, chair="Pak Joko", attendees=9))
    results = at_once([*deeds[:5], close, *deeds[5:]])
    see_everything()
    meeting.refresh_from_db()
    approved = meeting.candidates.filter(decision="approved").count()
    closed = meeting.state == Meeting.State.CLOSED
    assert not closed or approved <= PLACES
    refusals = (Http404, AidRefused)
    assert all(not isinstance(result, Exception) or isinstance(result, refusals) for result in results), (
        results
    )
