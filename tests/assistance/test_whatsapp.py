"""Reports of need by WhatsApp: signed notices in, a case and an answer out; the provider is a real server."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models import Count

from assistance.models import PovertyCase, ReportMessage
from assistance.services.messages import villages_meant
from foundation.jobs.models import Job
from tests.acting import ActingClient, run_jobs
from tests.citizens.factories import SARONGAN
from villages.models import Region

pytestmark = pytest.mark.django_db

URL, SECRET, SENDER = "/ugd-kemiskinan/whatsapp/", "rahasia aplikasi", "6281234567890"
REPORT = "Mbah Karti\nDusun Krajan RT 2, dekat musala\nDesa Sarongan\nSudah tiga hari tidak bangun."


class Provider(BaseHTTPRequestHandler):
    """Takes texts as the Cloud API does; `status` is what it answers."""

    sent: list[dict[str, Any]] = []
    status = 200

    def do_POST(self) -> None:  # noqa: N802 - the server's name
        """One text."""
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.status == 200:
            self.sent.append(content | {"path": self.path, "bearer": self.headers["Authorization"]})
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(json.dumps({"messages": [{"id": "wamid.answer"}]}).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[type[Provider]]:
    Provider.sent, Provider.status = [], 200
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WHATSAPP_APP_SECRET, settings.WHATSAPP_VERIFY_TOKEN = SECRET, "kata sepakat"
    settings.WHATSAPP_TOKEN, settings.WHATSAPP_PHONE_ID = "kunci", "1055"
    settings.WHATSAPP_API_URL = f"http://127.0.0.1:{server.server_port}/v23.0"
    yield Provider
    server.shutdown()
    server.server_close()


def notice(text: str, number: str = "wamid.1", **more: Any) -> bytes:
    message = {"from": SENDER, "id": number, "type": "text", "text": {"body": text}} | more
    value = {"messaging_product": "whatsapp", "messages": [message]}
    return json.dumps(
        {"object": "x", "entry": [{"changes": [{"field": "messages", "value": value}]}]}
    ).encode()


def send(body: bytes, secret: str = SECRET) -> int:
    signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": signature}
    answer = ActingClient().post(URL, body, content_type="application/json", headers=headers)
    return answer.status_code


def test_a_message_of_four_lines_becomes_a_case_and_is_answered_with_the_day(
    provider: type[Provider],
) -> None:
    assert send(notice(REPORT)) == 200
    run_jobs()
    case = PovertyCase.objects.get()
    assert (case.named, case.village_id, case.source) == ("Mbah Karti", SARONGAN, "message")
    assert (case.contact, case.text) == (SENDER, "Sudah tiga hari tidak bangun.")
    (answer,) = provider.sent
    assert (answer["to"], answer["path"], answer["bearer"]) == (
        SENDER,
        "/v23.0/1055/messages",
        "Bearer kunci",
    )
    assert "Mbah Karti sudah diterima Desa Sarongan" in answer["text"]["body"]
    assert ReportMessage.objects.get().sender == ""
    assert SENDER not in json.dumps(list(Job.objects.values_list("payload", "key")))


def test_the_same_message_again_makes_nothing_twice(provider: type[Provider]) -> None:
    for _ in range(3):
        assert send(notice(REPORT)) == 200
        run_jobs()
    assert PovertyCase.objects.count() == 1
    assert len(provider.sent) == 1


@pytest.mark.parametrize("text", ["tolong", "Mbah Karti\nKrajan\nSarongan\nsakit", ""])
def test_whoever_says_too_little_is_told_how(provider: type[Provider], text: str) -> None:
    send(notice(text))
    run_jobs()
    assert not PovertyCase.objects.exists()
    assert "empat baris" in provider.sent[0]["text"]["body"]


def test_a_picture_is_answered_with_how_to_report(provider: type[Provider]) -> None:
    send(notice("", type="image", image={"id": "7"}))
    run_jobs()
    assert "empat baris" in provider.sent[0]["text"]["body"]


def test_a_misspelt_village_is_asked_about_and_never_guessed(provider: type[Provider]) -> None:
    send(notice(REPORT.replace("Sarongan", "Sarogan")))
    run_jobs()
    assert not PovertyCase.objects.exists()
    assert "Sarongan, Pesanggaran" in provider.sent[0]["text"]["body"]
    send(notice(REPORT.replace("Sarongan", "Atlantis"), "wamid.2"))
    run_jobs()
    assert "Atlantis” tidak ditemukan" in provider.sent[1]["text"]["body"]


def test_a_name_that_several_villages_have_is_told_apart_by_the_kecamatan() -> None:
    villages = Region.objects.filter(level=Region.Level.VILLAGE).select_related("parent")
    shared = villages.filter(
        name__in=villages.values("name").annotate(n=Count("pk")).filter(n__gt=1).values("name")
    )
    assert shared
    for village in shared:
        assert village.parent is not None
        assert len(villages_meant(village.name)) > 1
        assert villages_meant(f"Desa {village.name}, Kecamatan {village.parent.name}") == [village]


def test_unsigned_notices_and_wrong_words_are_refused(provider: type[Provider]) -> None:
    assert send(notice(REPORT), secret="tebakan") == 403
    assert ActingClient().post(URL, notice(REPORT), content_type="application/json").status_code == 403
    assert not ReportMessage.objects.exists()
    asked = {"hub.mode": "subscribe", "hub.verify_token": "kata sepakat", "hub.challenge": "1158"}
    assert ActingClient().get(URL, asked).content == b"1158"
    assert ActingClient().get(URL, asked | {"hub.verify_token": "x"}).status_code == 403


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"entry": 1}', b'{"entry": [1]}', b'{"entry":[{"changes":[{}]}]}']
)
def test_what_is_no_message_changes_nothing(provider: type[Provider], body: bytes) -> None:
    assert send(body) in (200, 400)
    assert not ReportMessage.objects.exists()


def test_a_provider_that_is_down_is_asked_again_later(provider: type[Provider]) -> None:
    provider.status = 503
    send(notice(REPORT))
    run_jobs()
    assert ReportMessage.objects.get().answered_at is None
    assert PovertyCase.objects.count() == 1
    provider.status = 200
    Job.objects.filter(kind="assistance.answer_message").update(run_after="2026-01-01T00:00:00Z")
    run_jobs()
    assert len(provider.sent) == 1


def test_it_is_off_until_it_is_set_up() -> None:
    assert ActingClient().get(URL).status_code == 404
