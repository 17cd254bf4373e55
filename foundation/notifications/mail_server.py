"""The way to the mail server: one conversation for messages that follow each other."""

from time import monotonic

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from .silence import SLOW_SECONDS

IDLE_SECONDS = 15.0
"""A conversation that was silent for so long is begun anew: servers and firewalls end it without a word."""


class MailServer:
    """Keeps the conversation open: to begin one (TLS, sign-in) takes longer than to hand a message over.

    For one thread; a worker sends one message after the other.
    """

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None
        self._used_at = 0.0

    def send(self, mail: EmailMessage) -> None:
        """Hand a message over. Raises OSError when the server can't be reached, or does not take it."""
        if self._connection is not None and monotonic() - self._used_at < IDLE_SECONDS:
            began = monotonic()
            try:
                self._hand_over(mail, self._connection)
                return
            except OSError:
                # It may have ended the conversation meanwhile; then a new one shows whether it takes the message.
                if monotonic() - began >= SLOW_SECONDS:
                    self.end()
                    raise
        self.end()
        self._connection = get_connection()
        self._hand_over(mail, self._connection)

    def end(self) -> None:
        """End the conversation, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _hand_over(self, mail: EmailMessage, connection: BaseEmailBackend) -> None:
        # Opened by itself, the library would close it after each message.
        connection.open()
        connection.send_messages([mail])
        self._used_at = monotonic()
