"""Texts that a spreadsheet must not take for something to carry out (ASVS 1.2.10)."""

import re

# What a spreadsheet reads as the beginning of a formula, in half and full width; space and line ends may stand before.
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n]")
# Characters that XML can't hold, so a workbook that had one would not open.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32_767
"""What a cell of a workbook can hold."""


def writable(text: str) -> str:
    """Return a text without what no workbook can hold."""
    return _UNWRITABLE.sub("", text)[:LONGEST_TEXT]


def could_act(text: str) -> bool:
    """Return whether a spreadsheet could take the text for a formula."""
    return _FORMULA.match(text) is not None
