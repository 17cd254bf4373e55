"""A program that uses the API with an officer's token."""

from typing import Any

from foundation.accounts.tokens import issue_token
from tests.acting import ActingClient
from tests.citizens.factories import SARONGAN
from tests.letters.factories import ANSWERS, an_office, an_officer


class Program(ActingClient):
    """A program with an officer's token."""

    def __init__(self, username: str, role: str = "operator", area: str = SARONGAN) -> None:
        token = issue_token(an_officer(username, role, area))
        super().__init__(headers={"Authorization": f"Bearer {token}"})

    def send(self, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.post(f"/api/v1/{path}", body or {}, content_type="application/json", headers=headers)


def the_operators() -> Program:
    """The program of Sarongan's operator."""
    an_office()
    return Program("petugas.3510012001")


def the_heads() -> Program:
    """The program of Sarongan's head."""
    an_office()
    return Program("kepala.3510012001", "head")


def new_request(**changed: Any) -> dict[str, Any]:
    """The body of a new request for a proof of domicile."""
    return {"letter_type": "domisili", "data": ANSWERS["domisili"]} | changed
