"""The civil registry (Dukcapil): whether a NIK may be checked, and through which service."""

from .environment import env, secret

__all__ = [
    "DUKCAPIL_BACKEND",
    "DUKCAPIL_CACHE_DAYS",
    "DUKCAPIL_CONNECT_SECONDS",
    "DUKCAPIL_IP",
    "DUKCAPIL_PASSWORD",
    "DUKCAPIL_READ_SECONDS",
    "DUKCAPIL_URL",
    "DUKCAPIL_USER",
]

# off, or http once the regency has its agreement with the registry (Permendagri 102/2019).
DUKCAPIL_BACKEND = env.str("DUKCAPIL_BACKEND", default="off")
DUKCAPIL_URL = env.str("DUKCAPIL_URL", default="")
DUKCAPIL_USER = env.str("DUKCAPIL_USER", default="")
DUKCAPIL_PASSWORD = secret("DUKCAPIL_PASSWORD")
DUKCAPIL_IP = env.str("DUKCAPIL_IP", default="")
DUKCAPIL_CONNECT_SECONDS = env.float("DUKCAPIL_CONNECT_SECONDS", default=3.0)
DUKCAPIL_READ_SECONDS = env.float("DUKCAPIL_READ_SECONDS", default=10.0)
# A question costs quota: the same record is not asked about again for so long.
DUKCAPIL_CACHE_DAYS = env.int("DUKCAPIL_CACHE_DAYS", default=180)
