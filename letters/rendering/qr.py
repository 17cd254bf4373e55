"""QR codes as SVG that stands inside the letter's HTML: sharp at any size, and nothing to fetch."""

import segno

MASK = 2
"""Any of the eight is right; to try them all for the prettiest takes as long as a fifth of the letter."""


def qr_svg(address: str, description: str) -> str:
    """Return a QR code as an SVG element.

    Args:
        address: what the code holds; error correction M (15 % may be lost to a fold or a stamp). A signature at its
            end (see letters/offline.py) is written in the code's smaller alphabet.
        description: read out by a screen reader in its place.
    """
    words, mark, signature = address.rpartition("~")
    content = [words + mark, signature] if mark else address
    # segno takes several texts as well, each written in the smallest alphabet that it fits; its types don't say so.
    code = segno.make(content, error="m", micro=False, mask=MASK)  # type: ignore[arg-type]
    return code.svg_inline(border=2, omitsize=True, title=description, svgclass=None, lineclass=None)
