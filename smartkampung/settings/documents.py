"""Stored files, rendering and signing."""

from .environment import VAR_DIR, env

__all__ = [
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "FILE_UPLOAD_TEMP_DIR",
    "MEDIA_ROOT",
    "SIGNING_BACKEND",
    "SIGNING_KEY_SECRET",
    "UPLOAD_MAX_BYTES",
]

MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_TEMP_DIR = None
UPLOAD_MAX_BYTES = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
SIGNING_BACKEND = env.str("SIGNING_BACKEND", default="local")
SIGNING_KEY_SECRET = env.str("SIGNING_KEY_SECRET")
