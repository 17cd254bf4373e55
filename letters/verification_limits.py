"""How often anybody may check letters: enough for a bank's counter, too little for guessing."""

from foundation.access.rate_limit import Limit

TOKEN_CHECKS = Limit("verify-token", 600, 60)
"""A token has 128 random bits; the limit only keeps the load down. Many people share one address."""
CODE_CHECKS = Limit("verify-code", 20, 10 * 60)
"""A short code has 58 bits, but is meant for single letters in the hand."""
FILE_CHECKS = Limit("verify-file", 30, 10 * 60)
