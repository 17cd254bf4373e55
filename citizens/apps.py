from pathlib import Path

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    name = "citizens"

    def ready(self) -> None:
        from foundation.accounts.actors import PeopleRegister, find_people_in
        from foundation.retention.rules import add_rules

        from . import tasks  # noqa: F401 - registers the tasks
        from .people import example_nik, find_person, find_person_by_nik
        from .retention import KEEPERS
        from .rights import register_parts
        from .rights.personal_data import add_provider

        add_provider("citizens", register_parts.parts_of)
        add_rules("citizens", Path(__file__).with_name("retention.toml"), KEEPERS)

        find_people_in(PeopleRegister(find_person, find_person_by_nik, example_nik))
