"""People are told a thing once, and read only what was told to them."""

from typing import Any

import pytest
from uuid6 import uuid7

from foundation.access.reach import elevated
from foundation.access.roles import Role
from foundation.jobs.models import Job
from foundation.jobs.runner import run
from foundation.notifications import channels
from foundation.notifications.channels import ChannelUnavailable, Message
from foundation.notifications.models import Delivery, DemoMessage, Notification
from foundation.notifications.services import Recipient, notify
from tests.access.cast import SARONGAN, officer, signed_in
from tests.acting import ActingClient, run_jobs, see_everything

pytestmark = pytest.mark.django_db


def tell(**recipient: str) -> Notification | None:
    with elevated():
        return notify(
            Recipient(uuid7(), **recipient),
            key="k-1",
            subject="Surat Anda sudah terbit",
            body="Isi",
            link="/surat/",
        )


def test_a_message_is_in_the_portal_and_on_its_way() -> None:
    tell(phone="081234567890")
    assert Notification.objects.count() == 1
    run_jobs()
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.state) == ("sms", Delivery.State.SENT)
    assert delivery.receipt == str(DemoMessage.objects.get().pk)


def test_the_same_thing_is_told_once() -> None:
    recipient = Recipient(uuid7(), phone="081234567890")
    for _time in range(3):
        with elevated():
            notify(recipient, key="k-1", subject="s", body="b", link="/")
        run_jobs()
    assert (Notification.objects.count(), Delivery.objects.count(), DemoMessage.objects.count()) == (1, 1, 1)


def test_whoever_has_no_address_reads_it_in_the_portal() -> None:
    tell()
    assert Notification.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_delivery_that_is_repeated_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Message] = []
    monkeypatch.setitem(channels.CHANNELS, "sms", lambda message: sent.append(message) or "r-1")
    tell(phone="081234567890")
    job = Job.objects.get()
    for _time in range(3):
        Job.objects.update(state=Job.State.WAITING)
        run(job.pk)
        see_everything()
    assert len(sent) == 1
    assert sent[0].key == str(Delivery.objects.get().pk)


def test_a_provider_that_is_down_delays_and_then_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def down(message: Message) -> str:
        raise ChannelUnavailable("503")

    monkeypatch.setitem(channels.CHANNELS, "sms", down)
    tell(phone="081234567890")
    job = Job.objects.get()
    run(job.pk)
    job.refresh_from_db()
    see_everything()
    assert job.state == Job.State.WAITING
    assert Delivery.objects.get().state == Delivery.State.WAITING
    Job.objects.update(attempts=job.max_attempts - 1, run_after=job.created_at)
    run(job.pk)
    see_everything()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert Delivery.objects.get().state == Delivery.State.FAILED


def test_a_line_break_in_a_subject_starts_no_header(mailoutbox: list[Any]) -> None:
    channels.send_email(Message("k", "warga@contoh.invalid", "Halo\r\nBcc: jahat@contoh.invalid", "Isi"))
    [mail] = mailoutbox
    assert mail.recipients() == ["warga@contoh.invalid"]
    assert "\n" not in mail.subject
    assert mail.extra_headers["Message-ID"].startswith("<k@")


class TestPage:
    def test_it_shows_ones_own_messages(self) -> None:
        sri, agus = officer(Role.OPERATOR, SARONGAN, "sri"), officer(Role.OPERATOR, SARONGAN, "agus")
        Notification.objects.create(recipient_id=sri.pk, key="k", subject="Untuk Sri", body="b")
        Notification.objects.create(recipient_id=agus.pk, key="k", subject="Untuk Agus", body="b")
        page = signed_in(sri).get("/kabar/").content.decode()
        assert "Untuk Sri" in page
        assert "Untuk Agus" not in page
        assert Notification.objects.get(recipient_id=sri.pk).read_at is not None
        assert Notification.objects.get(recipient_id=agus.pk).read_at is None

    def test_a_message_is_text(self) -> None:
        sri = officer(Role.OPERATOR, SARONGAN, "sri")
        evil = '"><svg onload=alert(1)>'
        Notification.objects.create(recipient_id=sri.pk, key="k", subject=evil, body=evil)
        page = signed_in(sri).get("/kabar/").content.decode()
        assert "<svg onload" not in page
        assert "&lt;svg onload" in page

    def test_the_demo_outbox_is_for_the_demo(self, settings: Any) -> None:
        DemoMessage.objects.create(channel="sms", recipient="08", subject="Kode", body="123456")
        settings.DEMO = True
        assert "123456" in ActingClient().get("/demo/kotak-keluar/").content.decode()
        settings.DEMO = False
        assert ActingClient().get("/demo/kotak-keluar/").status_code == 404

    def test_outside_the_demo_short_messages_wait_for_a_gateway(self, settings: Any) -> None:
        settings.DEMO = False
        settings.SMS_GATEWAY_URL = ""
        assert channels.available_channels() == ["email"]
        with pytest.raises(ChannelUnavailable):
            channels.send_sms(Message("k", "08", "s", "b"))
        assert not DemoMessage.objects.exists()
