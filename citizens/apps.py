from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "citizens"

    def ready(self) -> None:
        from foundation.accounts.actors import find_people_with

        from . import tasks  # noqa: F401 - registers the tasks
        from .people import find_person

        find_people_with(find_person)
