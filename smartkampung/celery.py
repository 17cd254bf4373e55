"""Celery entry of the workers and of beat."""

import os

from celery import Celery

from foundation.jobs import folder_broker

folder_broker.install()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartkampung.settings")

app = Celery("smartkampung")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["foundation.jobs"])
