"""A clerk changes where a resident is reached: that is where sign-in codes go."""

import pytest
from django.http import Http404

from citizens.forms import ContactForm
from citizens.services.contact import contact_change
from foundation.access.roles import Actor, Grant, Role
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory

pytestmark = pytest.mark.usefixtures("db")


def a_clerk(village: str) -> Actor:
    from uuid6 import uuid7

    return Actor(user_id=uuid7(), name="Petugas", grants=(Grant(Role.OPERATOR.value, village),))


def test_the_clerk_of_the_village_records_a_new_phone() -> None:
    resident = ResidentFactory(village_id=SARONGAN)
    contact_change(resident.pk, a_clerk(SARONGAN), phone="081234567890", email="")
    resident.refresh_from_db()
    assert (resident.phone, resident.email) == ("081234567890", "")


def test_the_clerk_of_the_next_village_finds_nobody() -> None:
    resident = ResidentFactory(village_id=SARONGAN)
    with pytest.raises(Http404):
        contact_change(resident.pk, a_clerk(PESANGGARAN), phone="081234567890", email="")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0812 3456-7890", "081234567890"),
        ("+62 812 3456 7890", "081234567890"),
        ("", ""),
        ("(0333) 421001", "0333421001"),
    ],
)
def test_phones_are_taken_as_people_write_them(typed: str, kept: str) -> None:
    form = ContactForm({"phone": typed, "email": "", "card_seen": "on"}, needs_code=False)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == kept


@pytest.mark.parametrize("typed", ["812", "nol delapan", "0812345678901234567"])
def test_what_is_no_phone_is_refused_and_kept_on_the_form(typed: str) -> None:
    form = ContactForm({"phone": typed, "email": "", "card_seen": "on"}, needs_code=False)
    assert "8 sampai 14 angka" in str(form.errors["phone"])
    assert form["phone"].value() == typed


def test_the_card_must_be_seen_and_a_stale_sign_in_asks_for_the_code() -> None:
    form = ContactForm({"phone": "081234567890"}, needs_code=True)
    assert set(form.errors) == {"card_seen", "otp"}
