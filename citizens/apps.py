from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "citizens"

    def ready(self) -> None:
        from foundation.accounts.actors import PeopleRegister, find_people_in

        from . import tasks  # noqa: F401 - registers the tasks
        from .people import example_nik, find_person, find_person_by_nik

        find_people_in(PeopleRegister(find_person, find_person_by_nik, example_nik))
