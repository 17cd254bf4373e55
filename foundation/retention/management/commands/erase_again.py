"""After a backup was restored: erases again what had been erased since it was made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.retention.carrying_out import Cause, carry_out, remembered_cutoffs, rules_by
from foundation.retention.copies import lines_of
from foundation.retention.rules import NIGHTLY, OWNER


class Command(BaseCommand):
    help = "Erases again what the erasure ledger, and its copy outside the database, say was erased."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ledger", type=Path, help="a copy of the ledger, as erasure_ledger prints it")
        parser.add_argument(
            "--owner",
            action="store_true",
            help="also the rules beyond the product's rights (as the schema's owner)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        known = remembered_cutoffs()
        source: Path | None = options["ledger"]
        if source is not None:
            if not source.exists():
                raise CommandError(f"{source}: tidak ada.")
            for line in lines_of(source):
                known[line.rule] = max(known.get(line.rule, line.cutoff), line.cutoff)
        rules = rules_by(NIGHTLY) + (rules_by(OWNER) if options["owner"] else [])
        for rule in rules:
            if rule.name in known:
                rows, files = carry_out(rule, cause=Cause.RESTORED, not_before=known[rule.name])
                self.stdout.write(f"{rule.name}: {rows} baris, {files} berkas")
        unknown = set(known) - {rule.name for rule in rules}
        if unknown:
            self.stdout.write(f"Tidak dikerjakan: {', '.join(sorted(unknown))}")
