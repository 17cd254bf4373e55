"""Celery: Redis when REDIS_URL is set, else folders under the state folder."""

from typing import Any

from kombu import Queue

from .environment import VAR_DIR, env

__all__ = [
    "CACHES",
    "CELERY_ACCEPT_CONTENT",
    "CELERY_BEAT_SCHEDULE",
    "CELERY_BEAT_SCHEDULE_FILENAME",
    "CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP",
    "CELERY_BROKER_TRANSPORT_OPTIONS",
    "CELERY_BROKER_URL",
    "CELERY_DB_REUSE_MAX",
    "CELERY_TASK_ACKS_LATE",
    "CELERY_TASK_DEFAULT_QUEUE",
    "CELERY_TASK_IGNORE_RESULT",
    "CELERY_TASK_QUEUES",
    "CELERY_TASK_REJECT_ON_WORKER_LOST",
    "CELERY_TASK_SERIALIZER",
    "CELERY_TASK_TIME_LIMIT",
    "CELERY_WORKER_HIJACK_ROOT_LOGGER",
    "JOB_LEASE_SECONDS",
    "JOB_QUEUES",
    "JOB_SWEEP_SECONDS",
    "REDIS_URL",
    "RETENTION_FILE",
]

REDIS_URL = env.str("REDIS_URL", default="")
# Times of the installation's own, by rule (foundation/retention/rules.py).
RETENTION_FILE = env.str("RETENTION_FILE", default="")
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=120)
JOB_SWEEP_SECONDS = env.int("JOB_SWEEP_SECONDS", default=60)
JOB_QUEUES = ["codes", "documents", "notifications", "bulk"]

CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    # A publish must never hold up a web request: the row is the truth and the sweeper finds it.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 1,
        "socket_connect_timeout": 0.5,
        "unacked_restore_interval": 1,
        "max_retries": 0,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    _folder = VAR_DIR / "broker"
    for _part in ("messages", "control"):
        (_folder / _part).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "folder://localhost//"
    # The default polling interval costs about a second for each task.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_folder / "messages"),
        "data_folder_out": str(_folder / "messages"),
        "control_folder": str(_folder / "control"),
        "polling_interval": 0.05,
    }
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 100
# A worker keeps its connection over so many tasks: to open one costs more than most tasks ask of it.
CELERY_DB_REUSE_MAX = 500
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "notifications"
CELERY_TASK_QUEUES = [Queue(name) for name in JOB_QUEUES]
# Each letter is announced once, so looking often costs a query and no second message.
EXPIRY_SECONDS = 6 * 60 * 60
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {
        "task": "jobs.sweep",
        "schedule": JOB_SWEEP_SECONDS,
        "options": {"expires": JOB_SWEEP_SECONDS},
    },
    "look-for-expiring-letters": {
        "task": "letters.look_for_expiring",
        "schedule": EXPIRY_SECONDS,
        "options": {"expires": EXPIRY_SECONDS},
    },
}
