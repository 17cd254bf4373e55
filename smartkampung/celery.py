"""Celery entry of the workers and of beat."""

import os
from typing import Any

from celery import Celery
from celery.signals import task_prerun
from django.db import close_old_connections

from foundation.jobs import folder_broker

folder_broker.install()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartkampung.settings")

app = Celery("smartkampung")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["foundation.jobs"])


@task_prerun.connect
def _look_at_connection(**_said: Any) -> None:
    """As before a web request: a connection that died with the database is found before the task needs it."""
    close_old_connections()
