"""What a letter's QR code says by itself: a short signed text behind the address, checked without a network.

    https://…/v/<token>/#1~<key>~<date>~<kind>~<village>~<initials>~<number>~<signature>

The text stands in the address's fragment, which a browser never sends, so one code serves both ways. The signature
(ECDSA P-256 over SHA-256, 64 bytes, base32) covers the token as well: the text can't be put behind another address.
"""

import base64
from urllib.parse import quote

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from .models import Letter
from .rendering.snapshot import Snapshot

VERSION = "1"
MOST_INITIALS = 4


def offline_text(letter: Letter, key_name: str, key: ec.EllipticCurvePrivateKey) -> str:
    """The signed text of a letter: number, date, kind, village and the holder's initials; no name, no NIK."""
    fields = [
        VERSION,
        key_name,
        f"{letter.issued_on:%Y%m%d}",
        letter.snapshot["type"]["code"],
        letter.village_id.replace(".", ""),
        initials_of(letter.snapshot["values"]["pemohon"]["nama"]),
        letter.number,
    ]
    said = "~".join(_plain(field) for field in fields)
    return f"{said}~{_sign(f'{letter.token}~{said}', key)}"


def with_offline_text(letter: Letter, key_name: str, key: ec.EllipticCurvePrivateKey) -> Snapshot:
    """The letter's snapshot with the signed text behind its address, for rendering; the stored one stays as it is."""
    snapshot: Snapshot = letter.snapshot.copy()
    verification = snapshot["verification"]
    if verification:
        text = offline_text(letter, key_name, key)
        snapshot["verification"] = {**verification, "url": f"{verification['url']}#{text}"}
    return snapshot


def initials_of(name: str) -> str:
    """The first letters of a name's first words: "Siti Aminah" is "SA"."""
    return "".join(word[0].upper() for word in name.split()[:MOST_INITIALS])


def _plain(text: str) -> str:
    # quote() leaves the tilde, which parts the fields here.
    return quote(text, safe="/.:,()").replace("~", "%7E")


def _sign(text: str, key: ec.EllipticCurvePrivateKey) -> str:
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    # Browsers want both numbers side by side. Base32 needs fewer modules of a QR code than base64 does.
    raw = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return base64.b32encode(raw).decode().rstrip("=")
