"""A real HTTP server that speaks the national e-signature service's API, versions 1 and 2, and signs for real.

By hand: `python -m tests.letters.signing.bsre_server --port 8899 --roots /tmp/akar-bsre.pem`, then run the product with
LETTER_SIGNING_BACKEND=bsre BSRE_URL=http://127.0.0.1:8899 BSRE_USER=kabupaten BSRE_PASSWORD=sandi-kabupaten
BSRE_TRUST_ROOTS=/tmp/akar-bsre.pem. Every NIK signs there; the passphrase is "rahasia kepala desa".
"""

import argparse
import base64
import json
import socket
import struct
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from .bsre_signatory import Authority, Signatory

USER, PASSWORD = "kabupaten", "sandi-kabupaten"
WRONG_TRIES_TO_LOCK = 3


@dataclass
class Fault:
    """What goes wrong at the next calls that sign: see `Handler._stumble` and `Handler._spoil`."""

    kind: str = ""
    times: int = 10**9
    seconds: float = 1.0


@dataclass
class Service:
    """The service's state, shared by all connections."""

    authority: Authority = field(default_factory=Authority)
    fault: Fault = field(default_factory=Fault)
    calls: list[tuple[str, int]] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)
    people: dict[str, Signatory] = field(default_factory=dict)
    earlier: bytes = b""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def signatory(self, identity: str) -> Signatory:
        with self.lock:
            return self.people.setdefault(identity, Signatory(self.authority))

    def signings(self) -> int:
        """How many files came to be signed."""
        return sum(count for path, count in self.calls if "/sign/pdf" in path)


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    service: Service
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self._known():
            return
        if self.path.startswith("/api/user/status/"):
            self._json(200, {"status_code": self.service.signatory(self.path.rsplit("/", 1)[1]).status})
        elif self.path.startswith("/api/sign/download/"):
            self.service.calls.append((self.path, 0))
            content = self.service.kept.pop(self.path.rsplit("/", 1)[1], b"")
            if content:
                self._pdf(content)
            else:
                self._json(404, {"error": "Dokumen tidak ditemukan"})
        else:
            self._json(404, {"error": "Alamat tidak ada"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self._known():
            return
        deeds = {
            "/api/sign/pdf": self._sign_v1,
            "/api/v2/sign/pdf": self._sign_v2,
            "/api/sign/verify": self._verify_v1,
            "/api/v2/verify/pdf": self._verify_v2,
            "/api/v2/user/check/status": self._status_v2,
        }
        deed = deeds.get(self.path)
        if deed is None:
            self._json(404, {"error": "Alamat tidak ada"})
        else:
            deed(body)

    def _sign_v1(self, body: bytes) -> None:
        fields = self._multipart(body)
        pdf, identity = fields["file"], fields["nik"].decode()
        self.service.calls.append((self.path, 1))
        if self._stumble() or not self._opened(identity, fields["passphrase"].decode()):
            return
        signatory = self.service.signatory(identity)
        signed = self._spoil(pdf, signatory.sign(pdf, fields["reason"].decode(), fields["location"].decode()))
        number = str(uuid4())
        self.service.kept[number] = signed
        self._pdf(signed, {"id_dokumen": number})

    def _sign_v2(self, body: bytes) -> None:
        order = json.loads(body)
        files = [base64.b64decode(text) for text in order["file"]]
        identity = order.get("nik") or order["email"]
        self.service.calls.append((self.path, len(files)))
        if self._stumble() or not self._opened(identity, order["passphrase"]):
            return
        signatory = self.service.signatory(identity)
        signed = [
            self._spoil(pdf, signatory.sign(pdf, look["reason"], look["location"]))
            for pdf, look in zip(files, order["signatureProperties"], strict=True)
        ]
        texts = [base64.b64encode(content).decode() for content in signed]
        self._json(200, {"time": 12, "file": texts})

    def _verify_v1(self, body: bytes) -> None:
        signed = b"/ByteRange" in self._multipart(body)["signed_file"]
        summary = "VALID" if signed else "INVALID"
        self._json(200, {"jumlah_signature": int(signed), "summary": summary, "details": []})

    def _verify_v2(self, body: bytes) -> None:
        signed = b"/ByteRange" in base64.b64decode(json.loads(body)["file"])
        self._json(200, {"conclusion": "VALID" if signed else "INVALID", "description": "uji"})

    def _status_v2(self, body: bytes) -> None:
        order = json.loads(body)
        status = self.service.signatory(order.get("nik") or order["email"]).status
        self._json(200, {"time": 3, "status": status, "message": status})

    def _known(self) -> bool:
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == expected and self.service.fault.kind != "unauthorized":
            return True
        self._json(401, {"error": "Unauthorized"})
        return False

    def _opened(self, identity: str, passphrase: str) -> bool:
        person = self.service.signatory(identity)
        if person.wrong_tries >= WRONG_TRIES_TO_LOCK:
            self._json(400, {"status_code": 2041, "error": "Sertifikat terkunci"})
        elif person.status != "ISSUE":
            self._json(400, {"status_code": 2021, "error": "Sertifikat tidak aktif"})
        elif passphrase != person.passphrase:
            person.wrong_tries += 1
            self._json(400, {"status_code": 2031, "error": f"Passphrase anda salah: {passphrase}"})
        else:
            person.wrong_tries = 0
            return True
        return False

    def _fault(self, *kinds: str) -> bool:
        with self.service.lock:
            fault = self.service.fault
            if fault.kind not in kinds or fault.times <= 0:
                return False
            fault.times -= 1
            return True

    def _stumble(self) -> bool:
        """A fault before anything is signed: 500, 502 as HTML, slow, reset, redirect, not_json, unfit."""
        fault = self.service.fault
        if self._fault("slow"):
            time.sleep(fault.seconds)
            return False
        if self._fault("500"):
            self._json(500, {"error": "Internal Server Error"})
        elif self._fault("502"):
            self._send(502, b"<html>Bad Gateway</html>", "text/html")
        elif self._fault("redirect"):
            self._send(302, b"", "text/html", {"Location": "http://127.0.0.1:9/"})
        elif self._fault("not_json"):
            self._send(200, b"<html>Selamat datang</html>", "text/html")
        elif self._fault("unfit"):
            self._json(400, {"status_code": 2010, "error": "Dokumen tidak dapat diproses"})
        elif self._fault("reset"):
            # Closed with what was sent still unread: the other side gets a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        else:
            return False
        return True

    def _spoil(self, pdf: bytes, signed: bytes) -> bytes:
        """A fault in what comes back: garbage, changed, other (an earlier document), stranger, unsigned."""
        earlier, self.service.earlier = self.service.earlier, signed
        if self._fault("garbage"):
            return b"%PDF-1.7 bukan surat"
        if self._fault("changed"):
            at = len(signed) // 3
            return signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
        if self._fault("other") and earlier:
            return earlier
        if self._fault("stranger"):
            return Signatory(Authority("Otoritas Lain")).sign(pdf, "", "")
        if self._fault("unsigned"):
            return pdf
        return signed

    def _multipart(self, body: bytes) -> dict[str, bytes]:
        boundary = b"--" + self.headers["Content-Type"].split("boundary=")[1].strip('"').encode()
        fields = {}
        for part in body.split(boundary)[1:-1]:
            head, _, content = part[2:-2].partition(b"\r\n\r\n")
            fields[head.split(b'name="')[1].split(b'"')[0].decode()] = content
        return fields

    def _json(self, status: int, answer: dict[str, Any]) -> None:
        self._send(status, json.dumps(answer).encode(), "application/json")

    def _pdf(self, content: bytes, headers: dict[str, str] | None = None) -> None:
        self._send(200, content, "application/pdf", headers)

    def _send(self, status: int, content: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": len(content), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        if status == 200 and self._fault("truncated"):
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True
            return
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: a passphrase could stand in a line."""


class BsreServer:
    """The running server: `with BsreServer() as server: server.url`."""

    def __init__(self, port: int = 0) -> None:
        self.service = Service()
        handler = type("BoundHandler", (Handler,), {"service": self.service})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def break_with(self, kind: str, times: int = 10**9, seconds: float = 1.0) -> None:
        """From now on the next calls go wrong; an empty kind mends the service."""
        self.service.fault = Fault(kind, times, seconds)


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument(
        "--roots", type=Path, required=True, help="where the authority's certificate is written"
    )
    chosen = parser.parse_args()
    with BsreServer(chosen.port) as server:
        chosen.roots.write_text(server.service.authority.pem)
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
