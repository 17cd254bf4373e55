"""The HTTP API of an *Esign Client Service* (BSrE, BSSN), versions 1 and 2, as its published clients speak it.

The service knows an officer by NIK (version 2 also by e-mail address) and signs with the officer's passphrase, which
travels in the body of each call and is kept nowhere. This module speaks HTTP and nothing else: what an answer means for
a letter is the back end's business (`bsre`).
"""

import base64
import binascii
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

from foundation.outbound import NoAnswer, bare_session, read_capped, read_json

LARGEST_PDF = 20 * 1024 * 1024
LARGEST_NOTE = 64 * 1024
LONGEST_REASON = 300


class ServiceDown(Exception):
    """No usable answer: not reached, too slow, a fault of the service, or not what was agreed.

    `document_id` is the number under which version 1 keeps the signed file, where the answer got that far.
    """

    def __init__(self, reason: str, document_id: str = "") -> None:
        """Keep the reason; it names no person and quotes no body."""
        super().__init__(reason)
        self.document_id = document_id


class AccessDenied(ServiceDown):
    """The service does not know this installation: its user name or password is wrong."""


class Refused(Exception):
    """The service understood and said no; the text is its own."""

    def __init__(self, text: str, status: int) -> None:
        """Keep the service's words and the HTTP status."""
        super().__init__(text)
        self.status = status


@dataclass(frozen=True, slots=True)
class Appearance:
    """How the service should show the signature: not at all, at a tag in the text, or in a box (points from below)."""

    kind: str = "invisible"
    tag: str = ""
    page: int = 1
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    """x, y, width, height."""


@dataclass(frozen=True, slots=True)
class SignOrder:
    """One file to be signed; `image` is a PNG that version 2 shows, `link` the address in version 1's QR code."""

    pdf: bytes = field(repr=False)
    reason: str = ""
    location: str = ""
    link: str = ""
    image: bytes = field(default=b"", repr=False)


