from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "letters"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - registers the tasks
