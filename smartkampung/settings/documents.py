"""Stored files."""

from .environment import VAR_DIR, env

__all__ = [
    "BACKUP_RECIPIENTS",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "FILE_UPLOAD_TEMP_DIR",
    "MEDIA_ROOT",
    "UPLOAD_MAX_BYTES",
]

MEDIA_ROOT = VAR_DIR / "media"
FILE_UPLOAD_TEMP_DIR = None
UPLOAD_MAX_BYTES = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Public age keys (age1…) that `backup` encrypts to; the private keys are kept on another machine.
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
