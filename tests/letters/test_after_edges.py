"""After issue, and papers sent along, at the edges: what is not replaced, vouched for, handed over or attached."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.models import Attachment, Handover, Letter, Request
from letters.numbering import today_in
from letters.services.actions import perform
from letters.services.after_issue import collect_letter, letter_print, retry_document
from letters.services.attach import MOST_PER_DOCUMENT, attach_document, remove_document
from letters.services.expiry import announce_expiring
from letters.services.hand_over import HandoverData, entry_hand_over
from letters.services.issue import mark_document_failed
from letters.services.replace import replacement_request
from letters.services.vouch import vouch_for_request
from tests.citizens.factories import PESANGGARAN, SARONGAN, ResidentFactory
from tests.letters.factories import (
    ANSWERS,
    a_citizen,
    a_letter,
    a_paper_letter,
    a_request,
    an_office,
    an_officer,
)
from tests.letters.test_invariants import as_owner
from tests.letters.test_whose_request import an_invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering")]


def a_photo(name: str = "ktp.jpg") -> SimpleUploadedFile:
    target = BytesIO()
    Image.new("RGB", (60, 20), "white").save(target, "JPEG")
    return SimpleUploadedFile(name, target.getvalue(), "image/jpeg")


def a_page() -> bytes:
    """A PDF that is taken as a document."""
    document, target = pikepdf.new(), BytesIO()
    document.add_blank_page(page_size=(200, 200))
    document.save(target)
    return target.getvalue()


class TestReplacing:
    def test_what_is_not_issued_has_nothing_to_replace(self) -> None:
        office = an_office()
        for state in ("submitted", "signed"):
            case = a_request(state, office=office)
            with pytest.raises(OutOfTurn):
                replacement_request(case.pk, office.operator, reason="Keliru", data=ANSWERS["domisili"])

    def test_what_is_wrong_with_the_old_letter_is_said(self) -> None:
        letter, office = a_letter(), an_office()
        with pytest.raises(WrongInput) as refused:
            replacement_request(letter.request_id, office.operator, reason=" \n", data=ANSWERS["domisili"])
        assert list(refused.value.errors) == ["reason"]

    def test_an_issued_paper_is_not_called_failed_and_nothing_is_tried_anew(self) -> None:
        letter = a_letter()
        mark_document_failed(letter.pk)
        letter.refresh_from_db()
        assert letter.document_state == Letter.DocumentState.READY
        assert not retry_document(letter)
        letter.refresh_from_db()
        assert letter.document_state == Letter.DocumentState.READY

    def test_who_does_not_work_in_the_office_prints_nothing(self) -> None:
        letter, elsewhere = a_letter(), an_office(PESANGGARAN)
        chief = actor_for(an_officer("ketua", Role.NEIGHBOURHOOD, SARONGAN))
        for actor in (elsewhere.operator, chief):
            with pytest.raises(Http404):
                letter_print(letter.request_id, actor, copies=1, purpose="")


class TestHandingOver:
    def test_the_book_names_who_came_and_else_the_applicant(self) -> None:
        office = an_office()
        for told, name in (
            ({"receiver": "Bu Wati", "note": "Lewat loket"}, "Bu Wati"),
            ({"note": "Pak Joko"}, "Pak Joko"),
            ({}, "Sugeng Prayitno"),
        ):
            letter = a_letter(office=office)
            collect_letter(letter.request_id, office.operator, **told)
            assert Handover.objects.get(entry__letter=letter).receiver == name

    def test_a_signature_is_a_picture(self) -> None:
        entry, office = a_paper_letter(), an_office()
        signature = SimpleUploadedFile("tanda.pdf", a_page(), "application/pdf")
        with pytest.raises(WrongInput, match="harus berupa gambar") as refused:
            entry_hand_over(
                entry.pk, office.operator, HandoverData("post", entry.date, "Camat", signature=signature)
            )
        assert "signature" in refused.value.errors
        assert not Handover.objects.exists()


class TestVouching:
    def test_nobody_vouches_for_themselves_an_office_or_without_the_post(self) -> None:
        office, oneself = an_office(), ResidentFactory()
        chief = actor_for(an_officer("ketua", Role.NEIGHBOURHOOD, SARONGAN, person=oneself))
        with pytest.raises(NotAllowed):
            vouch_for_request(a_request("submitted", resident=oneself).pk, chief)
        invitation = an_invitation(office.operator, office.village)
        perform("submit", invitation.pk, office.operator)
        with pytest.raises(OutOfTurn, match="tidak memiliki pemohon"):
            vouch_for_request(invitation.pk, chief)
        with pytest.raises(Http404):
            vouch_for_request(a_request("submitted").pk, office.operator)
        with pytest.raises(OutOfTurn):
            vouch_for_request(a_request("checked").pk, chief)


class TestAttaching:
    def test_papers_that_are_asked_for_in_their_number_and_from_the_own_request(self) -> None:
        resident = ResidentFactory()
        citizen = a_citizen(resident)
        case, other = (
            a_request("draft", kind="sktm", resident=resident, by=citizen, channel=Request.Channel.WEB)
            for _ in range(2)
        )
        wanted = case.type_version.documents[0]["name"]
        with pytest.raises(WrongInput, match="tidak diminta"):
            attach_document(case.pk, citizen, "tidak_ada", a_photo())
        for _ in range(MOST_PER_DOCUMENT):
            attach_document(case.pk, citizen, wanted, a_photo())
        with pytest.raises(WrongInput, match="Paling banyak 5"):
            attach_document(case.pk, citizen, wanted, a_photo())
        theirs = attach_document(other.pk, citizen, wanted, a_photo())
        remove_document(case.pk, citizen, theirs.pk)
        assert Attachment.objects.filter(pk=theirs.pk).exists()
        assert case.attachments.count() == MOST_PER_DOCUMENT


class TestRunningOut:
    @pytest.mark.parametrize(
        ("issued_before", "ends_in", "told"),
        [(60, 14, 1), (60, 12, 1), (60, 10, 0), (60, 15, 0), (0, 13, 0)],
        ids=["two weeks", "two days were missed", "too late", "too early", "valid for less from the start"],
    )
    def test_holders_are_told_two_weeks_before(self, issued_before: int, ends_in: int, told: int) -> None:
        letter = a_letter()
        as_owner(
            "UPDATE letters_letter SET valid_until = %s, issued_on = issued_on - %s WHERE id = %s",
            today_in(letter.village) + timedelta(days=ends_in),
            issued_before,
            letter.pk,
        )
        assert announce_expiring() == told
