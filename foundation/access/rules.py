"""The rule of each route: nothing is served unless its view carries one.

    @allow(Role.OPERATOR, Role.SECRETARY)
    def inbox(request): ...

`allow` names who may call the function at all; which objects they then reach is decided where the object is fetched.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "anyone"
SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Rule:
    """Who may read (GET, HEAD, OPTIONS) and who may write (all other methods)."""

    read: frozenset[str]
    write: frozenset[str]
    transaction: bool = True

    def admits(self, method: str, roles: frozenset[str], *, signed_in: bool) -> bool:
        """Whether somebody with these roles may call the route with this method."""
        wanted = self.read if method in ("GET", "HEAD", "OPTIONS") else self.write
        if ANYONE in wanted or (signed_in and SIGNED_IN in wanted):
            return True
        return not wanted.isdisjoint(roles)


def allow(
    *roles: str, write: tuple[str, ...] | None = None, transaction: bool = True
) -> Callable[[View], View]:
    """Declares a view's rule.

    Args: roles who may read, and write unless `write` names others; `transaction=False` for views without database.
    """
    readers = frozenset(str(role) for role in roles)
    writers = readers if write is None else frozenset(str(role) for role in write)

    def mark(view: View) -> View:
        view.access_rule = Rule(readers, writers, transaction)  # type: ignore[attr-defined]
        return view

    return mark


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule that a view carries, or None: such a view is never served."""
    return getattr(view, "access_rule", None)
