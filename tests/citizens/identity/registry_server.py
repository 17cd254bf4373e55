"""A real HTTP server that answers as the civil registry's verification service does.

By hand: `python -m tests.citizens.identity.registry_server --port 8898`, then run the product with
DUKCAPIL_BACKEND=http DUKCAPIL_URL=http://127.0.0.1:8898/verify DUKCAPIL_USER=kabupaten DUKCAPIL_PASSWORD=sandi.
There every NIK that ends in 9 is unknown, and every other one agrees with what was asked.
"""

import argparse
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

USER, PASSWORD = "kabupaten", "sandi"


@dataclass
class Registry:
    """Who is known (NIK to name and birthday), what goes wrong, and what was asked."""

    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    knows_everybody: bool = False
    fault: str = ""
    seconds: float = 1.0
    quota: int = 10**6
    asked: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """The body of an answer in good health."""
        if self.quota <= 0:
            return {"content": [{"RESPON": "Kuota Akses Hari ini telah Habis"}], "quotaLimiter": 0}
        self.quota -= 1
        name, born = self.people.get(question["NIK"], ("", ""))
        if self.knows_everybody and not question["NIK"].endswith("9"):
            name, born = question["NAMA_LGKP"], question["TGL_LHR"]
        if not name:
            return {"content": [{"RESPON": "Data Tidak Ditemukan"}], "quotaLimiter": self.quota}
        if born == "inactive":
            return {"content": [{"RESPON": "Data Ditemukan, Status Non Aktif"}]}
        agrees = {True: "Sesuai (100)", False: "Tidak Sesuai (40)"}
        row = {
            "NIK": "Sesuai",
            "NAMA_LGKP": agrees[name == question["NAMA_LGKP"]],
            "TGL_LHR": agrees[born == question["TGL_LHR"]],
        }
        return {"content": [row], "lastPage": True, "quotaLimiter": self.quota}


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    registry: Registry
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        registry = self.registry
        registry.asked.append(question)
        if (question["user_id"], question["password"]) != (USER, PASSWORD):
            self._say(401, b"{}")
        elif registry.fault == "slow":
            time.sleep(registry.seconds)
            self._say(200, json.dumps(registry.answer(question)).encode())
        elif registry.fault == "redirect":
            self._say(302, b"", {"Location": "http://127.0.0.1:9/elsewhere"})
        elif registry.fault == "html":
            self._say(200, b"<html>maintenance</html>")
        elif registry.fault == "endless":
            self._say(200, b'{"content": "' + b"x" * 200_000 + b'"}')
        elif registry.fault == "short":
            self._say(200, b'{"content": []}', {"Content-Length": "500"})
            self.close_connection = True
        elif registry.fault == "neither":
            self._say(200, json.dumps({"content": [{"NAMA_LGKP": "Mungkin"}]}).encode())
        elif registry.fault:
            self._say(int(registry.fault), b'{"message": "gangguan"}')
        else:
            self._say(200, json.dumps(registry.answer(question)).encode())

    def _say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Says nothing: questions bear NIKs."""


class RegistryServer:
    """The server in a thread of its own."""

    def __init__(self, port: int = 0) -> None:
        self.registry = Registry()
        handler = type("BoundHandler", (Handler,), {"registry": self.registry})
        self._server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/verify"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Serves until it is interrupted."""
        self._server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8898)
    server = RegistryServer(parser.parse_args().port)
    server.registry.knows_everybody = True
    server.serve()
