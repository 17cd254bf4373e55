"""All that is held on one person, gathered from every application: the registry and the shape of its parts.

An application adds its part when it is made ready; nobody below knows who adds:

    add_provider("letters", parts_of)     # in LettersConfig.ready()
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from citizens.formatting import long_date
from citizens.models import Resident
from foundation.access.reach import elevated

Value = str | int | float | bool | dict[str, Any] | list[Any] | None


@dataclass(frozen=True)
class Fact:
    """One thing that is held: its name for programs, its label and words for people, and the value as stored."""

    name: str
    label: str
    text: str
    value: Value


@dataclass(frozen=True)
class Part:
    """What is held of one kind: a record of the person, or several alike."""

    name: str
    title: str
    records: Sequence[Sequence[Fact]]
    note: str = ""


Provider = Callable[[Resident], Iterable[Part]]
_providers: dict[str, Provider] = {}


def add_provider(application: str, provider: Provider) -> None:
    """Lets an application tell what it holds of a person.

    The provider is called in a transaction that sees every region, for a person may have lived elsewhere: it asks for
    that person's rows and no others, and names nobody else who told something in confidence.
    """
    _providers[application] = provider


def providers() -> tuple[str, ...]:
    """The applications that tell what they hold."""
    return tuple(_providers)


def parts_of(resident: Resident) -> dict[str, list[Part]]:
    """All that is held on the person, by application; parts without a record are left out.

    Must be called inside a transaction, by somebody whose right to it was checked.
    """
    with elevated():
        told = {name: [part for part in give(resident) if part.records] for name, give in _providers.items()}
    # The register comes first; whoever stands above it was made ready before it.
    return {name: parts for name, parts in reversed(told.items()) if parts}


def facts_of(row: models.Model, *names: str) -> list[Fact]:
    """The named fields of a row that hold something, numbers in full: it is the person's own copy."""
    facts = []
    for name in names:
        field: Any = row._meta.get_field(name)
        value = getattr(row, field.attname)
        if value not in (None, "", [], {}):
            facts.append(fact(name, _label(field), value, dict(field.flatchoices)))
    return facts


def fact(name: str, label: str, value: Any, choices: dict[Any, Any] | None = None) -> Fact:
    """One fact of any kind of value."""
    if choices and value in choices:
        text = str(choices[value])
        return Fact(name, label, text, {"code": value, "text": text})
    return Fact(name, label, _words(value), _plain(value))


def _label(field: Any) -> str:
    label = str(field.verbose_name).replace("_", " ")
    return label[:1].upper() + label[1:]


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("ya") if value else _("tidak"))
    if isinstance(value, datetime):
        here = timezone.localtime(value)
        return f"{long_date(here.date())}, {here:%H.%M}"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, dict):
        return "; ".join(
            f"{name}: {_words(inner)}" for name, inner in value.items() if inner not in (None, "")
        )
    if isinstance(value, (list, tuple)):
        return ", ".join(_words(inner) for inner in value)
    return str(value)


def _plain(value: Any) -> Value:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
