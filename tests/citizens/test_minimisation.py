"""A field of a person is kept only where the documentation says what for."""

import re

import pytest

from citizens.models import Family, Resident
from tests.architecture.sources import PROJECT

TABLE = (PROJECT / "docs" / "data-kependudukan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("model", [Resident, Family])
def test_every_field_has_a_reason_in_the_table(model: type) -> None:
    section = TABLE.split(f"(`citizens.{model.__name__}`)")[1].split("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| `")]
    explained = {name for row in rows for name in re.findall(r"`(\w+)`", row[1]) if row[2].strip()}
    assert {field.name for field in model._meta.concrete_fields} == explained  # type: ignore[attr-defined]
