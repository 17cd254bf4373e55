"""Stopped and started again: nothing is left running, and everything is still there."""

import pytest

from tests.product import Product

pytestmark = pytest.mark.chaos

TABLES = ("citizens_resident", "letters_request", "letters_letter", "letters_letterdocument", "accounts_user")


def test_a_stop_leaves_nothing_running_and_a_second_start_keeps_the_data(product: Product) -> None:
    before = counts(product)

    code = product.stop()

    assert (code, product.processes_left()) == (0, []), product.tail()
    seconds = product.start()
    print(f"second start: {seconds:.1f} s")
    assert counts(product) == before


def counts(product: Product) -> dict[str, int]:
    """Rows by table."""
    return {table: product.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608
