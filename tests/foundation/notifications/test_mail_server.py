"""Conversations with the mail server: one for messages that follow each other, and no header from what people type."""

import socket
from typing import Any
from uuid import uuid4

import pytest

from foundation.jobs.models import Job
from foundation.notifications import channels
from foundation.notifications.models import Delivery
from foundation.notifications.services import Recipient, notify
from foundation.notifications.silence import Silence
from tests.acting import run_jobs
from tests.postbox import Postbox, post

__all__ = ["post"]

pytestmark = pytest.mark.django_db


def say(subject: str) -> None:
    notify(Recipient(uuid4(), email="warga@contoh.invalid"), key=subject, subject=subject, body="Isi")
    run_jobs()


def test_messages_that_follow_each_other_go_in_one_conversation(post: Postbox) -> None:
    for number in range(3):
        say(str(number))
    assert (len(post.mails), post.greetings) == (3, 1)


def test_a_server_that_ended_the_conversation_gets_the_next_message_in_a_new_one(post: Postbox) -> None:
    say("satu")
    post.close()
    post.open()
    say("dua")
    assert [mail["Subject"] for _recipients, mail in post.mails] == ["satu", "dua"]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_conversation_that_was_silent_for_long_is_begun_anew(
    post: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.notifications.mail_server.IDLE_SECONDS", 0.0)
    say("satu")
    say("dua")
    assert (len(post.mails), post.greetings) == (2, 2)


def test_a_server_that_says_nothing_is_left_alone_and_keeps_nobody_waiting(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.notifications.silence.SLOW_SECONDS", 0.2)
    monkeypatch.setattr(channels, "mail_silence", Silence())
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.3
        say("satu")
        say("dua")
        silent.settimeout(1)
        silent.accept()[0].close()
        # The second message was not even tried.
        with pytest.raises(TimeoutError):
            silent.accept()
    waiting = Job.objects.filter(kind="notifications.deliver")
    assert set(waiting.values_list("state", "attempts")) == {("waiting", 1)}


@pytest.mark.parametrize(
    "ending", ["\r\nBcc: korban@contoh.invalid", "\nBcc: korban@contoh.invalid\n\nIsi lain"]
)
def test_a_line_break_in_a_subject_starts_no_header(post: Postbox, ending: str) -> None:
    notify(
        Recipient(uuid4(), email="warga@contoh.invalid"),
        key="satu",
        subject=f"Surat untuk Siti{ending}",
        body="Isi yang benar",
    )
    run_jobs()
    ((recipients, mail),) = post.mails
    assert recipients == ["warga@contoh.invalid"]
    assert mail["Bcc"] is None
    assert "Bcc: korban@contoh.invalid" in mail["Subject"]
    assert str(mail.get_content()).strip() == "Isi yang benar"
