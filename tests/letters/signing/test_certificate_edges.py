"""Certificates at the edges: two who ask at once, what was revoked stays so, who sees what, and what stands first."""

from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from django.test import Client
from django.utils import timezone

from foundation.access.reach import EVERYWHERE, elevated, working_in
from foundation.access.roles import Role
from letters.certificates import current_revocation_list, current_signer
from letters.errors import OutOfTurn
from letters.models import Certificate, CertificateAuthority
from letters.services.certificate import certificate_issue, certificate_revoke
from tests.access.cast import REGENCY, officer, signed_in
from tests.acting import see_everything
from tests.citizens.factories import PESANGGARAN, SARONGAN
from tests.letters.test_races import at_once, kinds
from villages.models import Region

PAGE = f"/sertifikat/desa/{SARONGAN}/"


def a_certificate(village: str = SARONGAN, **changed: Any) -> Certificate:
    """The village's next certificate; its days as told."""
    region = Region.objects.get(pk=village)
    with elevated():
        current_signer(region)
    see_everything()
    row = Certificate.objects.get(village_id=village, is_current=True)
    Certificate.objects.filter(pk=row.pk).update(**changed)
    row.refresh_from_db()
    return row


def serial_of(village: Region) -> str:
    with elevated():
        return current_signer(village)[1]


