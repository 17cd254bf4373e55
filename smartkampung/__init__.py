"""The project: settings, addresses and the wiring of the applications."""

from .celery import app as celery_app

__all__ = ["celery_app"]
