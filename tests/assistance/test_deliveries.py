"""Data in: rows find whom they mean, a person decides the doubtful ones, and what is agreed to is written once."""

from datetime import date
from typing import Any

import pytest

from assistance.models import Delivery, DeliveryRow, Disbursement, Enrolment, Standing, Welfare
from assistance.services.deliveries import delivery_confirm, delivery_upload, row_decide
from citizens.models import Resident
from foundation.access.roles import Actor, Grant, Role
from foundation.tabular.columns import DIGITS, Column
from foundation.tabular.writing import Sheet, write_xlsx
from tests.access.cast import REGENCY, officer, signed_in
from tests.acting import run_jobs
from tests.citizens.factories import PESANGGARAN, SARONGAN, household

from .factories import POOR, ProgrammeFactory, enrol, state_welfare

pytestmark = pytest.mark.django_db


def dinsos() -> Actor:
    user = officer(Role.SOCIAL_OFFICER, REGENCY)
    return Actor(user_id=user.pk, name="Bu Dwi", grants=(Grant(Role.SOCIAL_OFFICER, REGENCY),))


def workbook(headings: str, *rows: tuple[Any, ...]) -> bytes:
    columns = [
        Column(label, DIGITS if label in ("NIK", "Nomor KK") else "text") for label in headings.split("|")
    ]
    return write_xlsx(Sheet("Data", columns, list(rows)))


def deliver(actor: Actor, content: bytes, **more: Any) -> Delivery:
    told: dict[str, Any] = {
        "kind": "welfare",
        "programme": None,
        "source": "DTSEN 2026-4",
        "valid_from": date(2026, 10, 1),
    }
    delivery = delivery_upload(actor, content, "data.xlsx", **told | more)
    run_jobs()
    delivery.refresh_from_db()
    return delivery


def apply(actor: Actor, delivery: Delivery) -> None:
    delivery_confirm(delivery.pk, actor)
    run_jobs()
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.APPLIED


def outcomes(delivery: Delivery) -> dict[int, str]:
    return dict(delivery.rows.order_by("number").values_list("number", "outcome"))


@pytest.fixture
def people() -> list[Resident]:
    names = ("Sugeng Prayitno", "Ahmad Fauzi", "Slamet Riyadi")
    return [
        household(SARONGAN, name=name, birth_date=date(1980 + n, 5, 6))[0] for n, name in enumerate(names)
    ]


def test_rows_match_by_number_else_a_person_decides_else_they_come_back_with_the_reason(
    people: list[Resident],
) -> None:
    sugeng, ahmad, slamet = people
    content = workbook(
        "NIK|Nomor KK|Nama|Tanggal lahir|Desil",
        (sugeng.nik, "", "SUGENG PRAYITNO", "", "2"),
        ("", ahmad.family.number, "", "", "3"),
        ("", "", "SLAMET RIADI", "06-05-1982", "4"),
        (slamet.nik, "", "ORANG LAIN SEKALI", "", "1"),
        ("", "", "TIDAK ADA", "01-01-1950", "1"),
        (sugeng.nik, "", "SUGENG PRAYITNO", "", "5"),
        ("123", "", "SALAH TULIS", "", "77"),
    )
    delivery = deliver(dinsos(), content)
    assert outcomes(delivery) == {
        2: "matched",
        3: "matched",
        4: "open",
        5: "open",
        6: "refused",
        7: "refused",
        8: "refused",
    }
    assert DeliveryRow.objects.get(number=4).resident_id == slamet.pk
    reasons = dict(delivery.rows.values_list("number", "reason"))
    assert "atas nama lain" in reasons[5]
    assert "baris 2" in reasons[7]
    assert "NIK" in reasons[8]
    assert not Welfare.objects.exists()


def test_welfare_is_written_from_its_day_and_the_lists_are_true_at_once(people: list[Resident]) -> None:
    programme = ProgrammeFactory(rule=POOR)
    sugeng = people[0]
    state_welfare(sugeng.family, 8, valid_from=date(2026, 1, 1))
    actor = dinsos()
    delivery = deliver(actor, workbook("NIK|Desil|Daya listrik (VA)", (sugeng.nik, "2", "450")))
    apply(actor, delivery)
    before, now = Welfare.objects.filter(family=sugeng.family).order_by("valid_from")
    assert (before.decile, before.valid_until) == (8, date(2026, 10, 1))
    assert (now.decile, now.electricity, now.valid_until) == (2, 450, None)
    assert Standing.objects.get(pk=sugeng.family_id).entitled == 1 << programme.bit


def test_an_older_statement_takes_its_place_before_the_newer_one(people: list[Resident]) -> None:
    sugeng, actor = people[0], dinsos()
    state_welfare(sugeng.family, 3, valid_from=date(2026, 11, 1))
    apply(actor, deliver(actor, workbook("NIK|Desil", (sugeng.nik, "6"))))
    rows = Welfare.objects.filter(family=sugeng.family).order_by("valid_from")
    assert [(row.decile, row.valid_until) for row in rows] == [(6, date(2026, 11, 1)), (3, None)]


