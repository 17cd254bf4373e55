"""Fields that only the office can fill in: the basis of a poverty letter."""

import pytest

from letters.forms import RequestForm
from letters.models import Request
from letters.queries.catalogue import current_version
from letters.services.approve import check_request
from letters.services.create import change_request
from letters.services.refuse import return_request
from letters.views.action_forms import ActionForm
from tests.letters.factories import a_citizen, a_request, an_office

pytestmark = pytest.mark.usefixtures("db")


def test_citizens_are_not_asked_for_the_basis_and_clerks_are() -> None:
    office = an_office()
    case = a_request(state="submitted", office=office, kind="sktm")
    version = current_version("sktm", case.village_id)
    assert version is not None
    citizen = a_citizen(case.resident)
    assert "dasar_data" not in RequestForm(version, case.resident, citizen).fields
    assert "dasar_data" in RequestForm(version, case.resident, office.operator).fields


def test_the_clerk_fills_the_basis_in_at_the_check_and_nothing_else() -> None:
    office = an_office()
    case = a_request(state="submitted", office=office, kind="sktm")
    form = ActionForm(case, "check", office.operator, {"isian_dasar_data": "DTSEN desil 2"}, needs_code=False)
    assert form.is_valid(), form.errors
    purpose = case.data["keperluan"]
    check_request(case.pk, office.operator, data=form.officer_data() | {"keperluan": "Lainnya"})
    case = Request.objects.get(pk=case.pk)
    assert (case.data["dasar_data"], case.data["keperluan"]) == ("DTSEN desil 2", purpose)


def test_what_the_office_filled_in_stays_when_the_citizen_mends_the_rest() -> None:
    office = an_office()
    case = a_request(state="submitted", office=office, kind="sktm")
    check_request(case.pk, office.operator, data={"dasar_data": "DTSEN desil 2"})
    return_request(case.pk, office.operator, note="Tujuan belum jelas.")
    citizen = a_citizen(case.resident)
    mended = {"keperluan": "Kesehatan", "diajukan_kepada": "RSUD Genteng", "jumlah_tanggungan": "2"}
    changed = change_request(case.pk, citizen, mended | {"dasar_data": "DTSEN desil 1"})
    assert (changed.data["dasar_data"], changed.data["diajukan_kepada"]) == ("DTSEN desil 2", "RSUD Genteng")
