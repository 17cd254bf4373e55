"""How somebody wishes a list as a file."""

from dataclasses import dataclass

EXCEL, PDF = "xlsx", "pdf"


@dataclass(frozen=True)
class Wish:
    """As a workbook or on paper, and whether NIK and KK numbers stand in it whole."""

    format: str = EXCEL
    whole: bool = True


class TakesLonger(Exception):
    """The file takes longer than a person waits for a page: it is made by a worker."""
