"""Stored files that no row names any more."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import CharField, Model

from foundation.documents import storage

FILE_FIELDS = ("path", "signature")
"""Names of the fields that hold the path of a stored file, in whatever application."""


def unnamed(paths: Iterable[str]) -> set[str]:
    """Those of the paths that no row of any table names; the same content is stored once, whoever sent it.

    Must be called inside a transaction that sees every region, after the rows have let go of their files.
    """
    return {path for path in set(paths) if path and not _is_named(path)}


def delete_files(paths: Iterable[str]) -> None:
    """Deletes files from the store."""
    for path in paths:
        storage.delete(path)


def _is_named(path: str) -> bool:
    return any(model._default_manager.filter(**{name: path}).exists() for model, name in _places())


def _places() -> Iterator[tuple[type[Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.name in FILE_FIELDS and isinstance(field, CharField):
                yield model, field.name
