"""A request comes back with a remark on each part that is to be mended; whoever mends it sees the remark there."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.accounts.models import User
from foundation.notifications.models import Notification
from letters.errors import WrongInput
from letters.models import Request, RequestEvent
from letters.services.actions import perform
from tests.acting import ActingClient, run_jobs
from tests.letters.factories import a_citizen, a_request, an_office
from tests.letters.program import the_operators

pytestmark = pytest.mark.django_db
REMARK = "Tulis nama banknya."


def browser_of(user_id: Any) -> ActingClient:
    browser = ActingClient()
    browser.force_login(User.objects.get(pk=user_id))
    return browser


def the_operator() -> ActingClient:
    return browser_of(an_office().operator.user_id)


def return_by_page(case: Request, body: dict[str, Any]) -> Any:
    return the_operator().post(f"/desa/permohonan/{case.pk}/tindakan/return/", body)


def returned(channel: str = Request.Channel.WEB, **remarks: str) -> Request:
    case = a_request("submitted", channel=channel)
    perform("return", case.pk, an_office().operator, note="Kurang jelas.", fields=remarks)
    case.refresh_from_db()
    return case


def control(page: str, name: str) -> str:
    """The tag of the control that is posted under this name."""
    found = re.search(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', page)
    assert found is not None, name
    return found.group()


def test_an_officer_writes_a_remark_beside_each_tick() -> None:
    case = a_request("submitted")
    page = the_operator().get(f"/desa/permohonan/{case.pk}/").content.decode()
    assert 'maxlength="200"' in control(page, "fields_keperluan")
    body = {
        "note": "Dua hal.",
        "fields": ["keperluan", "pendukung"],
        "fields_keperluan": f"  {REMARK} ",
        "fields_pendukung": "",
    }
    assert return_by_page(case, body).status_code == 302
    entry = case.history.get(action="return")
    assert (entry.fields, entry.remarks) == (["keperluan", "pendukung"], {"keperluan": REMARK})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"fields_keperluan": "x" * 201}, "paling panjang 200 huruf"),
        ({"note": ""}, "Tulis alasannya"),
        ({"fields_pendukung": "a\x00b"}, "ada yang perlu diperbaiki"),
    ],
    ids=["too long", "without the note for all", "no text"],
)
def test_what_was_typed_stays_when_something_is_wrong(changed: dict[str, Any], words: str) -> None:
    case = a_request("submitted")
    body = {
        "note": "Dua hal.",
        "fields": ["keperluan"],
        "fields_keperluan": REMARK,
        "fields_pendukung": "",
    } | changed
    answer = return_by_page(case, body)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words.casefold() in page.casefold()
    assert str(body["fields_keperluan"]) in control(page, "fields_keperluan")
    for part in ("keperluan", "pendukung"):
        box = re.search(rf'<input[^>]*value="{part}"[^>]*>', page)
        assert box is not None
        assert ("checked" in box.group()) == (part in body["fields"] or bool(body[f"fields_{part}"]))
    case.refresh_from_db()
    assert case.state == "submitted"


def test_the_citizen_reads_the_remark_at_the_very_field() -> None:
    case = returned(keperluan=REMARK)
    citizen = browser_of(a_citizen(case.resident).user_id)
    page = citizen.get(f"/surat/saya/{case.pk}/isian/").content.decode()
    assert 'aria-describedby="id_keperluan_helptext id_keperluan_mend"' in control(page, "keperluan")
    said = re.search(r'<p class="govuk-error-message" id="id_keperluan_mend">(.*?)</p>', page, re.DOTALL)
    assert said is not None
    assert REMARK in said.group()
    assert "Bagian ini perlu diperbaiki." not in page
    assert REMARK in citizen.get(f"/surat/saya/{case.pk}/").content.decode()


def test_a_remark_stands_before_what_else_is_wrong_at_the_field() -> None:
    case = returned(keperluan=REMARK)
    citizen = browser_of(a_citizen(case.resident).user_id)
    page = citizen.post(f"/surat/saya/{case.pk}/isian/", {"keperluan": ""}).content.decode()
    tag = control(page, "keperluan")
    assert 'aria-describedby="id_keperluan_helptext id_keperluan_mend id_keperluan_error"' in tag
    assert 'aria-invalid="true"' in tag


def test_the_citizen_reads_the_remark_at_the_document() -> None:
    case = returned(pendukung="Fotonya gelap.")
    citizen = browser_of(a_citizen(case.resident).user_id)
    page = citizen.get(f"/surat/saya/{case.pk}/berkas/").content.decode()
    assert 'id="bagian-pendukung"' in page
    assert 'aria-describedby="id_pendukung_file_mend"' in control(page, "file")
    assert "Fotonya gelap." in page
    form = citizen.get(f"/surat/saya/{case.pk}/isian/").content.decode()
    assert f'href="/surat/saya/{case.pk}/berkas/#bagian-pendukung"' in form


def test_the_desk_reads_the_remarks_on_the_page_and_in_the_form() -> None:
    case = returned(Request.Channel.COUNTER, keperluan=REMARK)
    for address in (f"/desa/permohonan/{case.pk}/", f"/desa/permohonan/{case.pk}/isian/"):
        assert REMARK in the_operator().get(address).content.decode()


def test_what_is_typed_in_a_remark_stays_text() -> None:
    case = returned(keperluan="<b>tebal</b> & {pemohon.nik}")
    citizen = browser_of(a_citizen(case.resident).user_id)
    for address in (f"/surat/saya/{case.pk}/", f"/surat/saya/{case.pk}/isian/"):
        page = citizen.get(address).content.decode()
        assert "&lt;b&gt;tebal&lt;/b&gt; &amp; {pemohon.nik}" in page
        assert "<b>tebal" not in page


def test_no_remark_leaves_the_house_in_a_message() -> None:
    returned(keperluan="NIK ibunya keliru.")
    run_jobs()
    told = Notification.objects.filter(subject="Permohonan surat perlu diperbaiki")
    assert told.exists()
    assert not any("NIK ibunya" in f"{row.subject}{row.body}" for row in Notification.objects.all())


def test_a_remark_that_is_too_long_returns_nothing() -> None:
    case = a_request("submitted")
    with pytest.raises(WrongInput):
        perform("return", case.pk, an_office().operator, note="N", fields={"keperluan": "x" * 201})
    case.refresh_from_db()
    assert case.state == "submitted"


@pytest.mark.parametrize(
    "remarks",
    ['{"pendukung": "x"}', '{"keperluan": ""}', '{"keperluan": 1}', '["keperluan"]', '"keperluan"', None],
)
def test_the_database_holds_to_it_as_well(remarks: str | None) -> None:
    case = a_request("submitted")
    long = '{"keperluan": "%s"}' % ("x" * 201)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO letters_requestevent"
            " (id, request_id, action, state, actor_name, actor_role, note, fields, remarks, at)"
            " VALUES (gen_random_uuid(), %s, 'return', 'returned', '', '', 'N', '[\"keperluan\"]', %s, now())",
            [case.pk, remarks or long],
        )
    assert not RequestEvent.objects.filter(action="return").exists()


class TestByProgram:
    """The API takes remarks and shows them."""

    def test_remarks_go_in_and_come_out(self) -> None:
        case = a_request("submitted")
        program = the_operators()
        body = {"note": "N", "fields_to_mend": ["keperluan", "pendukung"], "remarks": {"keperluan": REMARK}}
        answer = program.send(f"requests/{case.pk}/return", body)
        assert answer.status_code == 200
        marks = [{"name": "keperluan", "remark": REMARK}, {"name": "pendukung", "remark": ""}]
        assert answer.json()["history"][-1]["marks"] == marks
        shown = program.get(f"/api/v1/requests/{case.pk}").json()
        assert [entry["marks"] for entry in shown["history"]] == [[], [], marks]

    @pytest.mark.parametrize(
        "remarks",
        [
            {"keperluan": "x" * 201},
            {"keperluan": ["x"]},
            "x",
            ["x"],
            {"keperluan": "\x00"},
        ],
    )
    def test_a_wrong_remark_is_refused(self, remarks: Any) -> None:
        case = a_request("submitted")
        body = {"note": "N", "fields_to_mend": ["keperluan"], "remarks": remarks}
        answer = the_operators().send(f"requests/{case.pk}/return", body)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, ["remarks"])
        case.refresh_from_db()
        assert case.state == "submitted"
