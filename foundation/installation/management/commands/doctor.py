"""Says what is missing in this installation and how to mend it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from foundation.installation.examination import EXAMINATIONS
from foundation.installation.examination.findings import Level


class Command(BaseCommand):
    help = "Memeriksa pemasangan ini: apa yang kurang, dan bagaimana memperbaikinya."
    # Also where the settings themselves do not pass Django's own checks.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each finding; end with exit code 1 where something vital is missing."""
        marks = {
            Level.GOOD: self.style.SUCCESS(" baik "),
            Level.WARNING: self.style.WARNING(" ingat"),
            Level.VITAL: self.style.ERROR(" RUSAK"),
        }
        vital = 0
        for examine in EXAMINATIONS:
            for finding in examine():
                vital += finding.level is Level.VITAL
                self.stdout.write(f"{marks[finding.level]}  {finding.subject}")
                if finding.remedy:
                    self.stdout.write(f"        → {finding.remedy}")
        if vital:
            self.stderr.write(
                _("%(count)d hal perlu diperbaiki sebelum layanan dapat dipakai.") % {"count": vital}
            )
            sys.exit(1)
        self.stdout.write(_("Pemasangan ini siap dipakai."))
