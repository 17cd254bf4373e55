from pathlib import Path
from typing import Any

from django.apps import AppConfig


class AssistanceConfig(AppConfig):
    name = "assistance"

    def ready(self) -> None:
        from citizens.rights.personal_data import add_provider
        from citizens.signals import families_changed
        from foundation.retention.rules import add_rules

        from . import tasks  # noqa: F401 - registers the tasks
        from .personal_data import personal_parts
        from .retention import KEEPERS

        add_provider("assistance", personal_parts)
        add_rules("assistance", Path(__file__).with_name("retention.toml"), KEEPERS)

        families_changed.connect(_match_again, dispatch_uid="assistance.match_families")


def _match_again(families: set[Any], **_sender: Any) -> None:
    from .services.match import match_families

    match_families(families)
