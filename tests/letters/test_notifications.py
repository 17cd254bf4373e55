"""Who is told what, once, through a real conversation with a mail server."""

from email.message import EmailMessage

import pytest
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.models import User
from foundation.jobs.models import Job
from foundation.notifications import channels
from foundation.notifications.models import Delivery, Notification
from letters.services.actions import perform
from tests.acting import ActingClient, run_jobs, see_only
from tests.citizens.factories import PENGANJURAN, ResidentFactory
from tests.letters.factories import a_citizen, a_request, an_office, an_officer
from tests.postbox import Postbox, post

__all__ = ["post"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def again(name: str) -> None:
    """All jobs of this kind once more, as after a lost confirmation."""
    Job.objects.filter(kind=name).update(state="waiting", run_after=timezone.now())
    run_jobs()


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content())


class TestCitizens:
    """What the applicant hears."""

    @pytest.mark.parametrize(
        ("state", "subject", "with_note"),
        [
            ("returned", "perlu diperbaiki", True),
            ("rejected", "tidak dapat dipenuhi", True),
            ("issued", "sudah terbit", False),
            ("revoked", "dicabut", True),
        ],
    )
    def test_once_in_the_portal_and_once_by_mail(
        self, post: Postbox, state: str, subject: str, with_note: bool
    ) -> None:
        resident = ResidentFactory()
        case = a_request(state, resident=resident)
        run_jobs()
        again("letters.tell_citizen")
        (told,) = Notification.objects.filter(recipient_id=resident.pk, subject__contains=subject)
        (mail,) = (mail for mail in post.to(resident.email) if subject in mail["Subject"])
        assert mail["Subject"] == told.subject
        assert ("Ini alasannya." in text_of(mail)) == with_note
        assert case.code in text_of(mail)
        assert told.link == f"/surat/saya/{case.pk}/"
        assert told.deliveries.count() == 1
        assert resident.nik not in mail.as_string()

    def test_of_steps_in_between_the_citizen_hears_nothing(self, post: Postbox) -> None:
        resident = ResidentFactory()
        a_request("signed", resident=resident)
        Job.objects.filter(kind="letters.produce_document").delete()
        run_jobs()
        assert not Notification.objects.filter(recipient_id=resident.pk).exists()

    def test_without_any_address_the_portal_remains(self, post: Postbox) -> None:
        resident = ResidentFactory(email="", phone="")
        a_request("returned", resident=resident)
        run_jobs()
        assert Notification.objects.get(recipient_id=resident.pk).deliveries.count() == 0

    def test_of_a_return_the_citizen_hears_which_parts_are_wrong(self, post: Postbox) -> None:
        resident = ResidentFactory()
        case = a_request(resident=resident)
        perform(
            "return",
            case.pk,
            an_office().operator,
            note="Kurang jelas",
            fields={"keperluan": "Sebutkan banknya"},
        )
        run_jobs()
        said = text_of(post.to(resident.email)[0])
        assert "Kurang jelas" in said
        [label] = [part["label"] for part in case.type_version.fields if part["name"] == "keperluan"]
        assert f"- {label}" in said

    def test_in_the_portal_everybody_reads_their_own(self, post: Postbox) -> None:
        resident, other = ResidentFactory(), ResidentFactory()
        a_request("returned", resident=resident)
        run_jobs()
        for person, count in ((resident, 1), (other, 0)):
            actor = a_citizen(person)
            see_only("", family=str(person.family_id), user=str(actor.recipient_id))
            assert Notification.objects.count() == count
        browser = ActingClient()
        browser.force_login(User.objects.get(person_id=resident.pk))
        assert "perlu diperbaiki" in browser.get("/kabar/").content.decode()


