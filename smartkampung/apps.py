from django.apps import AppConfig


class SmartKampungConfig(AppConfig):
    name = "smartkampung"

    def ready(self) -> None:
        from . import event_proposals, outreach, subscriptions  # noqa: F401 - register their tasks

        subscriptions.install()
