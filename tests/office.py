"""Village offices and citizens as programs see them: the API with a token, and the steps of a letter in order."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pyotp

from tests.product import Product, wait_for

PASSWORD = "kampung-demo"
SECRET = "KAMPUNGDEMO234567KAMPUNGDEMO2345"
MOST_RETRIES = 30


def second_factor() -> str:
    """The code that an officer's telephone shows now."""
    return pyotp.TOTP(SECRET).now()


@dataclass(frozen=True)
class Answer:
    """What the API said, and after how many seconds."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class Api:
    """One person's door to the API."""

    def __init__(self, base_url: str, username: str) -> None:
        self.base_url = base_url
        self.username = username
        self.token = ""
        given = self.post("auth/token", {"username": username, "password": PASSWORD})
        assert given.status == 200, given
        self.token = given.body["token"]

    def get(self, path: str) -> Answer:
        """GET below /api/v1/."""
        return self.call("GET", path)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """POST below /api/v1/."""
        return self.call("POST", path, body or {})

    def call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """One call; an answer of refusal is an answer too. OSError when there is none."""
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.base_url}/api/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
                return _answer(response.status, response, time.monotonic() - began)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return _answer(refusal.code, refusal, time.monotonic() - began)

    def post_patiently(self, path: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Repeats what was answered with 503 and Retry-After, as a program should, and what was not answered at all."""
        for _ in range(MOST_RETRIES):
            try:
                answer = self.post(path, body)
            except OSError:
                time.sleep(0.5)
                continue
            if answer.status != 503:
                return answer
            assert "Retry-After" in answer.headers, answer
            time.sleep(min(float(answer.headers["Retry-After"]), 2))
        raise AssertionError(f"{path}: no answer after {MOST_RETRIES} tries")


class Office:
    """One village's officers, and how they bring a request to the head's desk."""

    def __init__(self, product: Product, village: str) -> None:
        """Args: village: Kemendagri code with dots."""
        self.product = product
        self.village = village
        digits = village.replace(".", "")
        self.operator = Api(product.base_url, f"operator.{digits}")
        self.secretary = Api(product.base_url, f"sekdes.{digits}")
        self.head = Api(product.base_url, f"kades.{digits}")

    def request(
        self, resident: str, *, letter_type: str = "domisili", data: Mapping[str, str] | None = None
    ) -> str:
        """A request that was handed in at the counter and checked; returns its id."""
        if data is None:
            data = {"keperluan": "Membuka rekening bank"}
        if letter_type == "sktm":
            data = {"keperluan": "Kesehatan", "diajukan_kepada": "RSUD Blambangan", "jumlah_tanggungan": "3"}
        made = self.operator.post(
            "requests",
            {"letter_type": letter_type, "resident": resident, "data": data, "channel": "counter"},
        )
        assert made.status == 201, made
        request_id: str = made.body["id"]
        for action in ("submit", "check"):
            done = self.operator.post_patiently(f"requests/{request_id}/{action}")
            assert done.status == 200, done
        return request_id

    def ready_to_sign(self, count: int) -> list[str]:
        """So many requests with the secretary's initials; returns their ids."""
        people = self.product.citizens(self.village, min(count, 20), skip=10)
        with ThreadPoolExecutor(4) as clerks:
            ids = list(clerks.map(lambda n: self.request(people[n % len(people)]["nik"]), range(count)))
            done = list(clerks.map(lambda pk: self.secretary.post_patiently(f"requests/{pk}/initial"), ids))
        assert {answer.status for answer in done} == {200}, done
        return ids

    def sign(self, request_id: str, by: Api | None = None) -> Answer:
        """The head signs; busy answers are repeated."""
        return (by or self.head).post_patiently(f"requests/{request_id}/sign", {"otp": second_factor()})

    def wait_for_documents(self, request_ids: Iterable[str], seconds: float) -> float:
        """Waits until each letter is issued with its PDF; returns how long that took."""
        ids, began = list(request_ids), time.monotonic()

        def issued() -> bool:
            (count,) = self.product.rows(
                "SELECT count(*) FROM letters_letter l JOIN letters_request r ON r.id = l.request_id"
                " WHERE r.id::text = ANY(%s) AND l.document_state = 'ready' AND r.state = 'issued'",
                ids,
            )[0]
            return bool(count == len(ids))

        wait_for(issued, seconds, f"{len(ids)} letters have their PDF\n{self.product.tail()}")
        return time.monotonic() - began


def at_once(deeds: Iterable[Any]) -> list[Any]:
    """Starts all deeds at the same moment, each in a thread of its own; returns what they returned, in order."""
    waiting = list(deeds)
    gate = threading.Barrier(len(waiting))

    def run(deed: Any) -> Any:
        gate.wait()
        return deed()

    with ThreadPoolExecutor(len(waiting)) as threads:
        return list(threads.map(run, waiting))


def _answer(status: int, response: Any, seconds: float) -> Answer:
    content = response.read()
    kind = response.headers.get("Content-Type", "")
    return Answer(status, json.loads(content) if "json" in kind else content, response.headers, seconds)
