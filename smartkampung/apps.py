from django.apps import AppConfig


class SmartKampungConfig(AppConfig):
    name = "smartkampung"

    def ready(self) -> None:
        from . import event_proposals, subscriptions  # noqa: F401 - registers its task

        subscriptions.install()
