from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "citizens"

    def ready(self) -> None:
        from foundation.accounts.actors import PeopleRegister, find_people_in

        from . import tasks  # noqa: F401 - registers the tasks
        from .people import example_nik, find_person, find_person_by_nik
        from .rights import register_parts
        from .rights.personal_data import add_provider

        add_provider("citizens", register_parts.parts_of)

        find_people_in(PeopleRegister(find_person, find_person_by_nik, example_nik))
