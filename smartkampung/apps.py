from django.apps import AppConfig


class SmartKampungConfig(AppConfig):
    name = "smartkampung"

    def ready(self) -> None:
        from . import subscriptions

        subscriptions.install()
