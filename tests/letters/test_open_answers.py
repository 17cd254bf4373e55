"""Kinds that an office makes itself: a person who may be left out, and a wording that its answers don't fill."""

from typing import Any

import pytest
from pypdf import PdfReader

from letters.errors import OutOfTurn
from letters.models import Letter, LetterDocument, RegisterCounter, Request
from letters.services.actions import perform
from letters.services.create import create_request, submit_request
from tests.access.cast import signed_in
from tests.citizens.factories import SARONGAN, household
from tests.letters.factories import a_kind, an_office, an_officer, produce

pytestmark = pytest.mark.django_db
FIELDS = [{"name": "saksi", "label": "Saksi", "type": "resident", "required": False}]
BODY = "Disaksikan oleh:\n\n| Nama | {isian.saksi.nama} |\n| NIK | {isian.saksi.nik} |\n"


def ready_to_sign(data: dict[str, Any]) -> Request:
    a_kind("kesaksian", steps=["check", "sign"], fields=FIELDS, documents=[], body=BODY)
    office = an_office()
    case, _new = create_request(
        office.operator, type_code="kesaksian", resident=household()[0], data=data, channel="counter"
    )
    submit_request(case.pk, office.operator)
    perform("check", case.pk, office.operator)
    return case


def test_a_person_who_was_left_out_prints_as_nothing(store: Any) -> None:
    case = ready_to_sign({"saksi": ""})
    perform("sign", case.pk, an_office().head)
    produce(case)
    document = LetterDocument.objects.get(letter__request=case)
    text = PdfReader(store / document.path).pages[0].extract_text()
    assert "Disaksikan oleh" in text
    assert "isian" not in text


def test_what_cannot_be_printed_takes_no_number() -> None:
    case = ready_to_sign({"saksi": ""})
    office = an_office()
    # A witness who meanwhile belongs to nobody's register any more.
    Request.objects.filter(pk=case.pk).update(data={"saksi": "019b7711-0000-7000-8000-000000000000"})
    with pytest.raises(OutOfTurn, match="tidak dapat dicetak"):
        perform("sign", case.pk, office.head)
    case.refresh_from_db()
    assert (case.state, Letter.objects.exists(), RegisterCounter.objects.exists()) == (
        "checked",
        False,
        False,
    )


def test_only_papers_that_are_needed_count_as_shown_at_the_counter() -> None:
    papers = [
        {"name": "pengantar", "label": "Surat pengantar RT", "required": True},
        {"name": "akta", "label": "Akta cerai", "required": False},
    ]
    a_kind("berkas", steps=["check", "sign"], fields=[], documents=papers, body="Surat.")
    office = an_office()
    case, _new = create_request(
        office.operator, type_code="berkas", resident=household()[0], data={}, channel="counter"
    )
    clerk = signed_in(an_officer("petugas.3510012001", "operator", SARONGAN))
    page = clerk.get(f"/desa/permohonan/{case.pk}/").content.decode()
    assert page.count("Diperlihatkan di loket") == 1
    assert page.count("Tidak dilampirkan") == 1
