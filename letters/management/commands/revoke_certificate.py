"""Revokes a village's signing certificate; its next letter is signed with a new one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from foundation.access.reach import EVERYWHERE, working_in
from letters.models import Certificate
from letters.services.certificate import certificate_revoke


class Command(BaseCommand):
    help = "Mencabut sertifikat tanda tangan sebuah desa. Surat yang sudah ditandatangani tetap sah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("village", help="kode Kemendagri desa, misalnya 35.10.01.2001")
        parser.add_argument("--reason", required=True, choices=Certificate.Reason.values)

    def handle(self, *args: Any, **options: Any) -> None:
        with working_in(EVERYWHERE):
            row = certificate_revoke(options["village"], options["reason"])
        if row is None:
            raise CommandError(_("Desa ini tidak mempunyai sertifikat yang berlaku."))
        self.stdout.write(_("Sertifikat %(serial)s dicabut.") % {"serial": row.serial})