def in_days(days: int) -> Any:
    return timezone.now() + timedelta(days=days, hours=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
class TestAtOnce:
    def test_of_several_who_press_at_once_one_issues(self) -> None:
        village, admin = Region.objects.get(pk=SARONGAN), officer(Role.DISTRICT_ADMIN, REGENCY)

        def press() -> Certificate:
            with working_in(EVERYWHERE):
                return certificate_issue(village, admin.pk)

        assert kinds(at_once([press] * 6)) == {"Certificate": 1, "OutOfTurn": 5}
        see_everything()
        assert (Certificate.objects.count(), CertificateAuthority.objects.count()) == (1, 1)

    def test_workers_who_sign_first_at_once_sign_with_one(self) -> None:
        village = Region.objects.get(pk=SARONGAN)
        results = at_once([lambda: serial_of(village)] * 6)
        see_everything()
        assert set(results) == {Certificate.objects.get().serial}


@pytest.mark.django_db
class TestRevoking:
    def test_what_was_revoked_keeps_its_day_and_reason(self) -> None:
        first = a_certificate()
        with elevated():
            certificate_revoke(SARONGAN, "key_compromise", serial=first.serial)
            assert certificate_revoke(SARONGAN, "superseded", serial=first.serial) is None
        see_everything()
        told = Certificate.objects.get(pk=first.pk)
        assert (told.revocation_reason, told.is_current) == ("key_compromise", False)

    def test_an_earlier_one_is_revoked_by_its_serial_and_the_present_one_signs_on(self) -> None:
        earlier = a_certificate(not_after=in_days(20))
        present = a_certificate()
        with elevated():
            certificate_revoke(SARONGAN, "key_compromise", serial=earlier.serial)
        see_everything()
        assert Certificate.objects.get(is_current=True) == present
        listed = x509.load_der_x509_crl(current_revocation_list() or b"")
        [entry] = listed
        assert f"{entry.serial_number:x}" == earlier.serial
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
        assert reason == x509.ReasonFlags.key_compromise

    def test_another_villages_certificate_is_left_alone(self) -> None:
        own, theirs = a_certificate(), a_certificate(PESANGGARAN)
        with elevated():
            assert certificate_revoke(PESANGGARAN, "superseded", serial=own.serial) is None
            assert certificate_revoke(PESANGGARAN, "superseded") == theirs
        see_everything()
        assert list(Certificate.objects.filter(is_current=True)) == [own]

    def test_an_authoritys_list_names_its_own_alone(self) -> None:
        old = a_certificate()
        with elevated():
            certificate_revoke(SARONGAN, "key_compromise", serial=old.serial)
        see_everything()
        CertificateAuthority.objects.update(is_active=False)
        a_certificate()
        assert list(x509.load_der_x509_crl(current_revocation_list() or b"")) == []

    def test_no_certificate_is_revoked_without_a_fresh_second_factor(self) -> None:
        row = a_certificate()
        admin = signed_in(officer(Role.DISTRICT_ADMIN, REGENCY))
        session = admin.session
        session["second_factor_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
        session.save()
        told = {"serial": row.serial, "reason": "key_compromise", "otp": "000000"}
        assert admin.post(f"{PAGE}cabut/", told).status_code == 200
        see_everything()
        assert Certificate.objects.get().revoked_at is None

    def test_what_is_revoked_or_over_is_not_offered_any_more(self) -> None:
        admin = signed_in(officer(Role.DISTRICT_ADMIN, REGENCY))
        over = a_certificate(not_after=in_days(-3), not_before=in_days(-700))
        revoked = a_certificate(not_before=in_days(-100))
        with elevated():
            certificate_revoke(SARONGAN, "key_compromise", serial=revoked.serial)
        present = a_certificate()
        offered = admin.get(f"{PAGE}cabut/").content.decode()
        assert f'value="{present.serial}"' in offered
        assert over.serial not in offered
        assert revoked.serial not in offered
        # Revoked stays the word for it also once it would have ended.
        see_everything()
        Certificate.objects.filter(pk=revoked.pk).update(not_after=in_days(-2))
        page = admin.get(PAGE).content.decode()
        assert page.count("dicabut") >= 1
        assert "key_compromise" not in page


@pytest.mark.django_db
class TestPages:
    def rows(self, browser: Client) -> list[str]:
        return [row["code"] for row in browser.get("/sertifikat/").context["rows"]]

    def test_what_ends_soon_stands_first_and_is_counted_then_who_has_none(self) -> None:
        fresh, ending = a_certificate(), a_certificate(PESANGGARAN, not_after=in_days(12))
        over = a_certificate("35.10.01.2004", not_after=in_days(-1), not_before=in_days(-700))
        # What was ended by a newer one is no worry.
        a_certificate("35.10.01.2009", not_after=in_days(5))
        a_certificate("35.10.01.2009")
        admin = signed_in(officer(Role.DISTRICT_ADMIN, REGENCY))
        answer = admin.get("/sertifikat/")
        codes = [row["code"] for row in answer.context["rows"]]
        assert set(codes[:2]) == {ending.village_id, over.village_id}
        assert set(codes[-2:]) == {fresh.village_id, "35.10.01.2009"}
        assert answer.context["late"] == 2
        assert "sudah berakhir" in answer.content.decode()
        entries = [entry for entry in answer.context["navigation"]() if entry["url"] == "/sertifikat/"]
        assert [entry["count"] for entry in entries] == [2]

    def test_a_village_sees_its_own_without_a_way_to_change_it(self) -> None:
        a_certificate()
        secretary = signed_in(officer(Role.SECRETARY, SARONGAN))
        page = secretary.get(PAGE).content.decode()
        assert "terbitkan/" not in page
        assert "cabut/" not in page
        assert secretary.get(f"/sertifikat/desa/{PESANGGARAN}/").status_code == 404
        admin = signed_in(officer(Role.DISTRICT_ADMIN, REGENCY))
        assert f"{PAGE}cabut/" in admin.get(PAGE).content.decode()

    def test_another_regencys_admin_sees_none_of_ours(self) -> None:
        a_certificate()
        away = signed_in(officer(Role.DISTRICT_ADMIN, "35.11"))
        assert self.rows(away) == []
        assert away.get(PAGE).status_code == 404

    def test_a_certificate_with_long_to_go_is_renewed_by_nobody(self) -> None:
        a_certificate(not_after=in_days(91))
        village, admin = Region.objects.get(pk=SARONGAN), officer(Role.DISTRICT_ADMIN, REGENCY)
        with elevated(), pytest.raises(OutOfTurn):
            certificate_issue(village, admin.pk)
        see_everything()
        Certificate.objects.update(not_after=in_days(89))
        with elevated():
            issued = certificate_issue(village, admin.pk)
        see_everything()
        assert Certificate.objects.get(is_current=True) == issued
