"""Makes an officer's account: the first ones of an installation, before anybody can sign in."""

import os
import sys
from argparse import ArgumentTypeError
from datetime import date
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from foundation.access.roles import Role
from foundation.accounts.models import RoleAssignment, User
from smartkampung.officer_roles import LEVELS, Term, WrongRegion, region_for, take_office
from villages.models import Official

PASSWORD_VARIABLE = "OFFICER_PASSWORD"  # noqa: S105 - a name, not a password


class Command(BaseCommand):
    help = (
        "Makes an officer's account with one role. The password is asked for, or read from the variable "
        f"{PASSWORD_VARIABLE}; the second factor is set up at the first sign-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", required=True)
        parser.add_argument("--name", required=True, help="as letters print it, with degrees")
        parser.add_argument("--role", required=True, choices=list(LEVELS))
        parser.add_argument("--area", required=True, help="Kemendagri code with dots, e.g. 35.10.01.2001")
        parser.add_argument("--email", default="")
        parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="last day of the role (no end)")
        parser.add_argument(
            "--prefix", default="", choices=["", "Plt.", "Plh.", "Pj."], help="of an official"
        )
        parser.add_argument("--nip", default="", help="of an official")
        parser.add_argument("--rank", default="", help="of an official, e.g. Penata (III/c)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            region = region_for(options["role"], options["area"])
        except WrongRegion as error:
            raise CommandError(str(error)) from error
        today = timezone.localdate()
        if options["until"] and options["until"] < today:
            raise CommandError("Hari terakhir peran (--until) sudah lewat.")
        user = User(
            username=options["username"].strip(), name=options["name"].strip(), email=options["email"]
        )
        _check_user(user)
        password = _password()
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            user.set_password(password)
            user.save(force_insert=True)
            RoleAssignment.objects.create(
                user=user,
                role=options["role"],
                area_code=region.code,
                valid_from=today,
                valid_until=options["until"],
            )
            official = take_office(user, Term(options["role"], region, today, options["until"]))
            if official is not None:
                _describe(official, options)
        self.stdout.write(
            f"Akun {user.username} dibuat: {Role(options['role']).label}, {region.official_title}. "
            "Kode keamanan dipasang saat masuk pertama kali."
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} bukan tanggal TTTT-BB-HH") from error


def _check_user(user: User) -> None:
    if not user.username or not user.name:
        raise CommandError("Nama pengguna dan nama tidak boleh kosong.")
    if User.objects.filter(username=user.username).exists():
        raise CommandError(f"Nama pengguna {user.username} sudah dipakai.")
    try:
        user.clean_fields(exclude=["password"])
        if user.email:
            validate_email(user.email)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _password() -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise CommandError(f"Tidak ada terminal untuk mengetik kata sandi; isi variabel {PASSWORD_VARIABLE}.")
    password = getpass("Kata sandi: ")
    if getpass("Sekali lagi: ") != password:
        raise CommandError("Kedua kata sandi tidak sama.")
    return password


def _describe(official: Official, options: dict[str, Any]) -> None:
    for name in ("prefix", "nip", "rank"):
        if options[name]:
            setattr(official, name, options[name])
    try:
        official.clean_fields()
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    official.save()
