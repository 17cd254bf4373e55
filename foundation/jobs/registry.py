"""Which tasks exist, and which event starts which of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .claims import Claim

Handler = Callable[["Claim"], None]


@dataclass(frozen=True)
class Task:
    """A kind of job: its name, queue, handler and how often it may be tried."""

    name: str
    queue: str
    handler: Handler
    max_attempts: int
    on_failure: Handler | None


@dataclass(frozen=True)
class Kinds:
    """A task that awaits an event of certain kinds only: the event's `kind` begins with one of these."""

    task: str
    begins: tuple[str, ...]


_tasks: dict[str, Task] = {}
_subscriptions: dict[str, tuple[str | Kinds, ...]] = {}


def task(
    name: str, *, queue: str, max_attempts: int = 8, on_failure: Handler | None = None
) -> Callable[[Handler], Handler]:
    """Registers a handler as the task of this name.

    The handler does its work idempotently and writes its result inside `claim.result()`. `on_failure` is called in the
    transaction that ends the job for good, so that the people concerned can be shown it.
    """

    def register(handler: Handler) -> Handler:
        _tasks[name] = Task(name, queue, handler, max_attempts, on_failure)
        return handler

    return register


def find_task(name: str) -> Task:
    """The task of this name; KeyError when nobody registered it."""
    return _tasks[name]


def all_tasks() -> Mapping[str, Task]:
    """Every registered task by name."""
    return dict(_tasks)


def subscribe(table: Mapping[str, Sequence[str | Kinds]]) -> None:
    """Sets which tasks each event starts; the project's subscriptions.py holds the table."""
    _subscriptions.clear()
    _subscriptions.update({event: tuple(tasks) for event, tasks in table.items()})


def subscribers(event: str, kind: str = "") -> list[str]:
    """Names of the tasks that the event starts. KeyError for an event that the table doesn't know."""
    return [
        awaiting.task if isinstance(awaiting, Kinds) else awaiting
        for awaiting in _subscriptions[event]
        if not isinstance(awaiting, Kinds) or kind.startswith(awaiting.begins)
    ]
