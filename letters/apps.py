from pathlib import Path

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self) -> None:
        from citizens.family_papers import tell_papers
        from citizens.rights.personal_data import add_provider
        from foundation.retention.rules import add_rules

        from . import tasks  # noqa: F401 - registers the tasks
        from .family_papers import letters_of_family
        from .personal_data import personal_parts
        from .retention import KEEPERS

        tell_papers(letters_of_family)
        add_provider("letters", personal_parts)
        add_rules("letters", Path(__file__).with_name("retention.toml"), KEEPERS)
