"""Publishes the letter types that the product brings along."""

from typing import Any

from django.core.management.base import BaseCommand

from letters.catalogue.files import read_catalogue
from letters.services.publish import publish_type


class Command(BaseCommand):
    help = "Publishes new or changed letter types of the catalogue; what is unchanged stays."

    def handle(self, *args: Any, **options: Any) -> None:
        published = [publish_type(type_file) for type_file in read_catalogue()]
        new = sum(published)
        if options["verbosity"]:
            self.stdout.write(f"{len(published)} jenis surat, {new} di antaranya versi baru.")
