"""Looks over an installation: what is missing, and how it is mended."""

from collections.abc import Callable, Iterator

from .backup import examine_backup
from .database import examine_database
from .findings import Finding
from .privacy import examine_privacy
from .security import examine_security
from .services import examine_services
from .signing import examine_signing
from .system import examine_system

__all__ = ["EXAMINATIONS", "Finding"]

EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    examine_system,
    examine_database,
    examine_services,
    examine_security,
    examine_signing,
    examine_backup,
    examine_privacy,
)
