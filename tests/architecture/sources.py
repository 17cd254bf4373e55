"""The product's own files."""

from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("smartkampung", "foundation", "villages", "citizens", "letters", "assistance")


def product_modules() -> Iterator[Path]:
    """Modules of the product, migrations left out."""
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def modules_of_tests() -> Iterator[Path]:
    """Modules of the tests."""
    yield from sorted((PROJECT / "tests").rglob("*.py"))


def templates() -> Iterator[Path]:
    """Templates of pages, letters and messages."""
    for path in sorted((PROJECT / "templates").rglob("*")):
        if path.is_file():
            yield path


def shown(path: Path) -> str:
    """A path as people write it."""
    return path.relative_to(PROJECT).as_posix()
