"""Whose request it is: made for whom and by whom, mended by whom, and not while it is being handed in."""

import threading
import time
from typing import Any

import pytest
from django.db import connection, transaction

from foundation.access.reach import set_actor_reach
from foundation.access.roles import Actor
from letters.errors import NotAllowed, OutOfTurn
from letters.models import Request
from letters.queries.requests import marked_for_mending
from letters.services.actions import perform
from letters.services.create import change_request, create_request, missing_documents, submit_request
from tests.acting import see_everything
from tests.citizens.factories import PESANGGARAN, ResidentFactory
from tests.letters.factories import ANSWERS, a_citizen, a_request, an_office
from tests.letters.test_office_letters import INVITATION
from villages.models import Region


def an_invitation(by: Actor, village: Region) -> Request:
    return create_request(
        by, type_code="surat-undangan", resident=None, village=village, data=INVITATION, channel="counter"
    )[0]


@pytest.mark.django_db
class TestMaking:
    def test_only_the_own_office_writes_its_letters(self) -> None:
        office, elsewhere = an_office(), an_office(PESANGGARAN)
        assert an_invitation(office.operator, office.village).resident_id is None
        with pytest.raises(NotAllowed):
            an_invitation(elsewhere.operator, office.village)
        with pytest.raises(NotAllowed):
            create_request(
                a_citizen(ResidentFactory()),
                type_code="surat-undangan",
                resident=None,
                village=office.village,
                data=INVITATION,
                channel="api",
            )

    def test_nobody_asks_for_a_resident_of_another_village(self) -> None:
        elsewhere = an_office(PESANGGARAN)
        with pytest.raises(NotAllowed):
            a_request("draft", resident=ResidentFactory(), by=elsewhere.operator)


@pytest.mark.django_db
class TestMending:
    def test_whoever_has_no_family_mends_and_cancels_the_own_request(self) -> None:
        resident = ResidentFactory(family=None)
        citizen = a_citizen(resident)
        case = a_request("returned", resident=resident, by=citizen, channel=Request.Channel.WEB)
        change_request(case.pk, citizen, {"keperluan": "Mendaftar sekolah"})
        perform("cancel", case.pk, citizen)
        case.refresh_from_db()
        assert (case.state, case.data["keperluan"]) == ("cancelled", "Mendaftar sekolah")

    def test_what_was_made_at_the_counter_needs_no_documents_from_the_citizen_either(self) -> None:
        case = a_request("returned", kind="sktm")
        assert missing_documents(case) == []
        submit_request(case.pk, a_citizen(case.resident))
        case.refresh_from_db()
        assert case.state == "submitted"

    def test_of_several_returns_the_last_one_counts(self) -> None:
        office, case = an_office(), a_request("submitted", kind="sktm")
        for name in ("keperluan", "diajukan_kepada"):
            perform("return", case.pk, office.operator, note=f"Benahi {name}.", fields=[name])
            marked = marked_for_mending(Request.objects.get(pk=case.pk))
            assert marked is not None
            assert (marked["note"], [mark["name"] for mark in marked["marks"]]) == (f"Benahi {name}.", [name])
            perform("submit", case.pk, office.operator)
            assert marked_for_mending(Request.objects.get(pk=case.pk)) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("transactional_db")
def test_answers_do_not_change_behind_a_request_that_is_being_handed_in() -> None:
    office, case = an_office(), a_request("returned")
    handed_in, came = threading.Event(), []

    def hand_in() -> None:
        with transaction.atomic():
            set_actor_reach(office.operator)
            submit_request(case.pk, office.operator)
            handed_in.set()
            # Time enough for the other to come to the row that is being handed in.
            time.sleep(0.5)
        connection.close()

    def change() -> None:
        handed_in.wait(timeout=30)
        try:
            with transaction.atomic():
                set_actor_reach(office.operator)
                change_request(case.pk, office.operator, {"keperluan": "Diubah diam-diam"})
        except Exception as error:
            came.append(error)
        finally:
            connection.close()

    threads: list[Any] = [threading.Thread(target=deed) for deed in (hand_in, change)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    see_everything()
    assert [type(error) for error in came] == [OutOfTurn]
    assert Request.objects.get(pk=case.pk).data["keperluan"] == ANSWERS["domisili"]["keperluan"]
