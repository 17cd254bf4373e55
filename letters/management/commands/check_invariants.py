"""Looks for what must never be in all villages' letters; for every night, and after every fault."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from letters.invariants import Breaches, Scope, examine_everything


class Command(BaseCommand):
    help = "Checks the invariants I1–I10 over all villages; the exit code is 1 when one is broken."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quick", action="store_true", help="read no files")
        parser.add_argument("--sample", type=int, metavar="N", help="read only the newest N files")

    def handle(self, *args: Any, **options: Any) -> None:
        scope = Scope(files=not options["quick"], sample=options["sample"])
        broken = 0
        for invariant, breaches in examine_everything(scope):
            self.stdout.write(f"{invariant.code:<3} {invariant.statement}: {told(breaches)}")
            broken += breaches.count > 0
        if broken:
            raise CommandError(f"{broken} aturan dilanggar.")


def told(breaches: Breaches) -> str:
    """The outcome in words, with the first few breaches."""
    if breaches.skipped:
        return "tidak diperiksa (--quick)"
    if not breaches.count:
        return "0 pelanggaran"
    return f"{breaches.count} pelanggaran ({'; '.join(breaches.examples)})"
