"""QR codes as SVG that stands inside the letter's HTML: sharp at any size, and nothing to fetch."""

import segno


def qr_svg(address: str, description: str) -> str:
    """Return a QR code as an SVG element.

    Args:
        address: what the code holds; error correction M (15 % may be lost to a fold or a stamp).
        description: read out by a screen reader in its place.
    """
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=2, omitsize=True, title=description, svgclass=None, lineclass=None)
