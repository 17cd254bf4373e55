"""Certificates in a PEM file, with whatever text stands between them."""

from pathlib import Path

_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


def certificates_in(path: str) -> list[str]:
    """The certificates of a file, each as PEM text; none for an empty path.

    Raises:
        OSError: the file cannot be read.
    """
    if not path:
        return []
    text = Path(path).read_text(encoding="ascii", errors="ignore")
    parts = [part[part.find(_BEGIN) :] + _END for part in text.split(_END)[:-1]]
    return [part for part in parts if part.startswith(_BEGIN)]
