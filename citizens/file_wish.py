"""How somebody wishes a list as a file."""

from dataclasses import dataclass

EXCEL, PDF = "xlsx", "pdf"


@dataclass(frozen=True)
class Wish:
    """As a workbook or on paper, and whether NIK and KK numbers stand in it whole."""

    format: str = EXCEL
    whole: bool = True


class TooManyRows(Exception):
    """More rows than one PDF takes; `most` says how many it does."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} rows")
        self.most = most
