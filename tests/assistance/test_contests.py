"""Usul-sanggah: the village checks without knowing who said so, the social office decides, the citizen is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assistance.errors import AidRefused
from assistance.models import Contest, ContestReporter
from assistance.services.contests import Told, contest_decide, contest_submit, contest_verify
from citizens.models import Resident
from foundation.access.rate_limit import TooManyTries
from foundation.access.roles import Actor, Grant, Role
from foundation.audit.models import AccessEntry
from foundation.notifications.models import Notification
from tests.access.cast import REGENCY, citizen, officer, signed_in
from tests.acting import run_jobs, see_only
from tests.citizens.factories import SARONGAN, household

from .factories import ProgrammeFactory, enrol

pytestmark = pytest.mark.django_db

NEIGHBOUR = Told("sanggah", "mampu", "Rumahnya dua lantai dan punya mobil.", None, "Pak Mampu", "RT 2", False)


def acting(role: str, area: str) -> Actor:
    user = officer(role, area)
    return Actor(user_id=user.pk, name=f"Petugas {role}", grants=(Grant(role, area),))


@pytest.fixture
def reporter() -> Resident:
    person: Resident = household(SARONGAN, name="Pelapor Rahasia")[0]
    return person


def test_a_citizen_contests_the_village_verifies_the_office_decides_and_the_citizen_is_told(
    reporter: Resident,
) -> None:
    client = signed_in(citizen(reporter))
    told = {
        "about": "lain",
        "kind": "sanggah",
        "named": "Pak Mampu",
        "reason": "mampu",
        "text": "Rumahnya dua lantai dan punya mobil.",
    }
    assert client.post("/cek-bansos/usul/", told).status_code == 302
    contest = Contest.objects.get()
    run_jobs()
    village = signed_in(officer(Role.OPERATOR, SARONGAN, "operator.lain"))
    page = village.get(f"/bansos/usul-sanggah/{contest.pk}/").content.decode()
    assert "Pak Mampu" in page
    assert "Pelapor Rahasia" not in page
    assert village.get(f"/bansos/usul-sanggah/{contest.pk}/pelapor/").status_code == 403
    village.post(
        f"/bansos/usul-sanggah/{contest.pk}/", {"finding": "right", "note": "Dilihat kadus kemarin sore."}
    )
    contest.refresh_from_db()
    assert contest.state == Contest.State.VERIFIED
    office = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY, "dinsos.lain"))
    office.post(
        f"/bansos/usul-sanggah/{contest.pk}/",
        {"decision": "accepted", "answer": "Bantuannya dihentikan bulan depan."},
    )
    run_jobs()
    assert "dihentikan" in client.get(f"/cek-bansos/usul/{contest.pk}/").content.decode()
    assert Notification.objects.filter(recipient_id=reporter.pk, key=f"contest:{contest.pk}").exists()


def test_the_database_itself_hides_the_reporter_from_the_village(reporter: Resident) -> None:
    contest_submit(reporter, NEIGHBOUR)
    see_only(SARONGAN)
    assert Contest.objects.count() == 1
    assert ContestReporter.objects.count() == 0
    see_only(REGENCY)
    assert ContestReporter.objects.count() == 1


def test_whoever_looks_up_the_reporter_stands_in_that_persons_journal(reporter: Resident) -> None:
    contest = contest_submit(reporter, NEIGHBOUR)
    office = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    assert "Pelapor Rahasia" in office.get(f"/bansos/usul-sanggah/{contest.pk}/pelapor/").content.decode()
    assert AccessEntry.objects.filter(subject_id=reporter.pk, reference_id=contest.pk).count() == 1


def test_nobody_proposes_what_the_family_receives_already_or_contests_oneself(reporter: Resident) -> None:
    programme = ProgrammeFactory()
    enrol(programme, reporter.family)
    for told in (
        Told("usul", "miskin", "Belum pernah menerima apa pun.", programme),
        Told("sanggah", "mampu", "Kami sudah mampu sekarang."),
    ):
        with pytest.raises(AidRefused):
            contest_submit(reporter, told)
    assert not Contest.objects.exists()


def test_wrong_input_is_told_and_keeps_what_was_typed(reporter: Resident) -> None:
    client = signed_in(citizen(reporter))
    page = client.post(
        "/cek-bansos/usul/", {"about": "lain", "kind": "usul", "text": "Nenek sendirian di rumah."}
    )
    assert "Tulis nama orang" in page.content.decode()
    assert "Nenek sendirian" in page.content.decode()


def test_five_a_day_are_enough(reporter: Resident) -> None:
    for _ in range(5):
        contest_submit(reporter, NEIGHBOUR)
    with pytest.raises(TooManyTries):
        contest_submit(reporter, NEIGHBOUR)


def test_clocks_run_in_working_days_and_a_late_case_says_so(reporter: Resident) -> None:
    contest = contest_submit(reporter, NEIGHBOUR)
    assert timedelta(days=4) <= contest.due_at - timezone.now() <= timedelta(days=12)
    Contest.objects.update(due_at=timezone.now() - timedelta(hours=1))
    page = signed_in(officer(Role.OPERATOR, SARONGAN)).get("/bansos/usul-sanggah/").content.decode()
    assert "terlambat" in page


def test_each_step_is_taken_once(reporter: Resident) -> None:
    contest = contest_submit(reporter, NEIGHBOUR)
    village, office = acting(Role.SECRETARY, SARONGAN), acting(Role.SOCIAL_OFFICER, REGENCY)
    contest_verify(contest.pk, village, finding="unclear", note="Belum sempat ditemui.")
    contest_decide(contest.pk, office, accepted=False, answer="Tidak terbukti di lapangan.")
    deeds: list[Any] = [
        lambda: contest_verify(contest.pk, village, finding="right", note="Sekali lagi."),
        lambda: contest_decide(contest.pk, office, accepted=True, answer="Berubah pikiran."),
    ]
    for deed in deeds:
        with pytest.raises(AidRefused):
            deed()


def test_somebody_elses_contest_does_not_exist(reporter: Resident) -> None:
    contest = contest_submit(reporter, NEIGHBOUR)
    other = signed_in(citizen(household(SARONGAN)[0]))
    assert other.get(f"/cek-bansos/usul/{contest.pk}/").status_code == 404
