"""What of social aid the twin places share: one programme with a draft of its next terms."""

from assistance.models import Programme, Terms
from tests.assistance.factories import POOR, ProgrammeFactory, TermsFactory


def make_draft() -> Terms:
    """The draft; the same for every place, for the regency writes it."""
    programme = Programme.objects.filter(code="pkh").first()
    if programme is None:
        programme = ProgrammeFactory(code="pkh", bit=0, rule=POOR)
        TermsFactory(programme=programme, state=Terms.State.DRAFT, published_at=None, rule={"all": [POOR]})
    return Terms.objects.get(programme=programme, state=Terms.State.DRAFT)
