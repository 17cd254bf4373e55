"""Carries the rules of retention out now, or says what they would do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from foundation.retention.carrying_out import Cause, carry_out, count_due, rules_by
from foundation.retention.in_words import table_lines
from foundation.retention.rules import NIGHTLY, OWNER


class Command(BaseCommand):
    help = "Erases what is older than the rules of retention allow; --dry-run only counts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what is due, change nothing")
        parser.add_argument(
            "--table", action="store_true", help="print the rules as docs/privasi.md has them"
        )
        parser.add_argument(
            "--owner",
            action="store_true",
            help="the rules beyond the product's rights (as the schema's owner)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["table"]:
            self.stdout.write("\n".join(table_lines()))
            return
        rules = rules_by(OWNER if options["owner"] else NIGHTLY)
        if options["dry_run"]:
            for rule, count in count_due(rules):
                self.stdout.write(f"{rule.name}: {count} baris, {rule.days} hari sesudah {rule.after}")
            self.stdout.write("Tidak ada yang diubah.")
            return
        for rule in rules:
            rows, files = carry_out(rule, cause=Cause.COMMAND)
            self.stdout.write(f"{rule.name}: {rows} baris, {files} berkas")
