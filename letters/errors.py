"""What can be wrong with a deed on a letter; the doors translate it to pages and problem details."""

from collections.abc import Mapping, Sequence


class NotAllowed(Exception):
    """The actor may not do this here; the text says why."""


class OutOfTurn(Exception):
    """The state doesn't admit the action now; the text says what the state is."""


class WrongInput(Exception):
    """Something that was typed or sent is wrong; messages by field ("" for the whole)."""

    def __init__(self, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items()))
        self.errors = {field: list(texts) for field, texts in errors.items()}
