"""Many sign at the same moment: numbers stay without gap and without double, and nothing is signed twice."""

from functools import partial

import pytest

from tests.chaos.conftest import SECONDS_TO_QUIET, VILLAGE
from tests.office import Api, Office, at_once, second_factor
from tests.product import Product

pytestmark = pytest.mark.chaos

SIGNERS = 32
RIVALS = 10


def numbers_of(product: Product, village: str) -> list[int]:
    """Every number that the village has given this year, in order."""
    rows = product.rows(
        "SELECT sequence FROM letters_letter WHERE village_id = %s ORDER BY sequence", village
    )
    return [sequence for (sequence,) in rows]


def test_thirty_two_signers_get_numbers_without_gap_or_double(product: Product, office: Office) -> None:
    before = numbers_of(product, VILLAGE)
    waiting = office.ready_to_sign(SIGNERS)
    signers = [Api(product.base_url, office.head.username) for _ in waiting]

    answers = at_once(partial(office.sign, pk, by) for pk, by in zip(waiting, signers, strict=True))

    assert {answer.status for answer in answers} == {200}, answers
    slowest = max(answer.seconds for answer in answers)
    print(f"{SIGNERS} signers at once: slowest answer {slowest:.2f} s")
    numbers = numbers_of(product, VILLAGE)
    assert numbers == list(range(1, len(before) + SIGNERS + 1))
    texts = {answer.body["letter"]["number"] for answer in answers}
    assert len(texts) == SIGNERS
    seconds = office.wait_for_documents(waiting, SECONDS_TO_QUIET)
    print(f"{SIGNERS} documents after {seconds:.1f} s")


def test_one_of_ten_rivals_signs_and_the_others_are_told(product: Product, office: Office) -> None:
    (request_id,) = office.ready_to_sign(1)
    rivals = [Api(product.base_url, office.head.username) for _ in range(RIVALS)]
    path, body = f"requests/{request_id}/sign", {"otp": second_factor()}

    answers = at_once(partial(rival.post_patiently, path, body) for rival in rivals)

    statuses = sorted(answer.status for answer in answers)
    assert statuses == [200] + [409] * (RIVALS - 1)
    assert all(answer.body["detail"] for answer in answers if answer.status == 409)
    numbers = numbers_of(product, VILLAGE)
    assert numbers == list(range(1, len(numbers) + 1))
    office.wait_for_documents([request_id], SECONDS_TO_QUIET)
