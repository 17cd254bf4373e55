"""The nightly job."""

from foundation.jobs.claims import Claim
from foundation.jobs.registry import task

from .carrying_out import Cause, carry_out, remembered_cutoffs, rules_by
from .rules import NIGHTLY

TASK = "retention.carry_out"


@task(TASK, queue="bulk", max_attempts=4)
def carry_out_rules(claim: Claim) -> None:
    """Each night: erases what is due, and what a restored backup brought back."""
    known = remembered_cutoffs()
    for rule in rules_by(NIGHTLY):
        carry_out(rule, cause=Cause.NIGHTLY, not_before=known.get(rule.name), beat=claim.extend)
