"""The camat refuses and countersigns at the same moment: one of the two counts, and the register stays whole."""

import pytest

from letters.models import Letter, RegisterEntry
from letters.services.actions import perform
from letters.verification import Status, verify_short_code, verify_token
from tests.acting import see_everything
from tests.letters.factories import Office, a_request, an_office
from tests.letters.test_races import Deed, acting, at_once, broken, kinds

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("transactional_db", "quick_rendering"),
]


def deed(action: str, pk: object, office: Office) -> Deed:
    return acting(office.camat, lambda: perform(action, str(pk), office.camat, note="Sebabnya ini."))


def test_refusing_against_countersigning() -> None:
    office = an_office()
    cases = [a_request("signed", kind="sktm", office=office) for _ in range(12)]
    results = at_once(
        [deed(action, case.pk, office) for case in cases for action in ("decline", "countersign")]
    )
    for index, case in enumerate(cases):
        pair = results[2 * index : 2 * index + 2]
        assert sorted(type(result).__name__ for result in pair) == ["NoneType", "OutOfTurn"], pair
        refused = pair[0] is None
        case.refresh_from_db()
        letter = Letter.objects.get(request=case)
        assert case.state == ("revoked" if refused else "countersigned")
        assert (letter.revoked_at is not None, letter.countersigned_at is None) == (refused, refused)
    see_everything()
    numbers = RegisterEntry.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(numbers) == list(range(1, 13))
    assert broken() == {}


def test_of_twelve_refusals_at_once_one_counts_and_the_letter_is_unknown_to_a_checker() -> None:
    office = an_office()
    case = a_request("signed", kind="sktm", office=office)
    results = at_once([deed("decline", case.pk, office)] * 12)
    assert kinds(results) == {"NoneType": 1, "OutOfTurn": 11}
    assert case.history.filter(action="decline").count() == 1
    letter = Letter.objects.get()
    assert verify_token(letter.token).status == Status.UNKNOWN
    assert verify_short_code(letter.short_code).status == Status.UNKNOWN
    assert broken() == {}
