"""No number of a person stands in an address, a session, a job, an event or a log, on the whole way of a letter."""

import json
import logging
import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session

from citizens.models import Resident
from foundation.access.redaction import RedactPersonalNumbers
from foundation.access.roles import Role
from foundation.accounts.codes import digits_of
from foundation.accounts.models import SignInCode
from foundation.jobs.models import Event, Job
from foundation.notifications.models import DemoMessage, Notification
from letters.models import Letter, Request
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import ResidentFactory

from .cast import SARONGAN, in_office, officer, signed_in

SIXTEEN_DIGITS = re.compile(r"(?<!\d)\d{16}(?!\d)")
ADDRESSES = re.compile(r"""(?:href|action|src|hx-\w+|data-[\w-]+)=["']([^"']*)["']""")


class Recording(ActingClient):
    """A browser that keeps every address that it asked for or was shown."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.addresses: set[str] = set()

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        self.addresses.add(f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}")
        self.addresses.add(response.get("Location", ""))
        if response.get("Content-Type", "").startswith("text/html"):
            self.addresses.update(ADDRESSES.findall(response.content.decode()))
        return response


@pytest.fixture
def walked(
    db: None, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> tuple[Resident, set[str]]:
    """A letter from sign-in to issue, by pages; with what could be seen of it from outside."""
    caplog.set_level(logging.DEBUG)
    resident = ResidentFactory()
    citizen = Recording()
    citizen.post("/masuk/", {"nik": resident.nik})
    citizen.get("/masuk/kode/")
    citizen.post("/masuk/kode/", {"code": digits_of(SignInCode.objects.get().pk)})
    citizen.post("/surat/ajukan/domisili/", {"keperluan": "Melamar pekerjaan"})
    case = Request.objects.get()
    citizen.get(f"/surat/saya/{case.pk}/periksa/")
    citizen.post(f"/surat/saya/{case.pk}/periksa/", {"x": "1"})
    citizen.get("/surat/saya/")
    seen = citizen.addresses
    for role, action in ((Role.OPERATOR, "check"), (Role.SECRETARY, "initial"), (Role.HEAD, "sign")):
        user = officer(role, SARONGAN)
        if role == Role.HEAD:
            in_office(user, SARONGAN)
        office = Recording()
        office.cookies = signed_in(user).cookies
        office.get("/desa/")
        office.get(f"/desa/permohonan/{case.pk}/")
        office.post(f"/desa/permohonan/{case.pk}/tindakan/{action}/", {"x": "1"})
        office.get(f"/desa/penduduk/{resident.pk}/")
        seen |= office.addresses
    run_jobs()
    citizen.get(f"/surat/saya/{case.pk}/")
    citizen.get(f"/v/{Letter.objects.get().token}/")
    citizen.get("/kabar/")
    return resident, seen | citizen.addresses


def test_the_whole_way(walked: tuple[Resident, set[str]], caplog: pytest.LogCaptureFixture) -> None:
    resident, addresses = walked
    assert Request.objects.get().state == "issued"
    assert Job.objects.filter(kind="letters.produce_document", state=Job.State.DONE).exists()
    assert not [address for address in addresses if SIXTEEN_DIGITS.search(address)]
    jobs = [f"{job.key} {json.dumps(job.payload)} {job.error}" for job in Job.objects.all()]
    assert len(jobs) >= 5
    assert not [line for line in jobs if SIXTEEN_DIGITS.search(line)]
    events = [f"{event.key} {json.dumps(event.payload)}" for event in Event.objects.all()]
    assert not [line for line in events if SIXTEEN_DIGITS.search(line)]
    sessions = [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    assert len(sessions) >= 4
    assert not [line for line in sessions if SIXTEEN_DIGITS.search(line)]
    assert not [record for record in caplog.records if SIXTEEN_DIGITS.search(record.getMessage())]
    told = [f"{row.subject} {row.body} {row.link}" for row in Notification.objects.all()]
    told += [f"{row.subject} {row.body}" for row in DemoMessage.objects.all()]
    assert told
    assert not [line for line in told if SIXTEEN_DIGITS.search(line) or resident.name in line]


def test_the_public_check_masks_the_holder(walked: tuple[Resident, set[str]]) -> None:
    resident, _addresses = walked
    page = ActingClient().get(f"/v/{Letter.objects.get().token}/").content.decode()
    assert "S***** P*******" in page
    assert resident.name not in page
    assert str(resident.nik) not in page
    assert str(resident.pk) not in page
    assert not SIXTEEN_DIGITS.search(page)


class TestRedaction:
    """What slips into a log all the same is struck out."""

    @pytest.mark.parametrize(
        ("message", "values"),
        [
            ("nik 3510011203870013", ()),
            ("nik %s of %s", ("3510011203870013", "x")),
            ("nik %(nik)s", ({"nik": "3510011203870013"},)),
            ("two 3510011203870013, 3510011203870014.", ()),
        ],
    )
    def test_a_message(self, message: str, values: tuple[Any, ...]) -> None:
        record = logging.LogRecord("x", logging.INFO, "x", 1, message, values, None)
        assert RedactPersonalNumbers().filter(record)
        assert not SIXTEEN_DIGITS.search(record.getMessage())
        assert "[16 angka]" in record.getMessage()

    def test_a_traceback(self) -> None:
        try:
            raise ValueError("Key (nik)=(3510011203870013) already exists")
        except ValueError as error:
            info = (type(error), error, error.__traceback__)
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "failed", (), info)
        RedactPersonalNumbers().filter(record)
        assert not SIXTEEN_DIGITS.search(logging.Formatter().format(record))

    def test_other_numbers_stay(self) -> None:
        record = logging.LogRecord("x", logging.INFO, "x", 1, "job 123456789012345 took 17 ms", (), None)
        RedactPersonalNumbers().filter(record)
        assert record.getMessage() == "job 123456789012345 took 17 ms"

    def test_every_handler_redacts(self, settings: Any) -> None:
        handlers = settings.LOGGING["handlers"].values()
        assert all("redact" in handler["filters"] for handler in handlers)
