"""Signing: the local authority, the national e-signature service (BSrE), and time-stamps."""

from .environment import env, secret

__all__ = [
    "BSRE_API_VERSION",
    "BSRE_APPEARANCE",
    "BSRE_BOX",
    "BSRE_CONNECT_SECONDS",
    "BSRE_PASSWORD",
    "BSRE_READ_SECONDS",
    "BSRE_TAG",
    "BSRE_TRUST_ROOTS",
    "BSRE_URL",
    "BSRE_USER",
    "LETTER_SIGNING_BACKEND",
    "SIGNING_KEY_SECRET",
    "TIMESTAMP_SECONDS",
    "TIMESTAMP_TRUST_ROOTS",
    "TIMESTAMP_URL",
]

LETTER_SIGNING_BACKEND = env.str("LETTER_SIGNING_BACKEND", default="local")
SIGNING_KEY_SECRET = secret("SIGNING_KEY_SECRET") or env.str("SIGNING_KEY_SECRET")

# The regency's own Esign Client Service; secrets come from the environment alone.
BSRE_URL = env.str("BSRE_URL", default="")
BSRE_USER = env.str("BSRE_USER", default="")
BSRE_PASSWORD = secret("BSRE_PASSWORD")
BSRE_API_VERSION = env.int("BSRE_API_VERSION", default=2)
BSRE_CONNECT_SECONDS = env.float("BSRE_CONNECT_SECONDS", default=5.0)
BSRE_READ_SECONDS = env.float("BSRE_READ_SECONDS", default=60.0)
# PEM file with the certificates of the authorities above the service's signers.
BSRE_TRUST_ROOTS = env.str("BSRE_TRUST_ROOTS", default="")
# invisible: our own QR code and mark stand in the letter already. tag, box: the service draws one more.
BSRE_APPEARANCE = env.str("BSRE_APPEARANCE", default="invisible")
BSRE_TAG = env.str("BSRE_TAG", default="#")
BSRE_BOX = env.str("BSRE_BOX", default="1,400,60,90,90")

# A time-stamp server (RFC 3161) for the local back end: signatures then carry its time and long-term data.
TIMESTAMP_URL = env.str("TIMESTAMP_URL", default="")
TIMESTAMP_SECONDS = env.float("TIMESTAMP_SECONDS", default=10.0)
TIMESTAMP_TRUST_ROOTS = env.str("TIMESTAMP_TRUST_ROOTS", default="")
