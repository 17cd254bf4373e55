"""Talking to services of others over HTTP: nothing but what is configured, no redirects, capped answers."""

import json
from typing import Any

import requests


class NoAnswer(Exception):
    """No usable answer: not reached, too slow, broken off, too large, or not what was agreed.

    The text names no person and quotes no body.
    """


def bare_session() -> requests.Session:
    """A session that takes neither the surroundings' proxies nor a .netrc, and follows nobody elsewhere."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 0
    return session


def read_capped(response: requests.Response, most: int) -> bytes:
    """The body of a streamed answer, up to so many bytes. Raises NoAnswer."""
    chunks, size = [], 0
    try:
        for chunk in response.iter_content(1 << 16):
            size += len(chunk)
            if size > most:
                raise NoAnswer("the answer is too large")
            chunks.append(chunk)
    except (requests.RequestException, OSError) as error:
        raise NoAnswer(type(error).__name__) from error
    announced = response.headers.get("Content-Length", "")
    if announced.isdigit() and "Content-Encoding" not in response.headers and int(announced) != size:
        raise NoAnswer("the answer broke off")
    return b"".join(chunks)


def read_json(response: requests.Response, most: int) -> dict[str, Any]:
    """The JSON object of a streamed answer. Raises NoAnswer."""
    try:
        answer = json.loads(read_capped(response, most))
    except ValueError as error:
        raise NoAnswer("the answer is no JSON") from error
    if not isinstance(answer, dict):
        raise NoAnswer("the answer is no JSON object")
    return answer
