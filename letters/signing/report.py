"""The outcome of an examination, in a form that passes between processes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self

from letters.signing.problems import Problem

_MOMENTS = ("signed_at", "certificate_until")


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What is known about the signature of one PDF file.

    Only `genuine` speaks for the letter, and it says nothing of a revocation: compare the file's SHA-256 with
    the register and look up the letter's state there. Without `ours`, the name, the time and the serial
    number are what the file claims, no more.
    """

    signed: bool = False
    """The file bears a signature, readable or not."""
    intact: bool = False
    """What was signed is unchanged, and anything added later is what the signature itself permits."""
    ours: bool = False
    """Intact, and the certificate led to one of the trust roots at the moment of signature."""
    covers_whole_file: bool = False
    """From the first byte to the last, the signature's own value excepted."""
    modified_after: bool = False
    """Something follows the signed revision, or takes the place of a part of it."""
    signer_name: str | None = None
    signed_at: datetime | None = None
    """The moment that the signature states of itself (UTC)."""
    certificate_serial: str | None = None
    """In lower-case hexadecimal, as `KeyPair.serial` gives it."""
    certificate_until: datetime | None = None
    """The end of the certificate's validity (UTC)."""
    problem: Problem | None = None

    @property
    def genuine(self) -> bool:
        """Whether the signature alone leaves nothing to object to: ours, intact, over the whole file."""
        return self.ours and self.covers_whole_file and not self.modified_after

    def to_json(self) -> dict[str, Any]:
        """Plain values, for `from_json`."""
        moments = {name: getattr(self, name) for name in _MOMENTS}
        return asdict(self) | {name: at.isoformat() if at else None for name, at in moments.items()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The report that `to_json` gave.

        Raises:
            KeyError, TypeError, ValueError: the values are none of `to_json`.
        """
        texts = {name: values[name] for name in _MOMENTS}
        moments = {name: datetime.fromisoformat(text) if text else None for name, text in texts.items()}
        problem = values["problem"]
        return cls(**values | moments | {"problem": Problem(problem) if problem else None})
