from django.apps import AppConfig


class InstallationConfig(AppConfig):
    """Commands that look after the installation; no models."""

    name = "foundation.installation"
    label = "installation"
    verbose_name = "Instalasi"
