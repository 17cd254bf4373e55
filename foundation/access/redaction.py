"""Personal numbers never stand in a log line."""

import logging
import re

_SIXTEEN_DIGITS = re.compile(r"\b\d{16}\b")


class RedactPersonalNumbers(logging.Filter):
    """Replaces anything shaped like a NIK or KK number in the message and in its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if _SIXTEEN_DIGITS.search(message):
            record.msg, record.args = _SIXTEEN_DIGITS.sub("[16 angka]", message), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _SIXTEEN_DIGITS.sub("[16 angka]", record.exc_text)
        return True
