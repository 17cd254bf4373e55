"""What imports can't show: events that nobody awaits, tasks that nobody made, queues that nobody serves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from foundation.installation.processes import processes
from foundation.jobs.registry import Kinds, all_tasks
from smartkampung.subscriptions import SUBSCRIPTIONS

from .sources import PROJECT, product_modules


def calls_of(name: str) -> Iterator[tuple[Path, ast.Call]]:
    """Calls of a function by its bare name, anywhere in the product."""
    for path in product_modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield path, node


def literals(node: ast.expr) -> list[str]:
    """The texts that an argument may be: a literal, or either branch of a condition."""
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def recorded_events() -> set[str]:
    """Names of all events that services record, by themselves or as a step of a request."""
    names: set[str] = set()
    for _path, call in calls_of("record"):
        names.update(literals(call.args[0]))
    for _path, call in calls_of("announce"):
        names.update(literals(call.args[1]))
    return names


def started_tasks() -> set[str]:
    awaiting = (entry for entries in SUBSCRIPTIONS.values() for entry in entries)
    return {entry.task if isinstance(entry, Kinds) else entry for entry in awaiting}


def test_every_recorded_event_is_in_the_table() -> None:
    assert recorded_events() - set(SUBSCRIPTIONS) == set()


def test_every_event_in_the_table_is_recorded_somewhere() -> None:
    assert set(SUBSCRIPTIONS) - recorded_events() == set()


def test_every_task_in_the_table_exists() -> None:
    assert started_tasks() - set(all_tasks()) == set()


def test_every_task_is_started_by_something() -> None:
    ordered = {name for _path, call in calls_of("order") for name in literals(call.args[0])}
    assert set(all_tasks()) - started_tasks() - ordered == set()


def test_every_task_waits_in_a_queue_that_exists() -> None:
    assert {task.queue for task in all_tasks().values()} <= set(settings.JOB_QUEUES)


@pytest.mark.parametrize("environment", [{}, {"DEMO": "1"}, {"DOCUMENT_WORKERS": "4"}], ids=str)
def test_every_queue_is_served(environment: dict[str, str]) -> None:
    served: list[str] = []
    for process in processes(environment).values():
        command = list(process.command)
        if "--queues" in command:
            served += command[command.index("--queues") + 1].split(",")
    assert sorted(served) == sorted(settings.JOB_QUEUES)


def test_every_queue_is_served_in_containers_too() -> None:
    compose = (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")
    workers = {name for name, process in processes({}).items() if "--queues" in process.command}
    assert {name for name in workers if name not in compose} == set()


def test_sign_in_codes_do_not_wait_behind_documents_or_bulk_work() -> None:
    for process in processes({}).values():
        command = list(process.command)
        if "--queues" in command:
            queues = set(command[command.index("--queues") + 1].split(","))
            assert "codes" not in queues or queues.isdisjoint({"documents", "bulk"})


def test_workers_take_json_and_nothing_else() -> None:
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert settings.CELERY_TASK_SERIALIZER == "json"
    assert settings.CELERY_TASK_IGNORE_RESULT is True
    assert settings.CELERY_TASK_ACKS_LATE is True
    bulk = processes({})["worker-bulk"].command
    assert bulk[bulk.index("--prefetch-multiplier") + 1] == "1"


def test_only_the_jobs_ring_the_bell() -> None:
    """A service that called a task itself would do so before its commit, or twice."""
    pattern = re.compile(r"\.(apply_async|delay|send_task)\(")
    callers = [path for path in product_modules() if pattern.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(PROJECT)) for path in callers] == ["foundation/jobs/events.py"]