def test_a_complete_list_enrols_and_ends_and_sending_it_again_changes_nothing(people: list[Resident]) -> None:
    programme = ProgrammeFactory(rule=POOR)
    sugeng, ahmad, _slamet = people
    gone = enrol(programme, household(PESANGGARAN)[0].family)
    enrol(programme, ahmad.family)
    actor = dinsos()
    content = workbook("NIK|Nomor kepesertaan", (sugeng.nik, "A-1"), (ahmad.nik, "A-2"))
    told = {"kind": "recipients", "programme": programme, "is_complete": True}
    apply(actor, deliver(actor, content, **told))
    gone.refresh_from_db()
    assert gone.ends_on == date(2026, 9, 30)
    running = Enrolment.objects.filter(ends_on__isnull=True)
    assert set(running.values_list("family", flat=True)) == {sugeng.family_id, ahmad.family_id}
    before = list(Enrolment.objects.order_by("id").values())
    apply(actor, deliver(actor, content, **told))
    after = list(Enrolment.objects.order_by("id").values())
    assert [{**row, "updated_at": None} for row in after] == [{**row, "updated_at": None} for row in before]


def test_payments_are_written_to_their_enrolment_once_a_period(people: list[Resident]) -> None:
    programme = ProgrammeFactory(rule=POOR)
    enrolment = enrol(programme, people[0].family)
    actor = dinsos()
    for status, amount in (("gagal", "300000"), ("disalurkan", "300.000")):
        content = workbook("NIK|Periode|Jumlah|Keadaan", (people[0].nik, "01-10-2026", amount, status))
        apply(actor, deliver(actor, content, kind="payments", programme=programme))
    payment = Disbursement.objects.get(enrolment=enrolment)
    assert (payment.status, payment.amount, payment.paid_on) == ("paid", 300_000, date(2026, 10, 1))


def test_what_a_person_decides_is_written_with_their_name(people: list[Resident]) -> None:
    slamet, actor = people[2], dinsos()
    delivery = deliver(actor, workbook("Nama|Tanggal lahir|Desil", ("SLAMET RIADI", "06-05-1982", "4")))
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY, "dinsos2"))
    page = client.get(f"/bansos/kiriman/{delivery.pk}/baris/2/").content.decode()
    assert "Slamet Riyadi" in page
    row_decide(delivery.pk, 2, actor, slamet.pk)
    row = DeliveryRow.objects.get(delivery=delivery)
    assert (row.outcome, row.decided_by_name) == ("matched", "Bu Dwi")
    apply(actor, delivery)
    assert Welfare.objects.get(family=slamet.family).decile == 4


def test_a_row_that_resembles_nobody_can_be_refused_and_says_what_to_do(people: list[Resident]) -> None:
    delivery = deliver(dinsos(), workbook("Nama|Desil", ("Tak Dikenal", "4")))
    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY, "dinsos2"))
    address = f"/bansos/kiriman/{delivery.pk}/baris/2/"
    page = client.get(address).content.decode()
    assert "Bukan salah satu" not in page
    assert "lalu kirim lagi" in page
    assert client.post(address).status_code == 302
    assert DeliveryRow.objects.get(delivery=delivery).outcome == "refused"


def test_a_file_of_something_else_fails_with_what_to_do() -> None:
    delivery = deliver(dinsos(), workbook("Barang|Harga", ("Beras", "12000")))
    assert delivery.state == Delivery.State.FAILED
    assert "templat" in delivery.notice


def test_the_page_takes_a_file_and_asks_which_programme(people: list[Resident]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in(officer(Role.SOCIAL_OFFICER, REGENCY))
    told = {"kind": "recipients", "source": "SK 1", "valid_from": "2026-10-01"}
    upload = SimpleUploadedFile("data.xlsx", workbook("NIK", (people[0].nik,)))
    page = client.post("/bansos/kiriman/", told | {"file": upload})
    assert "Pilih program" in page.content.decode()
    assert not Delivery.objects.exists()
    upload.seek(0)
    programme = ProgrammeFactory()
    assert (
        client.post("/bansos/kiriman/", told | {"programme": programme.pk, "file": upload}).status_code == 302
    )
    run_jobs()
    delivery = Delivery.objects.get()
    page = client.get(f"/bansos/kiriman/{delivery.pk}/?hasil=matched").content.decode()
    assert "Sugeng Prayitno" in page
    assert str(people[0].nik) not in page
    assert client.get(f"/bansos/kiriman/{delivery.pk}/perbaikan/").status_code == 200
    assert client.get("/bansos/kiriman/templat/welfare/").status_code == 200
