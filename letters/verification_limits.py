"""How often anybody may check letters: enough for a bank's counter, too little for guessing."""

from foundation.access.rate_limit import Limit

UNKNOWN_TOKENS = Limit("verify-unknown", 120, 60)
"""Only tokens that nobody issued count: whoever holds a letter may check it as often as they like."""
CODE_CHECKS = Limit("verify-code", 20, 10 * 60)
"""A short code has 58 bits, but is meant for single letters in the hand."""
FILE_CHECKS = Limit("verify-file", 30, 10 * 60)
