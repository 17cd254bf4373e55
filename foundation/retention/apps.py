from pathlib import Path

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "foundation.retention"
    label = "retention"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - registers the task
        from .below import KEEPERS
        from .rules import add_rules

        add_rules("foundation", Path(__file__).with_name("retention.toml"), KEEPERS)
