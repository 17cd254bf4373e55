"""Classification codes of archives (Permendagri 83/2022), as a table that the product brings along."""

import csv
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "kode_klasifikasi.csv"


@cache
def classification_names() -> dict[str, str]:
    """Return all codes with their names, such as "400.9.14": "Penanggulangan Kemiskinan …"."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["code"]: row["name"] for row in csv.DictReader(table)}
