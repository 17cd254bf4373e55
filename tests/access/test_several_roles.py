"""Each role counts where it is held; two roles together open nothing that neither opens alone."""

import pytest

from foundation.access.roles import Role
from foundation.accounts.models import RoleAssignment, User
from letters.models import Request
from tests.acting import ActingClient
from tests.citizens.factories import ResidentFactory

from .cast import HAMLET, KECAMATAN, PENGANJURAN, PESANGGARAN, SARONGAN, SINCE, officer, signed_in, with_token
from .world import attach, make_letter, make_request

pytestmark = pytest.mark.django_db


def also(user: User, role: str, area_code: str) -> User:
    RoleAssignment.objects.create(user=user, role=role, area_code=area_code, valid_from=SINCE)
    return user


@pytest.fixture
def clerk() -> User:
    return officer(Role.OPERATOR, PESANGGARAN, "clerk")


def status(user: User, case: Request) -> tuple[int, int]:
    """What the page and the API say of a request."""
    page = signed_in(user).get(f"/desa/permohonan/{case.pk}/").status_code
    return page, with_token(user).get(f"/api/v1/requests/{case.pk}").status_code


def listed(program: ActingClient, what: str) -> set[str]:
    return {row["id"] for row in program.get(f"/api/v1/{what}").json()}


class TestClerkWhoAlsoWorksForTheKecamatan:
    @pytest.fixture
    def both(self) -> User:
        return also(officer(Role.OPERATOR, SARONGAN), Role.SUBDISTRICT, KECAMATAN)

    @pytest.mark.parametrize(
        "state", ["draft", "submitted", "returned", "checked", "initialled", "rejected", "cancelled"]
    )
    def test_what_another_village_works_on_is_not_shown(self, both: User, clerk: User, state: str) -> None:
        case = make_request(ResidentFactory(village_id=PESANGGARAN), clerk, code="sktm", state=state)
        assert status(both, case) == (404, 404)
        assert listed(with_token(both), "requests") == set()

    def test_what_has_come_up_is(self, both: User, clerk: User) -> None:
        case = make_request(ResidentFactory(village_id=PESANGGARAN), clerk, code="sktm", state="signed")
        assert status(both, case) == (200, 200)

    def test_the_number_of_somebody_elsewhere_stays_masked(self, both: User, clerk: User) -> None:
        resident = ResidentFactory(village_id=PESANGGARAN)
        case = make_request(resident, clerk, code="sktm", state="signed")
        page = signed_in(both).get(f"/kecamatan/permohonan/{case.pk}/").content.decode()
        assert resident.name in page
        assert resident.nik not in page
        assert resident.nik not in with_token(both).get(f"/api/v1/requests/{case.pk}").content.decode()

    def test_letters_that_nobody_countersigns_stay_in_their_village(self, both: User, clerk: User) -> None:
        case = make_request(ResidentFactory(village_id=PESANGGARAN), clerk, state="issued")
        letter = make_letter(case, clerk)
        program = with_token(both)
        assert listed(program, "letters") == set()
        assert program.get(f"/api/v1/letters/{letter.pk}").status_code == 404

    def test_their_own_village_is_theirs(self, both: User, clerk: User) -> None:
        case = make_request(ResidentFactory(village_id=SARONGAN), clerk, state="submitted")
        assert status(both, case) == (200, 200)

    def test_they_check_nothing_elsewhere(self, both: User, clerk: User) -> None:
        case = make_request(ResidentFactory(village_id=PESANGGARAN), clerk, code="sktm", state="submitted")
        answer = with_token(both).post(
            f"/api/v1/requests/{case.pk}/check", {}, content_type="application/json"
        )
        assert answer.status_code in (403, 404)
        case.refresh_from_db()
        assert case.state == "submitted"


class TestClerkWhoHeadsAHamletElsewhere:
    @pytest.fixture
    def both(self) -> User:
        return also(officer(Role.OPERATOR, PENGANJURAN), Role.NEIGHBOURHOOD, HAMLET)

    @pytest.fixture
    def case(self, clerk: User) -> Request:
        return make_request(ResidentFactory(area_code=f"{HAMLET}.001.001"), clerk, state="issued")

    def test_the_applicant_is_shown_as_to_a_head_of_a_hamlet(self, both: User, case: Request) -> None:
        page = signed_in(both).get(f"/desa/permohonan/{case.pk}/").content.decode()
        assert case.resident.name in page
        assert case.resident.nik not in page

    def test_papers_are_not(self, both: User, clerk: User, case: Request) -> None:
        file, letter = attach(case), make_letter(case, clerk)
        browser, program = signed_in(both), with_token(both)
        assert browser.get(f"/desa/permohonan/{case.pk}/berkas/{file.pk}/").status_code == 404
        assert browser.get(f"/desa/permohonan/{case.pk}/surat.pdf").status_code == 404
        assert program.get(f"/api/v1/letters/{letter.pk}/pdf").status_code == 404
        assert str(file.pk) not in browser.get(f"/desa/permohonan/{case.pk}/").content.decode()


def test_the_kecamatan_does_not_see_what_is_not_signed(clerk: User) -> None:
    camat = officer(Role.SUBDISTRICT, KECAMATAN)
    for state in ("draft", "submitted", "returned", "checked", "initialled", "rejected", "cancelled"):
        case = make_request(ResidentFactory(village_id=PESANGGARAN), clerk, code="sktm", state=state)
        assert status(camat, case) == (404, 404)


def test_a_head_does_not_sign_the_own_letter(clerk: User) -> None:
    resident = ResidentFactory()
    head = officer(Role.HEAD, SARONGAN, person_id=resident.pk)
    case = make_request(resident, clerk, state="initialled")
    answer = with_token(head).post(f"/api/v1/requests/{case.pk}/sign", {}, content_type="application/json")
    assert answer.status_code == 403
    case.refresh_from_db()
    assert case.state == "initialled"


def test_a_head_does_not_sign_what_the_head_wrote(clerk: User) -> None:
    head = officer(Role.HEAD, SARONGAN)
    case = make_request(ResidentFactory(), head, state="initialled")
    answer = with_token(head).post(f"/api/v1/requests/{case.pk}/sign", {}, content_type="application/json")
    assert answer.status_code == 403


def test_who_administers_the_district_signs_nothing(clerk: User) -> None:
    admin = officer(Role.DISTRICT_ADMIN, "35.10")
    case = make_request(ResidentFactory(), clerk, state="initialled")
    for action in ("check", "initial", "sign", "countersign", "cancel"):
        answer = with_token(admin).post(
            f"/api/v1/requests/{case.pk}/{action}", {}, content_type="application/json"
        )
        assert answer.status_code == 403
