"""The district issues certificates before their end and revokes them with a reason; a village sees its own."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access.roles import Role
from letters.models import Certificate, LetterDocument
from letters.verification import verify_token
from tests.access.cast import REGENCY, officer, signed_in
from tests.acting import ActingClient, see_everything
from tests.citizens.factories import SARONGAN
from tests.letters.factories import a_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]
PAGE = f"/sertifikat/desa/{SARONGAN}/"


@pytest.fixture
def admin() -> Client:
    return signed_in(officer(Role.DISTRICT_ADMIN, REGENCY))


def present() -> Certificate:
    see_everything()
    return Certificate.objects.get(village_id=SARONGAN, is_current=True)


def ends_in(days: int) -> None:
    see_everything()
    Certificate.objects.filter(is_current=True).update(
        not_after=timezone.now() + timedelta(days=days, hours=1)
    )


def test_the_first_certificate_is_issued_and_not_twice(admin: Client) -> None:
    assert admin.post(f"{PAGE}terbitkan/", {"x": "1"}).status_code == 302
    assert present().issued_by is not None
    again = admin.post(f"{PAGE}terbitkan/", {"x": "1"})
    assert "masih lama berlaku" in again.content.decode()
    see_everything()
    assert Certificate.objects.count() == 1


def test_a_renewed_village_keeps_its_old_letters(admin: Client) -> None:
    earlier = a_letter()
    old = present()
    ends_in(60)
    admin.post(f"{PAGE}terbitkan/", {"x": "1"})
    later = a_letter()
    see_everything()
    serials = dict(LetterDocument.objects.values_list("letter_id", "certificate_serial"))
    assert serials[earlier.pk] == old.serial != serials[later.pk] == present().serial
    old.refresh_from_db()
    assert old.revoked_at is None
    assert verify_token(earlier.token).certificate_revoked_on is None
    assert "surat lamanya tetap sah" in admin.get(PAGE).content.decode()


def test_the_page_warns_thirty_days_before_the_end(admin: Client) -> None:
    a_letter()
    assert "berakhir dalam 29 hari" not in admin.get("/sertifikat/").content.decode()
    ends_in(29)
    page = admin.get("/sertifikat/").content.decode()
    assert "berakhir dalam 29 hari" in page
    secretary = signed_in(officer(Role.SECRETARY, SARONGAN))
    assert "berakhir dalam 29 hari" in secretary.get("/sertifikat/", follow=True).content.decode()


def test_a_revoked_certificate_is_told_on_the_letters_it_signed(admin: Client) -> None:
    earlier = a_letter()
    old = present()
    answer = admin.post(f"{PAGE}cabut/", {"serial": old.serial, "reason": "key_compromise"})
    assert answer.status_code == 302
    later = a_letter()
    see_everything()
    old.refresh_from_db()
    assert (old.revocation_reason, old.revoked_by is not None) == ("key_compromise", True)
    assert verify_token(earlier.token).status == "valid"
    told = ActingClient().get(f"/v/{earlier.token}/").content.decode()
    assert "dicabut pada" in told
    assert "ditandatangani sebelum itu" in told
    assert "dicabut pada" not in ActingClient().get(f"/v/{later.token}/").content.decode()
    see_everything()
    Certificate.objects.filter(pk=old.pk).update(revoked_at=earlier.signed_at - timedelta(minutes=1))
    assert "sebelum surat ini ditandatangani" in ActingClient().get(f"/v/{earlier.token}/").content.decode()


def test_another_villages_certificate_is_not_revoked_by_its_serial(admin: Client) -> None:
    a_letter()
    serial = present().serial
    answer = admin.post("/sertifikat/desa/35.10.01.2002/cabut/", {"serial": serial, "reason": "superseded"})
    assert answer.status_code == 200
    assert present().serial == serial


def test_without_a_fresh_second_factor_nothing_happens(admin: Client) -> None:
    session = admin.session
    session["second_factor_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    assert admin.post(f"{PAGE}terbitkan/", {"otp": "000000"}).status_code == 200
    see_everything()
    assert not Certificate.objects.exists()
