"""From the press of "sign" to the issued letter through the national service, whatever the service does on the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.documents.storage import StoredFile
from foundation.jobs import circuit
from foundation.jobs.models import Circuit, Job
from letters import signing_round
from letters.models import ElectronicSigner, Letter, LetterDocument, SignatureOrder, SigningRound
from letters.queries.electronic import SERVICE, latest_round, round_words
from letters.services.electronic import (
    RoundLost,
    SignerCertificate,
    round_next,
    round_signed,
    round_start,
    signer_note_status,
    signer_register,
)
from letters.signing.backend import signing_backend
from letters.signing.bsre import BsreSigner
from letters.verification import FileVerdict, verify_file, verify_token
from tests.acting import see_everything
from tests.letters.factories import Office, a_request, produce

from .bsre_server import BsreServer
from .rounds import NIK, PASSPHRASE, do_a_round, signed_by_the_head, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_rendering", "server", "impatient")]


@pytest.fixture
def office(village_office: Office) -> Office:
    return village_office


@pytest.mark.parametrize("version", [1, 2])
def test_letters_are_issued_with_the_officials_own_signature(
    version: int, office: Office, settings: Any
) -> None:
    settings.BSRE_API_VERSION = version
    letters = signed_by_the_head(3)
    assert states(letters) == ["unsigned"] * 3
    assert all(letter.issued_at is None and letter.number for letter in letters)
    assert verify_token(letters[0].token).status == "unknown", "nobody is told of it before its PDF is signed"

    row = do_a_round(office)

    assert (row.state, row.signed, row.problem) == ("done", 3, "")
    assert states(letters) == ["ready"] * 3
    assert verify_token(letters[0].token).status == "valid"
    issued = LetterDocument.objects.filter(letter__in=letters).order_by("created_at")
    assert [row.letter.sequence for row in issued] == [1, 2, 3]
    signer = ElectronicSigner.objects.get()
    assert signer.status == "ISSUE"
    assert signer.certificate_until is not None


def test_the_passphrase_is_in_no_row(office: Office) -> None:
    from django.db import connection

    signed_by_the_head(1)
    do_a_round(office)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            everything = f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s'  # noqa: S608 - our tables
            cursor.execute(everything, [f"%{PASSPHRASE}%"])
            assert cursor.fetchone() == (0,), table


def test_a_wrong_passphrase_stops_the_batch_at_once(
    office: Office, server: BsreServer, settings: Any
) -> None:
    settings.BSRE_API_VERSION = 1
    letters = signed_by_the_head(3)
    row = do_a_round(office, "bukan-itu")
    assert row.state == "stopped"
    assert "Passphrase anda salah" in row.problem
    assert server.service.signings() == 1, "a second try could lock the certificate"
    assert states(letters) == ["unsigned"] * 3
    assert round_words(row, 3)["kind"] == "stopped"

    assert do_a_round(office).state == "done"
    assert states(letters) == ["ready"] * 3


def test_what_the_service_refuses_does_not_hold_up_the_others(
    office: Office, server: BsreServer, settings: Any
) -> None:
    settings.BSRE_API_VERSION = 1
    letters = signed_by_the_head(2)
    server.break_with("unfit", times=1)
    assert do_a_round(office).state == "stopped"
    server.break_with("unfit", times=1)
    row = do_a_round(office)
    assert row.problem
    assert list(SignatureOrder.objects.order_by("letter__sequence").values_list("refusals", flat=True)) == [
        1,
        1,
    ]
    assert do_a_round(office).state == "done"
    assert states(letters) == ["ready", "ready"]


@pytest.mark.parametrize(
    ("version", "fault"),
    [(1, "500"), (1, "changed"), (1, "truncated"), (2, "reset"), (2, "stranger"), (2, "not_json")],
)
def test_a_service_that_fails_leaves_letters_waiting_and_says_so(
    version: int, fault: str, office: Office, server: BsreServer, settings: Any
) -> None:
    settings.BSRE_API_VERSION = version
    letters = signed_by_the_head(2)
    server.break_with(fault)
    row = do_a_round(office)
    assert row.state == "stopped"
    assert "Ketik ulang passphrase" in row.problem
    assert states(letters) == ["unsigned"] * 2
    assert not LetterDocument.objects.exists()
    server.break_with("")
    assert do_a_round(office).state == "done"
    assert states(letters) == ["ready"] * 2


def test_a_service_that_comes_back_is_used_without_asking_again(
    office: Office, server: BsreServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_round, "PATIENCE_SECONDS", 30.0)
    letters = signed_by_the_head(2)
    server.break_with("500", times=3)
    row = do_a_round(office)
    assert (row.state, row.problem) == ("done", "")
    assert states(letters) == ["ready"] * 2


def test_an_answer_that_broke_off_is_fetched_and_not_signed_twice(
    office: Office, server: BsreServer, settings: Any
) -> None:
    settings.BSRE_API_VERSION = 1
    letters = signed_by_the_head(1)
    server.break_with("truncated", times=1)
    assert do_a_round(office).state == "stopped"
    assert SignatureOrder.objects.get().receipt
    assert do_a_round(office).state == "done"
    assert states(letters) == ["ready"]
    assert server.service.signings() == 1


def test_after_ten_failures_the_service_is_left_alone(office: Office, server: BsreServer) -> None:
    signed_by_the_head(1)
    server.break_with("500")
    for _ in range(circuit.IN_A_ROW):
        do_a_round(office)
    called = server.service.signings()
    assert circuit.is_open(SERVICE)
    server.break_with("")
    assert "Menunggu layanan" in do_a_round(office).problem
    assert server.service.signings() == called
    Circuit.objects.update(open_until=timezone.now() - timedelta(seconds=1))
    assert do_a_round(office).state == "done"
    assert not circuit.is_open(SERVICE)


def test_a_round_that_died_is_taken_over_and_its_late_result_dropped(office: Office) -> None:
    letters = signed_by_the_head(1)
    dead = round_start(office.head)
    assert dead is not None
    assert round_start(office.head) is None, "the one that runs takes new letters along"
    SigningRound.objects.filter(pk=dead.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert round_words(latest_round(office.head.account_id), 1)["kind"] == "stopped"
    assert do_a_round(office).state == "done"
    with pytest.raises(RoundLost):
        round_next(dead.pk, 1)
    assert states(letters) == ["ready"]
    assert LetterDocument.objects.count() == 1


def test_each_signed_file_prolongs_the_rounds_lease(office: Office) -> None:
    """Version 1 of the service takes them one by one, and ten may take longer than a lease."""
    signed_by_the_head(1)
    row = round_start(office.head)
    assert row is not None
    [order] = round_next(row.pk, 10)
    SigningRound.objects.filter(pk=row.pk).update(lease_until=timezone.now() + timedelta(seconds=5))
    given = SignerCertificate("1f", "CN=Kepala", timezone.now() + timedelta(days=300))
    round_signed(row.pk, order, StoredFile("0" * 64, 9, "a/b.pdf"), given)
    row.refresh_from_db()
    assert row.lease_until > timezone.now() + timedelta(seconds=100)


def test_an_answer_about_a_mistyped_number_is_not_said_of_the_right_one(office: Office) -> None:
    mistyped = signer_register(office.head, "3510121203870002")
    signer_register(office.head, NIK)
    assert Job.objects.filter(kind="letters.check_signer").count() == 2
    signer_note_status(mistyped, "UNKNOWN")
    assert ElectronicSigner.objects.get(pk=office.head.account_id).status == ""


def test_a_killed_round_in_the_middle_loses_and_doubles_nothing(
    office: Office, server: BsreServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process dies after the third file came back and before it was registered."""
    settings.BSRE_API_VERSION = 1
    letters = signed_by_the_head(5)
    register, seen = signing_round.round_signed, []

    def die_at_the_third(*args: Any) -> None:
        seen.append(args)
        if len(seen) == 3:
            raise KeyboardInterrupt
        register(*args)

    with monkeypatch.context() as dying:
        dying.setattr(signing_round, "round_signed", die_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            do_a_round(office)
    see_everything()
    assert states(letters) == ["ready", "ready", "unsigned", "unsigned", "unsigned"]
    SigningRound.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert do_a_round(office).state == "done"
    assert states(letters) == ["ready"] * 5
    assert LetterDocument.objects.count() == 5


def test_a_letter_for_the_camat_waits_for_the_camats_passphrase(office: Office) -> None:
    case = a_request("countersigned", kind="sktm")
    produce(case)
    assert SignatureOrder.objects.get().signer_id == office.camat.account_id
    assert do_a_round(office).signed == 0
    signer_register(office.camat, "3510121203870009")
    row = round_start(office.camat)
    assert row is not None
    signing_round.carry_out(
        row.pk, row.area_code, row.signer_id, signing_backend(), BsreSigner("3510121203870009", PASSPHRASE)
    )
    see_everything()
    assert Letter.objects.get().document_state == "ready"


def test_a_changed_copy_is_told_from_the_officials_other_papers(
    office: Office, server: BsreServer, other_letter: bytes, store: Any
) -> None:
    signed_by_the_head(1)
    do_a_round(office)
    content = (store / LetterDocument.objects.get().path).read_bytes()
    assert verify_file(content).verdict == FileVerdict.WHOLE
    assert (
        verify_file(content[:2000] + bytes([content[2000] ^ 1]) + content[2001:]).verdict
        == FileVerdict.CHANGED
    )
    elsewhere = server.service.signatory(NIK).sign(other_letter, "Undangan", "Sarongan")
    assert verify_file(elsewhere).verdict == FileVerdict.NOT_OURS
