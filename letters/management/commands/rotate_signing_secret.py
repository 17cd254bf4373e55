"""Brings all private keys under a new secret; can be started again when it broke off."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from letters.services.certificate import secret_rotate
from letters.signing.authority import UnreadableKeyError

NEW = "SIGNING_KEY_SECRET_NEW"


class Command(BaseCommand):
    help = f"Mengenkripsi ulang semua kunci dengan rahasia baru dari {NEW}; setelah itu ganti SIGNING_KEY_SECRET."

    def handle(self, *args: Any, **options: Any) -> None:
        new = os.environ.get(NEW, "")
        if len(new) < 32:
            raise CommandError(_("Isi %(name)s dengan sedikitnya 32 huruf acak.") % {"name": NEW})
        try:
            changed, done = secret_rotate(settings.SIGNING_KEY_SECRET, new)
        except UnreadableKeyError as error:
            raise CommandError(
                _("Ada kunci yang tidak terbuka dengan rahasia lama maupun baru: %(error)s")
                % {"error": error}
            ) from error
        self.stdout.write(
            _("%(changed)d kunci dienkripsi ulang, %(done)d sudah memakai rahasia baru.")
            % {"changed": changed, "done": done}
        )
        self.stdout.write(_("Sekarang isi SIGNING_KEY_SECRET dengan rahasia baru dan mulai ulang layanan."))
