"""Acting in tests: as somebody through the web or the API, or as the platform."""

from typing import Any

from django.db import connection
from django.test import Client

from foundation.access.reach import EVERYWHERE


def see_everything() -> None:
    """Lets the test's own queries see every village (for the session and for the running transaction)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.reach', %s, false), set_config('app.user', '', false)", [EVERYWHERE]
        )
        cursor.execute("SELECT set_config('app.family', '', false), set_config('app.people', '', false)")


def see_only(reach: str, *, family: str = "", user: str = "") -> None:
    """Limits the running transaction as the product would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.reach', %s, true), set_config('app.family', %s, true),"
            " set_config('app.user', %s, true)",
            [reach, family, user],
        )


class ActingClient(Client):
    """A browser after whose requests the test sees everything again."""

    def request(self, **request: Any) -> Any:
        try:
            return super().request(**request)
        finally:
            see_everything()


def run_jobs() -> int:
    """Carries out every waiting job, and those that they cause, as a worker would; returns how many."""
    from foundation.jobs.models import Job
    from foundation.jobs.runner import run

    count = 0
    while True:
        waiting = list(
            Job.objects.filter(state=Job.State.WAITING).order_by("run_after").values_list("pk", flat=True)
        )
        waiting = [pk for pk in waiting if run(pk)]
        see_everything()
        if not waiting:
            return count
        count += len(waiting)