class TestOfficers:
    """Whose turn it is hears of it; nobody else does."""

    @pytest.mark.parametrize(
        ("state", "told"),
        [
            ("submitted", {"operator", "secretary"}),
            ("checked", {"secretary"}),
            ("initialled", {"head"}),
            ("signed", {"camat"}),
        ],
    )
    def test_those_whose_turn_it_is(self, post: Postbox, state: str, told: set[str]) -> None:
        office = an_office()
        an_office(PENGANJURAN)
        case = a_request(state, kind="sktm", office=office)
        run_jobs()
        again("letters.tell_officers")
        wanted = {getattr(office, role).user_id for role in told}
        found = list(Notification.objects.values_list("recipient_id", flat=True))
        assert sorted(found) == sorted(wanted)
        assert len(post.mails) == len(told)
        for _recipients, mail in post.mails:
            assert case.code in text_of(mail)
            assert case.resident.name not in mail.as_string()

    def test_who_has_left_hears_nothing(self, post: Postbox) -> None:
        an_office()
        left = an_officer("dulu", Role.OPERATOR, "35.10.01.2001")
        left.assignments.update(valid_until="2024-06-30")
        a_request("submitted")
        run_jobs()
        assert post.to(left.email) == []

    def test_what_has_moved_on_is_not_announced_late(self, post: Postbox) -> None:
        office = an_office()
        case = a_request("submitted", office=office)
        perform("cancel", case.pk, office.operator)
        run_jobs()
        assert not Notification.objects.exists()


class TestMail:
    """The conversation with the mail server."""

    def test_a_server_that_is_down_costs_time_only(self, post: Postbox) -> None:
        resident = ResidentFactory()
        post.close()
        a_request("returned", resident=resident)
        run_jobs()
        delivery = Delivery.objects.get(notification__recipient_id=resident.pk)
        job = Job.objects.get(kind="notifications.deliver", payload__delivery=str(delivery.pk))
        assert (delivery.state, job.state, job.attempts) == ("waiting", "waiting", 1)
        assert job.run_after > timezone.now()
        post.open()
        again("notifications.deliver")
        delivery.refresh_from_db()
        assert (delivery.state, len(post.to(resident.email))) == ("sent", 1)
        assert delivery.sent_at is not None
        assert post.to(resident.email)[0]["Message-ID"] == delivery.receipt

    def test_a_server_that_never_comes_back_ends_in_a_receipt_of_failure(self, post: Postbox) -> None:
        post.close()
        a_request("returned")
        run_jobs()
        for _ in range(10):
            Job.objects.filter(kind="notifications.deliver", state="waiting").update(run_after=timezone.now())
            run_jobs()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}
        assert Notification.objects.exists()

    def test_a_worker_that_dies_after_the_server_took_the_mail(
        self, post: Postbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The mail goes out twice under one id, by which mail programs show it once."""
        resident = ResidentFactory()
        a_request("returned", resident=resident)

        def sent_but_not_said(message: channels.Message) -> str:
            channels.send_email(message)
            raise RuntimeError("pekerja mati")

        with monkeypatch.context() as broken:
            broken.setitem(channels.CHANNELS, "email", sent_but_not_said)
            run_jobs()
        again("notifications.deliver")
        ids = [mail["Message-ID"] for mail in post.to(resident.email)]
        assert len(ids) == 2
        assert len(set(ids)) == 1

    def test_what_was_sent_is_not_sent_again(self, post: Postbox) -> None:
        resident = ResidentFactory()
        a_request("returned", resident=resident)
        run_jobs()
        again("notifications.deliver")
        assert len(post.to(resident.email)) == 1

    def test_a_line_break_in_an_address_sends_nothing(self, post: Postbox) -> None:
        resident = ResidentFactory(email="warga@contoh.invalid\nBcc: korban@contoh.invalid")
        a_request("returned", resident=resident)
        run_jobs()
        assert post.to("korban@contoh.invalid") == []
        assert post.to("warga@contoh.invalid") == []

    def test_a_name_with_a_line_break_stays_in_no_header(self, post: Postbox) -> None:
        resident = ResidentFactory(name="Siti\r\nBcc: korban@contoh.invalid")
        a_request("returned", resident=resident)
        run_jobs()
        assert [mail["Bcc"] for mail in post.to(resident.email)] == [None]
        assert post.to("korban@contoh.invalid") == []
