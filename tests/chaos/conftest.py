"""Faults: something is killed, emptied or disconnected while work goes on; afterwards everything must be whole."""

import random
from collections.abc import Iterator

import pytest

from tests.office import Office
from tests.product import Product

VILLAGE = "35.10.01.2001"
SECONDS_TO_QUIET = 120


@pytest.fixture(scope="session")
def office(product: Product) -> Office:
    """The village office that goes on signing."""
    return Office(product, VILLAGE)


@pytest.fixture
def chance() -> random.Random:
    """Chance with a seed that is printed, so that a failure can be repeated."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed: {seed}")
    return random.Random(seed)


@pytest.fixture(autouse=True)
def _everything_is_whole_afterwards(product: Product) -> Iterator[None]:
    """Whatever was done to it, the installation keeps its promises."""
    yield
    checked = product.manage("check_invariants")
    assert checked.returncode == 0, checked.stdout + checked.stderr
