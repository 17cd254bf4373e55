"""What workers do for social aid."""

from django.utils import timezone

from foundation.jobs.claims import Claim
from foundation.jobs.registry import task

from .notifications import tell_of_decision, tell_village
from .services.deliveries import delivery_apply, delivery_give_up, delivery_read
from .services.match import match_villages
from .services.messages import message_answer
from .services.outreach import hints_of_the_register
from .services.runs import run_daily, run_give_up, run_matching


def _give_up(claim: Claim) -> None:
    run_give_up(claim.id("run"))


@task("assistance.match_village", queue="bulk", max_attempts=4)
def match_village(claim: Claim) -> None:
    """Matches one village after its register was imported or an import was taken back."""
    with claim.result():
        match_villages([claim.area_code])


@task("assistance.match_everybody", queue="bulk", max_attempts=3, on_failure=_give_up)
def match_everybody(claim: Claim) -> None:
    """Matches everybody because somebody asked for it."""
    run_matching(claim.id("run"), claim)


@task("assistance.match_daily", queue="bulk", max_attempts=3)
def match_daily(claim: Claim) -> None:
    """Each morning: matches everybody, for birthdays pass and terms begin and end; and proves the standings."""
    run_daily(claim)


@task("assistance.notice_need", queue="bulk", max_attempts=3)
def notice_need(claim: Claim) -> None:
    """Each morning: notes whom somebody should ask, as the register shows."""
    with claim.result():
        hints_of_the_register(timezone.localdate())


@task("assistance.answer_message", queue="notifications", max_attempts=6)
def answer_message(claim: Claim) -> None:
    """Answers whoever reported a family by message."""
    message_answer(claim.id("message"), claim)


def _give_up_delivery(claim: Claim) -> None:
    delivery_give_up(claim.id("delivery"))


@task("assistance.read_delivery", queue="bulk", max_attempts=3, on_failure=_give_up_delivery)
def read_delivery(claim: Claim) -> None:
    """Reads a file of welfare data, recipients or payments, and finds whom it means."""
    delivery_read(claim.id("delivery"), claim)


@task("assistance.apply_delivery", queue="bulk", max_attempts=3, on_failure=_give_up_delivery)
def apply_delivery(claim: Claim) -> None:
    """Writes a delivery that somebody agreed to."""
    delivery_apply(claim.id("delivery"), claim)


@task("assistance.tell_village", queue="notifications")
def tell_village_of_contest(claim: Claim) -> None:
    """Tells the village that a proposal or an objection waits."""
    with claim.result():
        tell_village(claim.id("contest"))


@task("assistance.tell_reporter", queue="notifications")
def tell_reporter(claim: Claim) -> None:
    """Tells whoever proposed or contested what was decided."""
    with claim.result():
        tell_of_decision(claim.id("contest"))
