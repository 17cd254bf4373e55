"""How old the last backup is."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.installation.backup.archive import NOTE

from .findings import Finding, Level, judge

OLDEST = timedelta(hours=26)
"""A nightly backup that was missed once."""


def examine_backup() -> Iterator[Finding]:
    """Yield what there is to say about the backup."""
    remedy = "bin/manage backup FOLDER"
    if not settings.BACKUP_RECIPIENTS:
        yield Finding(
            Level.WARNING,
            _("Cadangan terenkripsi belum diatur."),
            _("Isi BACKUP_RECIPIENTS; kuncinya dibuat dengan bin/manage backup --new-key."),
        )
        return
    try:
        note = json.loads((settings.VAR_DIR / NOTE).read_text())
        at = datetime.fromisoformat(note["at"])
    except (OSError, ValueError, KeyError):
        yield Finding(Level.WARNING, _("Belum pernah ada cadangan."), remedy)
        return
    words = {"when": timezone.localtime(at).strftime("%d-%m-%Y %H.%M"), "size": f"{note['bytes'] / 1e6:.1f}"}
    yield judge(
        timezone.now() - at <= OLDEST,
        _("Cadangan terakhir %(when)s, %(size)s MB") % words,
        _("Cadangan terakhir sudah lama: %(when)s.") % words,
        remedy,
        vital=False,
    )
