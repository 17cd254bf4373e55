"""What social aid refuses, with words for whoever asked."""


class AidRefused(Exception):
    """Something cannot be done as it was asked; `field` is the form's field that it concerns, if one does."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
