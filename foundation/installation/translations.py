"""Compiles the translations; the compiled files are not kept in the tree."""

import os
from pathlib import Path

import polib


def compile_translations(project: Path) -> None:
    """Write the `.mo` beside each `.po` of the project's locale folder, where it is missing or older."""
    for source in sorted((project / "locale").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.rename(target)


if __name__ == "__main__":
    compile_translations(Path(__file__).resolve().parents[2])
