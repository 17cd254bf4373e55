"""What a request came back for stays said until it is handed in again."""

import pytest

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from letters.models import Request
from letters.queries.requests import marked_for_mending
from letters.services.actions import perform
from letters.services.vouch import vouch_for_request
from tests.letters.factories import a_request, an_office, an_officer


@pytest.mark.django_db
def test_marks_stay_when_the_neighbourhood_vouches_for_a_returned_request() -> None:
    office = an_office()
    case = a_request("submitted", kind="sktm", office=office)
    name = case.type_version.fields[0]["name"]
    perform("return", case.pk, office.operator, note="Salah tulis.", fields=[name])
    vouch_for_request(case.pk, actor_for(an_officer("rt.uji", Role.NEIGHBOURHOOD, case.area_code)))
    marked = marked_for_mending(Request.objects.get(pk=case.pk))
    assert marked is not None
    assert (marked["note"], marked["names"]) == ("Salah tulis.", [name])
