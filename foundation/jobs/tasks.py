"""Celery's door: two tasks, both told nothing but an id."""

from uuid import UUID

from celery import shared_task

from . import runner, sweeper


@shared_task(name="jobs.run", ignore_result=True)
def run_job(job_id: str) -> None:
    """Carries out the job with this id, if it is still to be done."""
    runner.run(UUID(job_id))


@shared_task(name="jobs.sweep", ignore_result=True)
def sweep_jobs() -> None:
    """Rings for work that nobody took."""
    sweeper.sweep()
