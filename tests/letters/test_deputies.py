"""Who signs in the head's place: within the days, in the right form, and never alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.access.roles import Actor
from foundation.accounts.actors import actor_for
from foundation.accounts.models import User
from letters.errors import NotAllowed
from letters.services.approve import check_request, initial_request
from letters.services.sign import sign_request
from letters.snapshot import signatory_lines
from villages.models import Official, Region
from villages.services.deputies import deputy_end, deputy_name

from .factories import Office, a_request, an_office

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def named(office: Office, manner: str = "Plh.", start: int = 0, days: int = 3, **fields: Any) -> Official:
    """The secretary as deputy, from so many days from now."""
    begin = today() + timedelta(days=start)
    values = {"title": "Sekretaris Desa", "mandate": "800/12/2026"} | fields
    return deputy_name(
        office.village,
        user_id=office.secretary.account_id,
        name="Riska Laksmiwati",
        prefix=manner,
        term_start=begin,
        term_end=begin + timedelta(days=days),
        **values,
    )


def secretary(office: Office) -> Actor:
    """The secretary with the roles of this moment."""
    return actor_for(User.objects.get(pk=office.secretary.user_id))


def test_a_deputy_signs_within_the_days_in_their_own_name() -> None:
    office = an_office()
    case = a_request("initialled", office=office)
    with pytest.raises(NotAllowed):
        sign_request(case.pk, secretary(office))
    named(office)
    letter = sign_request(case.pk, secretary(office))
    assert letter.snapshot["signatory"]["heading"] == ["Plh. Kepala Desa Sarongan"]
    assert letter.snapshot["signatory"]["name"] == "Riska Laksmiwati"
    assert letter.signed_by_id == office.secretary.user_id


@pytest.mark.parametrize(("start", "days"), [(1, 3), (-5, 4)])
def test_before_and_after_the_days_a_deputy_signs_nothing(start: int, days: int) -> None:
    office = an_office()
    named(office, start=start, days=days)
    with pytest.raises(NotAllowed):
        sign_request(a_request("initialled", office=office).pk, secretary(office))


def test_a_deputy_whose_power_was_ended_signs_nothing_more() -> None:
    office = an_office()
    deputy = named(office)
    signed = sign_request(a_request("initialled", office=office).pk, secretary(office))
    deputy_end(deputy)
    with pytest.raises(NotAllowed):
        sign_request(a_request("initialled", office=office).pk, secretary(office))
    signed.refresh_from_db()
    assert signed.snapshot["signatory"]["name"] == "Riska Laksmiwati"


def test_who_checked_a_request_does_not_sign_it_as_deputy() -> None:
    office = an_office()
    case = a_request("submitted", office=office)

    check_request(case.pk, office.secretary)
    initial_request(case.pk, office.secretary)
    named(office)
    with pytest.raises(NotAllowed, match="memeriksa"):
        sign_request(case.pk, secretary(office))
    sign_request(case.pk, office.head)


@pytest.mark.parametrize(
    ("manner", "title", "lines"),
    [
        ("Plh.", "Kepala Desa", ["Plh. Kepala Desa Sarongan"]),
        ("Plt.", "Kepala Desa", ["Plt. Kepala Desa Sarongan"]),
        ("", "Kepala Desa", ["Kepala Desa Sarongan"]),
        ("a.n.", "Sekretaris Desa", ["a.n. Kepala Desa Sarongan", "Sekretaris Desa"]),
        (
            "u.b.",
            "Kepala Seksi Pelayanan",
            ["a.n. Kepala Desa Sarongan", "Sekretaris Desa", "u.b.", "Kepala Seksi Pelayanan"],
        ),
    ],
)
def test_the_block_above_a_signature(manner: str, title: str, lines: list[str]) -> None:
    village = Region.objects.get(pk="35.10.01.2001")
    official = Official(region=village, name="Riska", title=title, prefix=manner)
    assert signatory_lines(official, village)["heading"] == lines
