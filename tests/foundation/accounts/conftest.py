"""Sri, who works in the office of Sarongan."""

import pytest

from foundation.access.roles import Role
from foundation.accounts.models import User
from tests.access.cast import SARONGAN, officer


@pytest.fixture
def sri(db: None) -> User:
    return officer(Role.OPERATOR, SARONGAN, "sri")
