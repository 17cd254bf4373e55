from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self) -> None:
        from citizens.rights.personal_data import add_provider

        from . import tasks  # noqa: F401 - registers the tasks
        from .personal_data import personal_parts

        add_provider("letters", personal_parts)
