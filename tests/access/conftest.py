"""The twin places with their papers."""

import pytest

from .world import PLACES, Papers, make_papers


@pytest.fixture
def papers(db: None) -> dict[str, Papers]:
    return {place: make_papers(place)[1] for place in PLACES}
