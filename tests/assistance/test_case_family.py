"""A case of need and its family in the register: linked by whoever works on it, with the family's letters of need."""

import pytest

from assistance.errors import AidRefused
from assistance.models import PovertyCase
from assistance.services.cases import case_link, case_report
from citizens.models import Resident
from foundation.access.roles import Role
from foundation.audit.models import AccessEntry, Screen
from tests.access.cast import REGENCY, officer, signed_in
from tests.access.world import make_letter, make_request
from tests.citizens.factories import PESANGGARAN, SARONGAN, household
from villages.models import Region

from .test_meetings import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> PovertyCase:
    return case_report(
        Region.objects.get(code=SARONGAN),
        named="Mbah Karti",
        address="Dusun Krajan",
        text="Sudah tiga hari sakit.",
        contact="",
        source=PovertyCase.Source.FORM,
        caller="",
    )


@pytest.fixture
def person() -> Resident:
    return household(SARONGAN, name="Karti Ningsih")[0]


def test_the_family_is_found_by_name_and_linked(case: PovertyCase, person: Resident) -> None:
    client = signed_in(officer(Role.OPERATOR, SARONGAN))
    url = f"/bansos/kasus/{case.pk}/keluarga/"
    assert "Karti Ningsih" in client.post(url, {"q": "karti"}).content.decode()
    assert AccessEntry.objects.filter(screen=Screen.SEARCH, reference_id=case.pk).exists()
    assert client.post(url, {"q": "karti", "family": person.family_id}).status_code == 302
    case.refresh_from_db()
    assert case.family_id == person.family_id
    page = client.get(f"/bansos/kasus/{case.pk}/").content.decode()
    assert f"/bansos/keluarga/{person.family_id}/" in page
    assert "Belum pernah ada surat keterangan tidak mampu" in page


def test_the_social_office_sees_which_letters_of_need_were_issued(
    case: PovertyCase, person: Resident
) -> None:
    clerk = officer(Role.OPERATOR, SARONGAN)
    letter = make_letter(make_request(person, clerk, code="sktm", state="issued"), clerk, 1)
    other = make_letter(make_request(person, clerk, code="domisili", state="issued"), clerk, 2)
    case.family = person.family
    case.save()
    page = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY)).get(f"/bansos/kasus/{case.pk}/").content.decode()
    assert letter.number in page
    assert other.number not in page


def test_a_family_of_another_village_is_not_the_cases(case: PovertyCase) -> None:
    office = acting(Role.SOCIAL_OFFICER, REGENCY)
    elsewhere = household(PESANGGARAN)[0]
    with pytest.raises(AidRefused):
        case_link(case.pk, office, elsewhere.family_id)
    case.refresh_from_db()
    assert case.family is None
