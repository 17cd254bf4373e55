"""A village's own kind of letter, for trying who may touch it."""

from foundation.accounts.models import User
from letters.catalogue.files import read_table
from letters.catalogue.tables import first_table
from letters.models import LetterType, LetterTypeDraft
from letters.services.publish import publish_version


def make_kind(village: str, clerk: User, code: str) -> LetterType:
    """A village's own kind of letter, published, with a draft of its next version."""
    table = first_table(code=code, name=f"Canary {code}", classification="400.12.2.1")
    table["fields"] = [{"name": "keperluan", "label": "Untuk apa?", "type": "text", "required": True}]
    kind = LetterType.objects.create(code=code, village_id=village)
    publish_version(kind, read_table(table, code))
    LetterTypeDraft.objects.create(
        letter_type=kind, area_code=village, content=table | {"short": "Diubah."}, changed_by=clerk
    )
    return kind
