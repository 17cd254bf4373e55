"""Which event starts which task: the one place where the applications meet."""

from foundation.jobs.registry import Kinds, subscribe

from .event_proposals import EVENTS
from .outreach import NEEDY_KINDS

SUBSCRIPTIONS: dict[str, list[str | Kinds]] = {
    "accounts.code_requested": ["citizens.send_sign_in_code"],
    "platform.day_began": [
        "letters.check_signers",
        "retention.carry_out",
        "citizens.remind_of_corrections",
        "assistance.match_daily",
        "assistance.notice_need",
    ],
    "identity.asked": ["citizens.check_identity"],
    "correction.asked": ["citizens.tell_clerks_of_correction"],
    "correction.decided": ["citizens.tell_of_correction"],
    "audit.person_opened": ["citizens.tell_of_opening"],
    "export.asked": ["citizens.make_export"],
    "import.uploaded": ["citizens.preview_import"],
    "import.confirmed": ["citizens.apply_import"],
    "import.undo_asked": ["citizens.undo_import"],
    "register.imported": ["assistance.match_village"],
    "delivery.uploaded": ["assistance.read_delivery"],
    "delivery.confirmed": ["assistance.apply_delivery"],
    "contest.submitted": ["assistance.tell_village"],
    "contest.verified": [],
    "contest.decided": ["assistance.tell_reporter"],
    "report.messaged": ["assistance.answer_message"],
    "assistance.matching_asked": ["assistance.match_everybody"],
    "request.submitted": ["letters.tell_officers"],
    "request.checked": ["letters.tell_officers"],
    "request.initialled": ["letters.tell_officers"],
    "request.returned": ["letters.tell_citizen"],
    "request.rejected": ["letters.tell_citizen"],
    "request.cancelled": [],
    "request.collected": [],
    "letter.signed": ["letters.produce_document"],
    "letter.awaits_countersignature": ["letters.tell_officers"],
    "letter.countersigned": ["letters.produce_document"],
    "letter.issued": [
        "letters.tell_citizen",
        Kinds("smartkampung.propose_event", tuple(EVENTS)),
        Kinds("smartkampung.notice_need", NEEDY_KINDS),
    ],
    "letter.declined": ["letters.tell_citizen", "letters.tell_of_decline"],
    "letter.revoked": ["letters.tell_citizen"],
    "letter.replaced": [],
    "mail.disposed": ["letters.tell_of_disposition"],
    "letter.expires_soon": ["letters.tell_of_expiry"],
}


def install() -> None:
    """Hands the table to the jobs."""
    subscribe(SUBSCRIPTIONS)
