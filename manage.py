#!/usr/bin/env python
"""Django's command line for this installation."""

import os
import sys

# The schema's owner builds and fills the schema; everything else acts as the runtime role, which owns nothing.
OWNER_COMMANDS = {
    "migrate",
    "prepare_database",
    "load_regions",
    "load_holidays",
    "load_letter_types",
    "seed_demo",
    "backup",
    "restore",
}


def main() -> None:
    """Run the management command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartkampung.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("DATABASE_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
