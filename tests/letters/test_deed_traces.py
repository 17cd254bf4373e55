"""What every deed leaves behind: since when, in which role, and a reason of any length that was allowed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from letters.models import Letter, Request
from letters.services.actions import perform
from tests.letters.factories import a_letter, a_request, an_office

pytestmark = pytest.mark.django_db
LONG = "Penghasilan keluarga tidak sesuai lampirannya. " * 21


@pytest.mark.usefixtures("quick_rendering")
@pytest.mark.parametrize("action", ["decline", "revoke"])
def test_a_long_reason_stands_whole_in_the_history(action: str) -> None:
    office = an_office()
    case = a_request("signed", kind="sktm") if action == "decline" else a_letter().request
    perform(action, case.pk, office.who(action), note=LONG)
    assert case.history.get(action=action).note == LONG.strip()
    assert Letter.objects.get(request=case).revocation_reason == LONG.strip()[:500]


def test_how_long_a_request_waits_counts_from_its_last_step() -> None:
    """What was refused keeps its papers for their term from then on, not from when it was made."""
    office, case = an_office(), a_request("submitted")
    Request.objects.filter(pk=case.pk).update(state_since=timezone.now() - timedelta(days=400))
    perform("reject", case.pk, office.head, note="Bukan warga desa ini.")
    case.refresh_from_db()
    assert timezone.now() - case.state_since < timedelta(minutes=5)


def test_the_history_names_the_role_in_which_each_step_was_done() -> None:
    case = a_request("signed", kind="sktm")
    roles = [(entry.action, entry.actor_role) for entry in case.history.all()]
    assert roles == [
        ("create", "operator"),
        ("submit", "operator"),
        ("check", "operator"),
        ("initial", "secretary"),
        ("sign", "head"),
    ]


def test_once_countersigned_a_letter_waits_for_its_paper_and_for_nobody_else() -> None:
    case = a_request("signed", kind="sktm")
    assert Letter.objects.get(request=case).document_state == Letter.DocumentState.WAITING
    perform("countersign", case.pk, an_office().camat)
    assert Letter.objects.get(request=case).document_state == Letter.DocumentState.RENDERING
