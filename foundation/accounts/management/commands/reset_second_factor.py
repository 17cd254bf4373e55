"""A lost phone: the officer sets up a new second factor at the next sign-in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from foundation.accounts.models import ApiToken, SecondFactor, User


class Command(BaseCommand):
    help = "Takes an officer's second factor away; check the person's identity before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="the officer's user name")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("Tidak ada akun dengan nama pengguna itu.")
        SecondFactor.objects.filter(user=user).delete()
        # Whoever holds the lost phone may hold a token as well.
        ApiToken.objects.filter(user=user).delete()
        self.stdout.write("Kunci lama dimatikan. Kunci baru dipasang saat petugas masuk berikutnya.")
