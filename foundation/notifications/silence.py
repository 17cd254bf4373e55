"""A provider that does not answer is left alone for a while: messages of other ways must not wait behind it.

Beside foundation/jobs/circuit.py, which all processes share and which opens after ten failures: one worker sends all
messages, and ten silences of ten seconds are too many for a sign-in code that waits behind them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

SLOW_SECONDS = 5.0
"""A failure that took so long was a silence; a refusal comes at once, and says nothing about the next message."""
REST_SECONDS = 30.0


class Silence:
    """Remembers, within one process, until when a provider is left alone."""

    def __init__(self) -> None:
        self._until = 0.0

    @contextmanager
    def between_calls(self) -> Iterator[None]:
        """Around one call. Raises TimeoutError without calling while the provider rests."""
        began = monotonic()
        if began < self._until:
            raise TimeoutError("no answer a moment ago; tried again in half a minute")
        try:
            yield
        except OSError:
            if monotonic() - began >= SLOW_SECONDS:
                self._until = monotonic() + REST_SECONDS
            raise
