"""Publishing a letter type: a new version when anything changed, none when nothing did."""

import hashlib
import json

from django.db import transaction

from letters.catalogue.files import TypeFile
from letters.models import LetterType, LetterTypeVersion


@transaction.atomic
def publish_type(type_file: TypeFile) -> bool:
    """Stores a checked type file as the district's newest version; False when the newest is the same already."""
    kind, _created = LetterType.objects.get_or_create(code=type_file.code, village=None)
    return publish_version(kind, type_file) is not None


@transaction.atomic
def publish_version(kind: LetterType, type_file: TypeFile) -> LetterTypeVersion | None:
    """Stores a checked type file as the kind's newest version; None when the newest is the same already.

    Locks the kind's row, so that two who publish at the same time give two numbers.
    """
    kind = LetterType.objects.select_for_update(of=("self",)).get(pk=kind.pk)
    content = type_file.as_data()
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    newest = kind.versions.order_by("-number").first()
    if newest is not None and newest.digest == digest:
        return None
    return LetterTypeVersion.objects.create(
        letter_type=kind, number=newest.number + 1 if newest else 1, digest=digest, **content
    )
