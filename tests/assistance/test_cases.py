"""UGD Kemiskinan: anybody reports, the village visits, the social office decides, offices do their part by a day."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assistance.errors import AidRefused
from assistance.models import Intervention, PovertyCase
from assistance.services.cases import (
    case_close,
    case_decide,
    case_visit,
    intervention_finish,
    intervention_plan,
)
from foundation.access.roles import Actor, Grant, Role
from tests.access.cast import REGENCY, officer, signed_in
from tests.acting import ActingClient
from tests.citizens.factories import PESANGGARAN, SARONGAN

pytestmark = pytest.mark.django_db

REPORT = {
    "village": SARONGAN,
    "named": "Mbah Karti",
    "address": "Dusun Krajan, dekat musala",
    "text": "Sendirian, sudah tiga hari tidak bangun dari tempat tidur.",
}


def acting(role: str, area: str) -> Actor:
    return Actor(user_id=officer(role, area).pk, name="Bu Dwi", grants=(Grant(role, area),))


def reported() -> PovertyCase:
    assert ActingClient().post("/ugd-kemiskinan/", REPORT).status_code == 200
    return PovertyCase.objects.get()


def test_a_report_without_an_account_is_visited_decided_helped_and_closed_on_one_page() -> None:
    case = reported()
    assert case.due_at - timezone.now() < timedelta(days=7)
    home = f"/bansos/kasus/{case.pk}/"
    village = signed_in(officer(Role.OPERATOR, SARONGAN))
    assert "Mbah Karti" in village.get("/bansos/kasus/").content.decode()
    village.post(home, {"visit": "Dikunjungi bersama kader, demam tinggi."})
    office = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    office.post(home, {"office": "health", "what": "Dijemput ke puskesmas", "due_on": "2026-11-26"})
    office.post(home, {"decision": "Dirawat dan diusulkan Rantang Kasih."})
    office.post(f"{home}selesai/")
    case.refresh_from_db()
    assert case.state == PovertyCase.State.HELPED
    step = Intervention.objects.get()
    village.post(f"/bansos/kasus/tindakan/{step.pk}/", {"result": "Sudah dirawat di puskesmas."})
    office.post(f"{home}selesai/")
    case.refresh_from_db()
    assert case.state == PovertyCase.State.CLOSED
    assert "Sudah dirawat" in office.get(home).content.decode()


def test_wrong_input_is_told_and_nothing_is_kept_of_it() -> None:
    page = ActingClient().post("/ugd-kemiskinan/", REPORT | {"text": "tolong"})
    assert "Mbah Karti" in page.content.decode()
    assert not PovertyCase.objects.exists()


def test_the_sixth_report_of_an_hour_waits() -> None:
    for _ in range(5):
        ActingClient().post("/ugd-kemiskinan/", REPORT)
    assert ActingClient().post("/ugd-kemiskinan/", REPORT).status_code == 429


def test_each_step_is_taken_in_turn_and_once() -> None:
    case = reported()
    village, office = acting(Role.SECRETARY, SARONGAN), acting(Role.SOCIAL_OFFICER, REGENCY)
    with pytest.raises(AidRefused):
        case_decide(case.pk, office, decision="Terlalu cepat diputuskan.")
    with pytest.raises(AidRefused):
        intervention_plan(case.pk, office, office="social", what="Sembako", due_on=date(2026, 12, 1))
    case_visit(case.pk, village, visit="Dikunjungi bersama kader.")
    case_decide(case.pk, office, decision="Dibantu sembako tiap minggu.")
    step = intervention_plan(case.pk, office, office="social", what="Sembako", due_on=date(2026, 12, 1))
    with pytest.raises(AidRefused):
        case_close(case.pk, office)
    intervention_finish(step.pk, village, result="Diantar kadus.")
    with pytest.raises(AidRefused):
        intervention_finish(step.pk, village, result="Sekali lagi.")
    case_close(case.pk, office)


def test_another_village_does_not_see_the_case() -> None:
    case = reported()
    other = signed_in(officer(Role.OPERATOR, PESANGGARAN))
    assert "Mbah Karti" not in other.get("/bansos/kasus/").content.decode()
    assert other.get(f"/bansos/kasus/{case.pk}/").status_code == 404
