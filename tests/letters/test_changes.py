"""A request that came back is handed in again: the office sees what was mended, and what was not."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.access.roles import Role
from foundation.accounts.models import User
from letters.changes import Mending, changes_since_return
from letters.models import Request
from letters.services.actions import perform
from letters.services.attach import attach_document, remove_document
from letters.services.create import change_request
from tests.acting import ActingClient
from tests.letters.factories import ANSWERS, a_citizen, a_kind, a_request, an_office, an_officer

pytestmark = pytest.mark.django_db
NOTHING = "Tidak ada yang diubah sejak permohonan ini dikembalikan."


def photo(shade: int, name: str = "") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (120, 80), (shade, shade, shade)).save(content, "JPEG")
    return SimpleUploadedFile(name or f"foto-{shade}.jpg", content.getvalue())


def sent_by_the_citizen(kind: str = "domisili", **wishes: Any) -> Request:
    return a_request("submitted", kind=kind, channel=Request.Channel.WEB, **wishes)


def come_back(case: Request, **remarks: str) -> None:
    perform("return", case.pk, an_office().operator, note="Lengkapi.", fields=remarks)


def hand_in_again(case: Request, **answers: Any) -> None:
    citizen = a_citizen(case.resident)
    if answers:
        change_request(case.pk, citizen, case.data | answers)
    perform("submit", case.pk, an_office().operator)
    case.refresh_from_db()


def mending_of(case: Request) -> Mending:
    found = changes_since_return(Request.objects.get(pk=case.pk))
    assert found is not None
    return found


def told(case: Request) -> list[tuple[str, str, str, str]]:
    return [(row.label, row.word, row.before, row.after) for row in mending_of(case).changes]


def desk_page(case: Request, user: User | None = None) -> str:
    browser = ActingClient()
    browser.force_login(user or User.objects.get(pk=an_office().operator.user_id))
    text: str = browser.get(f"/desa/permohonan/{case.pk}/").content.decode()
    return text


def label(case: Request, name: str) -> str:
    specs = [*case.type_version.fields, *case.type_version.documents]
    return str(next(spec["label"] for spec in specs if spec["name"] == name))


def test_old_and_new_answer_stand_beside_each_other() -> None:
    case = sent_by_the_citizen()
    come_back(case, keperluan="Tulis nama banknya.")
    hand_in_again(case, keperluan="Membuka rekening BRI", tinggal_sejak="2020-02-01")
    assert told(case) == [
        (label(case, "keperluan"), "diubah", "Membuka rekening bank", "Membuka rekening BRI"),
        (label(case, "tinggal_sejak"), "diisi", "", "1 Februari 2020"),
    ]
    page = desk_page(case)
    for words in ("Yang berubah sejak dikembalikan", "Membuka rekening bank", "Tulis nama banknya."):
        assert words in page
    assert NOTHING not in page


def test_nothing_was_changed_is_said_and_the_marked_part_is_named() -> None:
    case = sent_by_the_citizen()
    come_back(case, keperluan="Tulis nama banknya.")
    hand_in_again(case)
    assert [(row.word, row.is_changed) for row in mending_of(case).changes] == [("tidak diubah", False)]
    assert NOTHING in desk_page(case)


def test_a_marked_part_that_was_left_as_it_is_stands_beside_what_was_changed() -> None:
    case = sent_by_the_citizen()
    come_back(case, keperluan="", tinggal_sejak="Sejak kapan?")
    hand_in_again(case, keperluan="Membuka rekening BRI")
    assert [(row.word, row.remark) for row in mending_of(case).changes] == [
        ("diubah", ""),
        ("tidak diubah", "Sejak kapan?"),
    ]


def test_documents_that_were_replaced_added_and_taken_away() -> None:
    case = sent_by_the_citizen()
    citizen = a_citizen(case.resident)
    operator = an_office().operator
    come_back(case)
    old = attach_document(case.pk, citizen, "pendukung", photo(10))
    hand_in_again(case)
    assert told(case) == [(label(case, "pendukung"), "berkas ditambahkan", "", "foto-10.jpg")]
    come_back(case)
    remove_document(case.pk, citizen, old.pk)
    attach_document(case.pk, citizen, "pendukung", photo(200))
    perform("submit", case.pk, operator)
    assert told(case) == [(label(case, "pendukung"), "berkas diganti", "foto-10.jpg", "foto-200.jpg")]
    come_back(case)
    remove_document(case.pk, citizen, Request.objects.get(pk=case.pk).attachments.get().pk)
    perform("submit", case.pk, operator)
    assert told(case) == [(label(case, "pendukung"), "berkas dihapus", "foto-200.jpg", "")]


def test_the_same_photo_sent_again_under_another_name_is_no_change() -> None:
    case = sent_by_the_citizen()
    citizen = a_citizen(case.resident)
    come_back(case)
    first = attach_document(case.pk, citizen, "pendukung", photo(10))
    hand_in_again(case)
    come_back(case)
    remove_document(case.pk, citizen, first.pk)
    attach_document(case.pk, citizen, "pendukung", photo(10, "nama-lain.jpg"))
    hand_in_again(case)
    assert told(case) == []
    assert NOTHING in desk_page(case)


def test_the_neighbourhood_is_not_told() -> None:
    case = sent_by_the_citizen()
    come_back(case, pendukung="Fotonya gelap.")
    attach_document(case.pk, a_citizen(case.resident), "pendukung", photo(10))
    hand_in_again(case, keperluan="Membuka rekening BRI")
    hamlet = an_officer("rt.uji", Role.NEIGHBOURHOOD, case.area_code)
    page = desk_page(case, hamlet)
    assert "Yang berubah" not in page
    assert "foto-10.jpg" not in page


def test_the_last_return_counts() -> None:
    case = sent_by_the_citizen()
    come_back(case)
    hand_in_again(case, keperluan="Membuka rekening BRI")
    come_back(case)
    hand_in_again(case)
    assert told(case) == []


def test_it_is_shown_until_the_signature_and_to_nobody_before_it_is_handed_in_again() -> None:
    office, case = an_office(), sent_by_the_citizen()
    come_back(case)
    change_request(case.pk, a_citizen(case.resident), ANSWERS["domisili"] | {"keperluan": "Belum selesai"})
    assert changes_since_return(Request.objects.get(pk=case.pk)) is None
    hand_in_again(case)
    for action in ("check", "initial"):
        perform(action, case.pk, office.who(action))
        assert [row[1] for row in told(case)] == ["diubah"]
    perform("sign", case.pk, office.head)
    assert Request.objects.get(pk=case.pk).before_return is None
    assert changes_since_return(Request.objects.get(pk=case.pk)) is None


@pytest.mark.parametrize("action", ["reject", "cancel"])
def test_wrong_answers_are_not_kept_beyond_the_decision(action: str) -> None:
    office, case = an_office(), sent_by_the_citizen()
    come_back(case)
    hand_in_again(case)
    perform(action, case.pk, office.who(action), note="Ini alasannya.")
    assert Request.objects.get(pk=case.pk).before_return is None


def test_of_a_row_all_that_differs_is_told_and_numbers_are_masked() -> None:
    number, other = "3510015203870001", "3510015203870002"
    columns = {"name": "saksi", "label": "Saksi", "type": "people", "required": False}
    spec = columns | {"columns": ["nama", "nik"], "max": 2}
    kind = a_kind("saksi-uji", steps=["check", "sign"], fields=[spec])
    ANSWERS[kind.letter_type.code] = {}
    case = sent_by_the_citizen(kind.letter_type.code, data={"saksi": [{"nama": "Budi", "nik": number}]})
    come_back(case)
    hand_in_again(case, saksi=[{"nama": "Budi", "nik": other}])
    assert told(case) == [("Saksi", "diubah", "Budi; 3510••••••••0001", "Budi; 3510••••••••0002")]


def test_a_request_that_never_came_back_has_nothing_to_compare() -> None:
    assert changes_since_return(sent_by_the_citizen()) is None
