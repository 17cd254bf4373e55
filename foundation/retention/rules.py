"""The rules: read from each application's `retention.toml`, each bound to the rows that it is about.

    [[rule]]
    name = "sign-in-codes"                    # also the name of its keeper
    what = "Kode sekali pakai"                # for people
    after = "kode diminta"                    # what the clock begins with
    days = 30
    ground = "UU 27/2022 Pasal 16 ayat (2) huruf g"
    action = "erase"                          # or "anonymise", or "keep": no end, and why stands in the ground
    by = "nightly"                            # or "owner": beyond the rights of the running product

`RETENTION_FILE` may name a TOML file of the installation's own whose table `[days]` sets other times.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet

ERASE, ANONYMISE, KEEP = "erase", "anonymise", "keep"
NIGHTLY, OWNER = "nightly", "owner"


@dataclass(frozen=True)
class Done:
    """What became of some rows: how many, and the paths of stored files that they named until then."""

    rows: int
    paths: tuple[str, ...] = ()


Rows = QuerySet[Any]


def erase_rows(rows: Rows) -> Done:
    """Deletes the rows, with what belongs to them."""
    count = rows.count()
    rows.delete()
    return Done(count)


@dataclass(frozen=True)
class Keeper:
    """How the rows of a rule are found, given the moment before which the clock began, and what is done to them.

    After `carry_out` a row no longer belongs to `due`: what is done is done once.
    """

    due: Callable[[datetime], Rows]
    carry_out: Callable[[Rows], Done] = erase_rows


@dataclass(frozen=True)
class Rule:
    """One rule of retention."""

    application: str
    name: str
    what: str
    after: str
    days: int
    ground: str
    action: str
    by: str = NIGHTLY
    keeper: Keeper | None = None

    def cutoff(self, now: datetime) -> datetime:
        """The moment before which the clock must have begun."""
        return now - timedelta(days=self.days)


_rules: dict[str, Rule] = {}


def add_rules(application: str, source: Path, keepers: Mapping[str, Keeper]) -> None:
    """Reads an application's rules and binds them to their rows.

    Raises ImproperlyConfigured for a rule without rows, rows without a rule, a name that is taken, and what is no rule.
    """
    told = tomllib.loads(source.read_text(encoding="utf-8"))["rule"]
    for entry in told:
        try:
            rule = Rule(application=application, keeper=keepers.get(entry["name"]), **entry)
        except (TypeError, KeyError) as error:
            raise ImproperlyConfigured(f"{source.name}: {error}") from error
        _check(rule)
        _rules[rule.name] = rule
    lost = set(keepers) - {entry["name"] for entry in told}
    if lost:
        raise ImproperlyConfigured(f"{source.name} has no rule for {sorted(lost)}")


def all_rules() -> list[Rule]:
    """Every rule, with the times that this installation sets; by application, then in the order of the file."""
    days = own_days()
    return [replace(rule, days=days.get(rule.name, rule.days)) for rule in _rules.values()]


def rule_named(name: str) -> Rule | None:
    """The rule of this name, or None."""
    return next((rule for rule in all_rules() if rule.name == name), None)


def own_days() -> dict[str, int]:
    """The times that the installation sets itself. Raises ImproperlyConfigured for a rule that there is not."""
    if not settings.RETENTION_FILE:
        return {}
    told = tomllib.loads(Path(settings.RETENTION_FILE).read_text(encoding="utf-8")).get("days", {})
    wrong = [name for name, days in told.items() if name not in _rules or not _is_a_time(days)]
    if wrong:
        raise ImproperlyConfigured(f"RETENTION_FILE: {', '.join(sorted(wrong))}")
    return {name: int(days) for name, days in told.items()}


def _check(rule: Rule) -> None:
    faults = []
    if rule.name in _rules and _rules[rule.name].application != rule.application:
        faults.append("name is taken")
    if rule.action not in (ERASE, ANONYMISE, KEEP) or rule.by not in (NIGHTLY, OWNER):
        faults.append("unknown action")
    if (rule.action == KEEP) != (rule.keeper is None):
        faults.append("rows and action do not fit")
    if rule.action != KEEP and not _is_a_time(rule.days):
        faults.append("no time")
    if not rule.ground or not rule.what or not rule.after:
        faults.append("not told in full")
    if faults:
        raise ImproperlyConfigured(f"retention rule {rule.name}: {', '.join(faults)}")


def _is_a_time(days: Any) -> bool:
    return isinstance(days, int) and not isinstance(days, bool) and days > 0
