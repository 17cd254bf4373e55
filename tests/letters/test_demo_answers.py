"""The demo's invented answers fit every kind of letter."""

from random import Random

import pytest

from letters.catalogue.files import read_catalogue
from letters.demo.answers import answers_for
from letters.forms import RequestForm
from letters.queries.catalogue import current_version
from tests.citizens.factories import household
from tests.letters.factories import an_office

pytestmark = pytest.mark.django_db


def test_every_kind_can_be_filled_in() -> None:
    resident = household()[0]
    operator = an_office().operator
    for type_file in read_catalogue():
        version = current_version(type_file.code)
        assert version is not None
        form = RequestForm(version, resident, operator, answers_for(version, resident, Random(1)))
        assert form.is_valid(), (type_file.code, form.errors)
