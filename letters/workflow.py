"""The letter's states and the ways between them, as a table (no queries).

draft → submitted → checked → initialled → signed → (countersigned) → issued → (collected)
with returned, rejected and cancelled on the way, and revoked and replaced afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import Role


class State(models.TextChoices):
    """States (keadaan) of a request."""

    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    CHECKED = "checked", _("Diperiksa")
    INITIALLED = "initialled", _("Diparaf")
    SIGNED = "signed", _("Ditandatangani")
    COUNTERSIGNED = "countersigned", _("Disahkan Camat")
    ISSUED = "issued", _("Terbit")
    COLLECTED = "collected", _("Diambil")
    REJECTED = "rejected", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")
    REVOKED = "revoked", _("Dicabut")
    REPLACED = "replaced", _("Diganti")


OPEN_STATES = ["submitted", "checked", "initialled", "signed", "countersigned"]
"""An office has something to do."""
APPROVAL_STEPS = ("check", "initial", "sign", "countersign")
"""The steps that a kind of letter may have, in their order."""


@dataclass(frozen=True)
class Transition:
    """One action: from which states, to which, by whom, whether it needs a note or the second factor."""

    action: str
    sources: frozenset[str]
    target: State
    roles: tuple[str, ...]
    needs_note: bool = False
    needs_second_factor: bool = False


def _transition(
    action: str,
    sources: Sequence[str],
    target: State,
    roles: Sequence[str],
    *,
    note: bool = False,
    factor: bool = False,
) -> Transition:
    return Transition(action, frozenset(sources), target, tuple(roles), note, factor)


_CLERKS = (Role.OPERATOR, Role.SECRETARY)

TRANSITIONS: dict[str, Transition] = {
    transition.action: transition
    for transition in (
        _transition("submit", ["draft", "returned"], State.SUBMITTED, (Role.CITIZEN, *_CLERKS)),
        _transition("check", ["submitted"], State.CHECKED, _CLERKS),
        _transition(
            "return", ["submitted", "checked", "initialled"], State.RETURNED, (*_CLERKS, Role.HEAD), note=True
        ),
        _transition(
            "reject", ["submitted", "checked", "initialled"], State.REJECTED, (Role.HEAD,), note=True
        ),
        _transition("initial", ["checked"], State.INITIALLED, (Role.SECRETARY,)),
        _transition("sign", ["initialled"], State.SIGNED, (Role.HEAD,), factor=True),
        _transition("countersign", ["signed"], State.COUNTERSIGNED, (Role.SUBDISTRICT,), factor=True),
        # The number was given at the head's signature and stays the letter's, as that of a revoked one does.
        _transition("decline", ["signed"], State.REVOKED, (Role.SUBDISTRICT,), note=True, factor=True),
        _transition(
            "cancel",
            ["draft", "submitted", "returned", "checked", "initialled"],
            State.CANCELLED,
            (Role.CITIZEN, *_CLERKS),
        ),
        _transition("collect", ["issued"], State.COLLECTED, _CLERKS),
        _transition("revoke", ["issued", "collected"], State.REVOKED, (Role.HEAD,), note=True, factor=True),
        _transition("issue", ["signed", "countersigned"], State.ISSUED, ()),
        _transition("replace", ["issued", "collected"], State.REPLACED, ()),
    )
}

ACTION_LABELS = {
    "create": _("Permohonan dibuat"),
    "submit": _("Ajukan"),
    "check": _("Periksa: lengkap dan benar"),
    "return": _("Kembalikan untuk diperbaiki"),
    "reject": _("Tolak"),
    "initial": _("Beri paraf"),
    "sign": _("Tanda tangani"),
    "countersign": _("Sahkan sebagai Camat"),
    "decline": _("Tolak pengesahan"),
    "cancel": _("Batalkan"),
    "collect": _("Catat pengambilan"),
    "revoke": _("Cabut surat"),
    "issue": _("Surat terbit"),
    "replace": _("Ganti surat"),
    "vouch": _("Nyatakan mengenal warga"),
}


def sources_of(action: str, steps: Sequence[str]) -> frozenset[str]:
    """States from which the action is possible for a type with these approval steps.

    A step that the type leaves out is passed over: without paraf the head signs what was checked.
    """
    if action in APPROVAL_STEPS:
        return frozenset({_state_before(action, steps)}) if action in steps else frozenset()
    if action == "decline":
        return TRANSITIONS[action].sources if "countersign" in steps else frozenset()
    if action == "issue":
        return frozenset({"countersigned" if "countersign" in steps else "signed"})
    return TRANSITIONS[action].sources


def _state_before(action: str, steps: Sequence[str]) -> str:
    before = "submitted"
    for step in steps:
        if step == action:
            break
        before = TRANSITIONS[step].target.value
    return before


WITHOUT_BUTTON = frozenset({"issue", "replace"})
"""What the product itself does: it issues a letter once its PDF is stored, and then replaces the old one."""


def is_possible(action: str, state: str, steps: Sequence[str]) -> bool:
    """Whether the action may follow the state."""
    return state in sources_of(action, steps)


def next_step(state: str, steps: Sequence[str]) -> str:
    """The approval step that a request in this state waits for; empty when it waits for none."""
    for step in steps:
        if is_possible(step, state, steps):
            return step
    return ""
