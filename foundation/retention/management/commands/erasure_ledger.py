"""Prints the erasure ledger, to be kept apart from the backups."""

from typing import Any

from django.core.management.base import BaseCommand

from foundation.retention.copies import Line
from foundation.retention.models import Erasure


class Command(BaseCommand):
    help = "Prints the erasure ledger, one line of JSON an erasure; it has no personal data."

    def handle(self, *args: Any, **options: Any) -> None:
        for row in Erasure.objects.order_by("at", "id").iterator():
            self.stdout.write(Line(row.rule, row.action, row.cutoff, row.rows, row.files, row.at).text())
