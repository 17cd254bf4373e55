"""Letters that wait for the national service, and the rounds that have them signed."""

from typing import Any

from letters import signing_round
from letters.models import Letter, SigningRound
from letters.services.electronic import round_start
from letters.signing.backend import signing_backend
from letters.signing.bsre import BsreSigner
from tests.acting import see_everything
from tests.letters.factories import Office, a_request, produce

NIK = "3510121203870001"
PASSPHRASE = "rahasia kepala desa"


def signed_by_the_head(count: int, **wishes: Any) -> list[Letter]:
    """Letters whose PDF is made and waits for the head's passphrase."""
    cases = [a_request("signed", **wishes) for _ in range(count)]
    for case in cases:
        produce(case)
    return [Letter.objects.get(request=case) for case in cases]


def do_a_round(office: Office, passphrase: str = PASSPHRASE) -> SigningRound:
    """One round, as the thread of the web process carries it out."""
    row = round_start(office.head)
    assert row is not None
    signing_round.carry_out(
        row.pk, row.area_code, row.signer_id, signing_backend(), BsreSigner(NIK, passphrase)
    )
    see_everything()
    row.refresh_from_db()
    return row


def states(letters: list[Letter]) -> list[str]:
    return list(
        Letter.objects.filter(pk__in=[letter.pk for letter in letters])
        .order_by("sequence")
        .values_list("document_state", flat=True)
    )
