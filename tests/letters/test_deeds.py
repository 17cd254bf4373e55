"""What goes with a deed: who may not do it for themselves, what must be said, what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from citizens import code_lists
from foundation.access.roles import Role
from foundation.accounts.actors import actor_for
from foundation.jobs.models import Event, Job
from letters.errors import NotAllowed, OutOfTurn, WrongInput
from letters.models import Letter, RegisterCounter, Request
from letters.services.actions import perform
from letters.services.after_issue import collect_letter, revoke_letter
from letters.services.approve import check_request
from letters.services.create import change_request, create_request, submit_request
from letters.services.refuse import reject_request, return_request
from letters.services.sign import countersign_many, sign_many, sign_request
from letters.services.vouch import vouch_for_request
from tests.citizens.factories import SARONGAN, ResidentFactory, household
from tests.letters.factories import (
    ANSWERS,
    a_citizen,
    a_kind,
    a_letter,
    a_request,
    an_office,
    an_officer,
    in_office,
)
from villages.models import Official, Region
from villages.queries import in_office as officials_today

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "action", "role"),
    [
        ("submitted", "check", Role.OPERATOR),
        ("checked", "initial", Role.SECRETARY),
        ("initialled", "sign", Role.HEAD),
        ("signed", "countersign", Role.SUBDISTRICT),
    ],
)
def test_nobody_approves_their_own_letter(state: str, action: str, role: Role) -> None:
    oneself = ResidentFactory()
    area = "35.10.01" if role == Role.SUBDISTRICT else SARONGAN
    officer = an_officer("sendiri", role, area, person=oneself)
    case = a_request(state, kind="sktm", resident=oneself)
    with pytest.raises(NotAllowed, match="pejabat lain"):
        perform(action, case.pk, actor_for(officer))


def test_who_created_a_request_does_not_sign_it() -> None:
    office = an_office()
    case = a_request("initialled", by=office.head)
    with pytest.raises(NotAllowed, match="tidak boleh menandatangani"):
        sign_request(case.pk, office.head)


def test_who_is_not_in_office_today_does_not_sign() -> None:
    case = a_request("initialled")
    head = an_office().head
    Official.objects.filter(user_id=head.user_id).update(term_end=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="pejabat yang sedang menjabat"):
        sign_request(case.pk, head)
    assert not RegisterCounter.objects.exists()
    assert not Letter.objects.exists()


def test_an_acting_head_signs_with_the_title_of_the_office() -> None:
    village = Region.objects.get(pk=SARONGAN)
    case = a_request("initialled")
    acting = an_officer("pelaksana", Role.HEAD, SARONGAN)
    official = in_office(acting, village, Official.Position.SECRETARY)
    Official.objects.filter(pk=official.pk).update(prefix="Plh.", title="Kepala Desa")
    letter = sign_request(case.pk, actor_for(acting))
    assert letter.snapshot["signatory"]["heading"] == ["Plh. Kepala Desa Sarongan"]
    assert officials_today().filter(user_id=acting.pk).exists()


@pytest.mark.parametrize("note", ["", "   ", "x" * 1001])
@pytest.mark.parametrize("deed", [return_request, reject_request])
def test_sending_back_and_refusing_need_words(deed: object, note: str) -> None:
    case = a_request("checked")
    with pytest.raises(WrongInput) as refused:
        deed(case.pk, an_office().head, note=note)  # type: ignore[operator]
    assert "note" in refused.value.errors
    case.refresh_from_db()
    assert case.state == "checked"


@pytest.mark.usefixtures("quick_rendering")
def test_revoking_needs_a_reason_and_keeps_the_number() -> None:
    letter = a_letter()
    with pytest.raises(WrongInput):
        revoke_letter(letter.request_id, an_office().head, reason=" ")
    revoke_letter(letter.request_id, an_office().head, reason="Data keliru")
    letter.refresh_from_db()
    assert (letter.state, letter.revocation_reason, letter.sequence) == ("revoked", "Data keliru", 1)
    assert a_letter().sequence == 2
    with pytest.raises(OutOfTurn):
        collect_letter(letter.request_id, an_office().operator)


def test_what_is_to_be_mended_is_kept_by_field() -> None:
    case = a_request("submitted", kind="sktm")
    fields = ["penghasilan", "pendukung", "tidak_ada"]
    return_request(case.pk, an_office().operator, note="Mohon dilengkapi.", fields=fields)
    last = case.history.last()
    assert last is not None
    assert (last.note, last.fields) == ("Mohon dilengkapi.", ["penghasilan", "pendukung"])


def test_a_returned_request_is_changed_and_handed_in_again() -> None:
    resident = ResidentFactory()
    citizen = a_citizen(resident)
    case = a_request("returned", resident=resident, by=citizen, channel=Request.Channel.WEB)
    first_handed_in = case.submitted_at
    change_request(case.pk, citizen, {"keperluan": "Mendaftar sekolah"})
    submit_request(case.pk, citizen)
    case.refresh_from_db()
    assert (case.state, case.data["keperluan"]) == ("submitted", "Mendaftar sekolah")
    assert case.submitted_at == first_handed_in
    assert [entry.action for entry in case.history.all()] == ["create", "submit", "return", "submit"]


@pytest.mark.parametrize("state", ["submitted", "checked", "signed", "cancelled"])
def test_what_is_handed_in_is_not_changed_any_more(state: str) -> None:
    case = a_request(state)
    with pytest.raises(OutOfTurn):
        change_request(case.pk, an_office().operator, ANSWERS["domisili"])


def test_a_change_is_checked_like_the_first_answers() -> None:
    case = a_request("returned")
    with pytest.raises(WrongInput) as refused:
        change_request(case.pk, an_office().operator, {"keperluan": ""})
    assert "keperluan" in refused.value.errors
    case.refresh_from_db()
    assert case.data["keperluan"] == ANSWERS["domisili"]["keperluan"]


def test_a_member_of_the_family_follows_and_cancels() -> None:
    father, mother, _child = household()
    case = a_request("submitted", resident=father, by=a_citizen(father), channel=Request.Channel.WEB)
    perform("cancel", case.pk, a_citizen(mother))
    case.refresh_from_db()
    assert case.state == "cancelled"


def test_a_citizen_hands_in_only_with_the_documents() -> None:
    resident = ResidentFactory()
    citizen = a_citizen(resident)
    case = a_request("draft", kind="sktm", resident=resident, by=citizen, channel=Request.Channel.WEB)
    with pytest.raises(WrongInput) as refused:
        submit_request(case.pk, citizen)
    assert "Surat pengantar RT/RW" in refused.value.errors["documents"][0]


def test_the_dead_ask_for_no_letter() -> None:
    with pytest.raises(WrongInput):
        a_request("draft", resident=ResidentFactory(status=code_lists.DEAD))


def test_a_letter_for_the_counter_only_is_not_made_by_citizens() -> None:
    a_kind("loket", steps=["check", "sign"], audience=["counter"])
    resident = ResidentFactory()
    with pytest.raises(NotAllowed, match="loket"):
        a_request("draft", kind="loket", resident=resident, by=a_citizen(resident), channel="web")


def test_a_citizen_does_not_come_by_the_counter() -> None:
    resident = ResidentFactory()
    with pytest.raises(WrongInput) as refused:
        a_request("draft", resident=resident, by=a_citizen(resident), channel="counter")
    assert "channel" in refused.value.errors


def test_a_kind_that_the_village_switched_off_is_not_served() -> None:
    version = a_kind("padam", steps=["sign"])
    version.letter_type.switched_off_in.add(SARONGAN)
    with pytest.raises(WrongInput) as refused:
        a_request("draft", kind="padam")
    assert "letter_type" in refused.value.errors


@pytest.mark.parametrize("steps", [["check", "sign"], ["sign"], ["check", "initial", "sign"]])
def test_the_head_signs_as_soon_as_the_kinds_steps_are_taken(steps: list[str]) -> None:
    office = an_office()
    a_kind("singkat", steps=steps)
    case = a_request("draft", kind="singkat")
    for action in ["submit", *steps]:
        perform(action, case.pk, office.who(action))
    assert Letter.objects.get(request=case).document_state == "rendering"


def test_several_are_signed_in_order_and_obstacles_stop_none() -> None:
    office = an_office()
    cases = [a_request("initialled"), a_request("checked"), a_request("initialled", by=office.head)]
    cases.append(a_request("initialled"))
    letters, obstacles = sign_many([case.pk for case in cases], office.head)
    assert [(letter.request_id, letter.sequence) for letter in letters] == [
        (cases[0].pk, 1),
        (cases[3].pk, 2),
    ]
    assert len(obstacles) == 2


def test_several_are_countersigned() -> None:
    cases = [a_request("signed", kind="sktm") for _ in range(2)]
    letters, obstacles = countersign_many([case.pk for case in cases], an_office().camat)
    assert ([letter.state for letter in letters], obstacles) == (["countersigned"] * 2, [])


def test_a_deed_that_fails_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number, the letter, the state, the history and the job are written together or not at all."""
    case = a_request("initialled")
    before = (Event.objects.count(), Job.objects.count(), case.history.count())

    def stumble(*args: object, **values: object) -> None:
        raise RuntimeError("mati di tengah jalan")

    for place in ("take_number", "build_snapshot", "finish", "announce"):
        with monkeypatch.context() as broken:
            broken.setattr(f"letters.services.sign.{place}", stumble)
            with pytest.raises(RuntimeError):
                sign_request(case.pk, an_office().head)
        case.refresh_from_db()
        assert case.state == "initialled", place
        assert (Letter.objects.count(), RegisterCounter.objects.count()) == (0, 0), place
        assert (Event.objects.count(), Job.objects.count(), case.history.count()) == before, place
    assert sign_request(case.pk, an_office().head).sequence == 1


def test_the_head_of_the_neighbourhood_vouches_once() -> None:
    chief = actor_for(an_officer("ketua", Role.NEIGHBOURHOOD, SARONGAN))
    case = a_request("submitted")
    vouch_for_request(case.pk, chief)
    case.refresh_from_db()
    assert (case.state, case.vouched_by) == ("submitted", chief.name)
    with pytest.raises(OutOfTurn):
        vouch_for_request(case.pk, chief)
    check_request(case.pk, an_office().operator)
    with pytest.raises(OutOfTurn):
        vouch_for_request(case.pk, chief)


def test_the_same_key_of_the_same_user_gives_the_first_request() -> None:
    office, resident = an_office(), ResidentFactory()

    def ask(who: object) -> tuple[Request, bool]:
        return create_request(
            who,  # type: ignore[arg-type]
            type_code="domisili",
            resident=resident,
            data=ANSWERS["domisili"],
            channel="api",
            idempotency_key="kunci-1",
        )

    first, new = ask(office.operator)
    assert new
    assert ask(office.operator) == (first, False)
    other, new = ask(office.secretary)
    assert new
    assert other != first
