"""The journal of what was done to officers' accounts: nobody changes or takes back a line, whoever they are."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import QuerySet

from foundation.accounts.models import OfficerDeed, User

Change = Callable[[QuerySet[OfficerDeed]], Any]
CHANGES: list[Change] = [
    lambda rows: rows.update(deed=OfficerDeed.Deed.ACTIVATE),
    lambda rows: rows.update(by_id=None),
    lambda rows: rows._raw_delete("default"),
]


@pytest.fixture
def written(sri: User) -> QuerySet[OfficerDeed]:
    deed = OfficerDeed.objects.create(by=sri, subject=sri, deed=OfficerDeed.Deed.CREATE)
    return OfficerDeed.objects.filter(pk=deed.pk)


@pytest.mark.parametrize("change", CHANGES)
def test_the_products_role_changes_no_line(written: QuerySet[OfficerDeed], change: Change) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        change(written)
    assert written.get().deed == "create"


@pytest.mark.parametrize("change", CHANGES)
def test_the_owner_of_the_tables_changes_no_line(written: QuerySet[OfficerDeed], change: Change) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        change(written)
    assert written.get().deed == "create"
