"""Letters that tell of need: a family that asks for them again and again is named to the social office."""

from datetime import timedelta

from django.utils import timezone

from assistance.models import OutreachHint
from assistance.services.outreach import hint_add
from foundation.jobs.claims import Claim
from foundation.jobs.registry import task
from letters.models import Letter

NEEDY_KINDS = ("sktm",)
"""Kinds of letters, by the beginning of their codes, that a family asks for when it cannot pay."""
OFTEN, WITHIN = 2, timedelta(days=180)


@task("smartkampung.notice_need", queue="notifications")
def notice_need(claim: Claim) -> None:
    """Names the family of an issued letter when it is the second of its kind within half a year."""
    with claim.result():
        letter = Letter.objects.select_related("request__type_version__letter_type").get(
            request_id=claim.id("request")
        )
        code = letter.request.type_version.letter_type.code
        if letter.family_id is None or not code.startswith(NEEDY_KINDS):
            return
        alike = Letter.objects.filter(
            family_id=letter.family_id,
            request__type_version__letter_type__code__startswith=NEEDY_KINDS[0],
            issued_on__gte=timezone.localdate() - WITHIN,
            revoked_at__isnull=True,
            replaced_by__isnull=True,
        )
        if alike.count() >= OFTEN:
            hint_add([letter.family_id], OutreachHint.Reason.LETTERS)
