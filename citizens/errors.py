"""What a life event is refused for."""


class EventRefused(Exception):
    """The event can't be recorded as told: `text` says in Indonesian what to do, `field` names the form's field."""

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.text = text
        self.field = field
