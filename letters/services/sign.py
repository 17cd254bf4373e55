"""Signing: the number is given in the transaction of the signature."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.access.roles import Actor
from letters.errors import NotAllowed, OutOfTurn
from letters.models import Letter
from letters.numbering import take_number
from letters.rendering.snapshot import Snapshot
from letters.snapshot import SHORT_CODE_ALPHABET, build_snapshot, countersignatory_of
from letters.wording import WordingError, fill, parse
from villages.queries import official_of, profile_of

from .transition import Step, announce, begin, check_unchanged, database_now, finish

SHORT_CODE_LENGTH = 12
Seen = Mapping[str, datetime]


@transaction.atomic
def sign_request(request_id: UUID | str, actor: Actor) -> Letter:
    """The head signs; the letter gets its number, token and snapshot.

    The caller has asked for the second factor (foundation.accounts.step_up). Locks the request's row, then the
    register's counter. Events: letter.awaits_countersignature, or letter.signed, which starts the PDF.
    """
    step = begin(request_id, actor, "sign")
    letter = _write_letter(step)
    entry = finish(step)
    waits = step.request.type_version.needs_countersignature
    announce(step, "letter.awaits_countersignature" if waits else "letter.signed", entry)
    return letter


def sign_many(
    request_ids: Iterable[UUID | str], actor: Actor, seen: Seen | None = None
) -> tuple[list[Letter], list[str]]:
    """Signs several under one second factor, in order; returns the letters, and what stood in the way of others.

    Args: seen: when the state began that the actor was shown, by the request's id.
    """
    return _several(sign_request, request_ids, actor, seen)


def countersign_many(
    request_ids: Iterable[UUID | str], actor: Actor, seen: Seen | None = None
) -> tuple[list[Letter], list[str]]:
    """Countersigns several under one second factor."""
    return _several(countersign_request, request_ids, actor, seen)


def _several(
    sign: Callable[[UUID | str, Actor], Letter],
    request_ids: Iterable[UUID | str],
    actor: Actor,
    seen: Seen | None,
) -> tuple[list[Letter], list[str]]:
    # Each is its own savepoint: one that can't be signed takes no number and stops none of the others.
    letters, obstacles = [], []
    for request_id in request_ids:
        try:
            check_unchanged(request_id, (seen or {}).get(str(request_id)))
            letters.append(sign(request_id, actor))
        except (NotAllowed, OutOfTurn) as error:
            obstacles.append(str(error))
    return letters, obstacles


@transaction.atomic
def countersign_request(request_id: UUID | str, actor: Actor) -> Letter:
    """The camat countersigns (mengetahui). The caller has asked for the second factor. Event: letter.countersigned."""
    step = begin(request_id, actor, "countersign")
    letter = Letter.objects.select_for_update(of=("self",)).get(request=step.request)
    letter.countersigned_at = database_now()
    letter.countersigned_by_id = actor.user_id
    letter.snapshot["countersignatory"] = countersignatory_of(step.request, actor, letter.countersigned_at)
    letter.document_state = Letter.DocumentState.RENDERING
    letter.save()
    announce(step, "letter.countersigned", finish(step))
    return letter


def _write_letter(step: Step) -> Letter:
    request = step.request
    version = request.type_version
    official = official_of(request.village, step.actor.user_id)
    if official is None:
        raise NotAllowed(
            _("Nama Anda belum tercatat sebagai pejabat yang sedang menjabat. Hubungi sekretaris desa.")
        )
    profile = profile_of(request.village_id)
    # The counter row comes last of all locks: it is what other signers of the village wait for.
    number = take_number(request.village, profile, version.classification, version.letter_type.code)
    valid_until = number.date + timedelta(days=version.validity_days) if version.validity_days else None
    letter = Letter(
        request=request,
        village=request.village,
        area_code=request.area_code,
        family_id=request.family_id,
        register=number.register,
        year=number.year,
        sequence=number.sequence,
        number=number.text,
        issued_on=number.date,
        valid_until=valid_until,
        token=secrets.token_urlsafe(16),
        short_code="".join(secrets.choice(SHORT_CODE_ALPHABET) for _ in range(SHORT_CODE_LENGTH)),
        signed_at=database_now(),
        signed_by_id=step.actor.account_id,
        document_state=(
            Letter.DocumentState.WAITING if version.needs_countersignature else Letter.DocumentState.RENDERING
        ),
    )
    snapshot = build_snapshot(request, letter, official, profile)
    _check_printable(snapshot)
    letter.snapshot = dict(snapshot)
    letter.save(force_insert=True)
    return letter


def _check_printable(snapshot: Snapshot) -> None:
    """Before the number stays taken: a wording that its answers do not fill would never become a letter."""
    texts = [("id", snapshot["body"], snapshot["values"])]
    if english := snapshot.get("english"):
        texts.append(("en", english["body"], english["values"]))
    try:
        for language, body, values in texts:
            fill(parse(body), values, language)
    except WordingError as error:
        fault = _(
            "Surat ini tidak dapat dicetak: %(fault)s Kembalikan permohonan ini agar isinya diperbaiki."
        )
        raise OutOfTurn(fault % {"fault": error}) from error
