"""Every subject that `bin/bench` measures, in this order."""

from collections.abc import Callable, Iterator

from . import aid, deliveries, imports, letters, lists, row_security, search, seeding, statistics
from .figures import Figure
from .ground import Ground

SUBJECTS: dict[str, Callable[[Ground], Iterator[Figure]]] = {
    "seeding": seeding.measure,
    "search": search.measure,
    "lists": lists.measure,
    "statistics": statistics.measure,
    "row_security": row_security.measure,
    "imports": imports.measure,
    "letters": letters.measure,
    "letters_memory": letters.measure_memory,
    "aid": aid.measure,
    "deliveries": deliveries.measure,
}