class EsignClient:
    """One installation's connection to its service; no redirects, capped answers, bounded waits."""

    def __init__(
        self, base_url: str, user: str, password: str, *, version: int, connect: float, read: float
    ) -> None:
        """Args: base_url: the service's address; version: 1 or 2; connect, read: seconds to wait."""
        self.version = version
        self._base = base_url.rstrip("/")
        self._timeouts = (connect, read)
        self._session = bare_session()
        self._session.auth = (user, password)

    def sign(
        self, orders: Sequence[SignOrder], identity: str, passphrase: str, appearance: Appearance
    ) -> list[bytes]:
        """Have files signed; version 1 takes one, version 2 several. Raises ServiceDown or Refused."""
        if self.version == 1:
            (order,) = orders
            return [self._sign_v1(order, identity, passphrase, appearance)]
        return self._sign_v2(orders, identity, passphrase, appearance)

    def download(self, document_id: str) -> bytes:
        """Fetch a signed file again (version 1; most services give it once)."""
        with self._call("GET", f"/api/sign/download/{document_id}") as response:
            return _body(response, LARGEST_PDF, document_id)

    def status(self, identity: str) -> str:
        """How the service knows a signer, in its own word: ISSUE can sign; EXPIRED, UNVERIFIED and others cannot."""
        if self.version == 1:
            with self._call("GET", f"/api/user/status/{identity}") as response:
                answer = _json(response)
        else:
            body = _identified(identity)
            with self._call("POST", "/api/v2/user/check/status", json=body) as response:
                answer = _json(response)
        word = answer.get("status_code") or answer.get("status") or answer.get("message") or ""
        return str(word)[:40].upper()

    def verify(self, pdf: bytes) -> str:
        """What the service itself says of a signed file, in its own words."""
        if self.version == 1:
            files = {"signed_file": ("surat.pdf", pdf, "application/pdf")}
            with self._call("POST", "/api/sign/verify", files=files) as response:
                answer = _json(response)
            return str(answer.get("summary", ""))[:LONGEST_REASON]
        body = {"file": base64.b64encode(pdf).decode()}
        with self._call("POST", "/api/v2/verify/pdf", json=body) as response:
            answer = _json(response)
        return str(answer.get("conclusion", ""))[:LONGEST_REASON]

    def _sign_v1(self, order: SignOrder, identity: str, passphrase: str, look: Appearance) -> bytes:
        fields: dict[str, Any] = {
            "nik": identity,
            "passphrase": passphrase,
            "tampilan": "invisible" if look.kind == "invisible" else "visible",
            "reason": order.reason,
            "location": order.location,
        }
        if look.kind != "invisible":
            fields |= {"image": "false", "linkQR": order.link, "width": look.box[2], "height": look.box[3]}
        if look.kind == "tag":
            fields["tag_koordinat"] = look.tag
        elif look.kind == "box":
            fields |= {"page": look.page, "xAxis": look.box[0], "yAxis": look.box[1]}
        files = {"file": ("surat.pdf", order.pdf, "application/pdf")}
        with self._call("POST", "/api/sign/pdf", data=fields, files=files) as response:
            return _body(response, LARGEST_PDF, response.headers.get("id_dokumen", "")[:80])

    def _sign_v2(
        self, orders: Sequence[SignOrder], identity: str, passphrase: str, look: Appearance
    ) -> list[bytes]:
        properties = []
        for order in orders:
            entry: dict[str, Any] = {
                "tampilan": "INVISIBLE" if look.kind == "invisible" else "VISIBLE",
                "reason": order.reason,
                "location": order.location,
            }
            if look.kind == "box":
                left, bottom, width, height = look.box
                entry |= {"page": look.page, "originX": left, "originY": bottom, "width": width}
                entry |= {"height": height, "imageBase64": base64.b64encode(order.image).decode()}
            properties.append(entry)
        body = {
            **_identified(identity),
            "passphrase": passphrase,
            "signatureProperties": properties,
            "file": [base64.b64encode(order.pdf).decode() for order in orders],
        }
        with self._call("POST", "/api/v2/sign/pdf", json=body) as response:
            answer = _json(response, 2 * LARGEST_PDF)
        files = answer.get("file")
        if not isinstance(files, list) or len(files) != len(orders):
            raise ServiceDown("not as many files as were sent")
        try:
            return [base64.b64decode(str(text), validate=True) for text in files]
        except binascii.Error as error:
            raise ServiceDown("a file is not base64") from error

    @contextmanager
    def _call(self, method: str, path: str, **content: Any) -> Iterator[requests.Response]:
        try:
            response = self._session.request(
                method,
                self._base + path,
                timeout=self._timeouts,
                allow_redirects=False,
                stream=True,
                **content,
            )
        except requests.RequestException as error:
            raise ServiceDown(type(error).__name__) from error
        with response:
            _judge(response)
            yield response


def _identified(identity: str) -> dict[str, str]:
    return {"email": identity} if "@" in identity else {"nik": identity}


def _judge(response: requests.Response) -> None:
    status = response.status_code
    if status == 200:
        return
    if status in (401, 403):
        raise AccessDenied(f"HTTP {status}")
    if status >= 500 or status in (408, 429) or status < 400:
        raise ServiceDown(f"HTTP {status}")
    try:
        answer = _json(response)
    except ServiceDown:
        answer = {}
    text = answer.get("error") or answer.get("message") or answer.get("description") or f"HTTP {status}"
    raise Refused(" ".join(str(text).split())[:LONGEST_REASON], status)


def _json(response: requests.Response, most: int = LARGEST_NOTE) -> dict[str, Any]:
    try:
        return read_json(response, most)
    except NoAnswer as error:
        raise ServiceDown(str(error)) from error


def _body(response: requests.Response, most: int, document_id: str = "") -> bytes:
    try:
        return read_capped(response, most)
    except NoAnswer as error:
        raise ServiceDown(str(error), document_id) from error
