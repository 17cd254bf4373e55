"""Calling a route as one of the cast, looking at what came back, and undoing it again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.acting import ActingClient

from .world import Papers

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# What every call may write: that it was counted against a limit, that the session was seen, that somebody looked.
BOOKKEEPING = ("access_ratecount", "access_pressedform", "django_session", "audit_accessentry")
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')


@dataclass(frozen=True)
class Answer:
    """What a call brought back, and which tables it tried to write."""

    status: int
    location: str
    body: bytes
    headers: dict[str, str] = field(repr=False)
    written: frozenset[str]
    is_api: bool

    def outcome(self, method: str) -> str:
        """In the words of matrix.csv."""
        if self.status == 302:
            if self.location.startswith("/masuk/"):
                return "login"
            pages = ("/permohonan/", "/jenis-surat/")
            refused = method == "POST" and not self.written and any(page in self.location for page in pages)
            return "back" if refused else "done"
        words = {401: "login", 403: "forbidden", 404: "missing", 405: "method", 409: "turn"}
        words |= {400: "invalid", 422: "invalid", 201: "done"}
        words[200] = "done" if self.is_api and method == "POST" and self.written else "ok"
        return words.get(self.status, str(self.status))

    def same_to_the_byte(self, other: "Answer") -> bool:
        """Whether nobody could tell the two apart."""
        return (self.status, self.location, self.body, self.headers) == (
            other.status,
            other.location,
            other.body,
            other.headers,
        )


def call(client: ActingClient, method: str, url: str, data: dict[str, Any], asked: list[str]) -> Answer:
    """Makes one call and undoes what it did; the ids that were asked for are struck out of the answer."""
    before = _writes()
    savepoint = transaction.savepoint()
    try:
        content = {"content_type": "application/json"} if url.startswith("/api/") else {}
        if method in ("GET", "HEAD", "OPTIONS"):
            response = client.generic(method, url)
        elif method == "POST":
            response = client.post(url, data, **content)
        else:
            response = client.generic(method, url)
        after = _writes()
    finally:
        transaction.savepoint_rollback(savepoint)
    body = b"" if response.streaming else response.content
    body = _TOKEN.sub(rb"\1", body)
    location = response.get("Location", "")
    for word in asked:
        body, location = body.replace(word.encode(), b"ID"), location.replace(word, "ID")
    written = {table for table, count in after.items() if count != before.get(table, 0)}
    return Answer(
        response.status_code,
        location,
        body,
        {name: value for name, value in response.headers.items() if name != "Location"},
        frozenset(written.difference(BOOKKEEPING)),
        url.startswith("/api/"),
    )


def _writes() -> dict[str, int]:
    """Rows that the running transaction wrote or tried to write, by table; what was rolled back counts too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def browser(session_key: str) -> ActingClient:
    """A browser with this session; a new one each time, so that nothing sticks."""
    client = ActingClient(raise_request_exception=True)
    if session_key:
        client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    return client


def all_routes() -> Iterator[tuple[str, URLPattern]]:
    """Every address of the project: its name with its namespaces, or its pattern where it has none."""
    yield from _walk(get_resolver(), "/", [])


def _walk(resolver: URLResolver, prefix: str, namespaces: list[str]) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = [*namespaces, entry.namespace] if entry.namespace else namespaces
            yield from _walk(entry, address, inside)
        elif address.startswith("/api/v1/"):
            yield address, entry
        else:
            yield ":".join([*namespaces, entry.name or address]), entry


def address_of(route: str, papers: Papers, detail: str, kind: str) -> str:
    """The address of a route for one person's papers."""
    case = papers.draft if kind == "draft" else papers.issued
    file = papers.draft_file if kind == "draft" else papers.issued_file
    values: dict[str, UUID | str] = {
        "request_id": case,
        "attachment_id": file,
        "resident_id": papers.resident,
        "letter_id": papers.letter,
        "official_id": papers.official,
        "batch_id": papers.batch,
        "export_id": papers.export,
        "token": papers.token,
        "reservation_id": papers.reservation,
        "entry_id": papers.reserved if kind == "reserved" else papers.paper,
        "scan_id": papers.scan,
        "handover_id": papers.handover,
        "incoming_id": papers.incoming,
        "task_id": papers.task,
        "area_code": detail,
        "type_id": papers.kind,
        "part": "isian",
        "name": "keperluan",
        "book": detail,
        "code": detail,
        "action": detail,
        "kind": detail,
        "family_id": papers.family,
        "event_id": papers.event,
        "proposal_id": papers.proposal,
        "terms_id": papers.terms,
        "delivery_id": papers.delivery,
        "contest_id": papers.contest,
        "meeting_id": papers.meeting,
        "stay_id": papers.stay,
        "user_id": papers.clerk,
        "assignment_id": papers.clerks_role,
        "candidate_id": papers.candidate,
        "case_id": papers.case,
        "intervention_id": papers.intervention,
        "hint_id": papers.hint,
        "correction_id": papers.correction,
        "paper": "calon",
        "number": "2",
    }
    if route.startswith("/"):
        return re.sub(r"<\w+:(\w+)>", lambda match: str(values[match[1]]), route)
    pattern = _patterns()[route]
    return reverse(route, kwargs={name: values[name] for name in pattern.pattern.converters})


@cache
def _patterns() -> dict[str, URLPattern]:
    return dict(all_routes())


def ids_of(papers: Papers) -> list[str]:
    """Everything by which these papers could be told from others in an answer."""
    return [str(value) for value in vars(papers).values()]
