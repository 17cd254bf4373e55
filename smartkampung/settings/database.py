"""PostgreSQL, under two roles.

`DATABASE_URL` is the runtime role's. Where `DATABASE_OWNER_URL` is set, owner commands use that; where it is not,
the one URL belongs to the owner and the runtime processes step down to the runtime role when they connect.
"""

from typing import Any

from .environment import env

__all__ = ["DATABASES", "DATABASE_RUNTIME_ROLE"]

DATABASE_RUNTIME_ROLE = env.str("DATABASE_RUNTIME_ROLE", default="smartkampung_app")

_acts_as_owner = env.str("DATABASE_ROLE", default="runtime") == "owner"
_owner_url = env.str("DATABASE_OWNER_URL", default="")


def _connection(url: str) -> dict[str, Any]:
    parsed: dict[str, Any] = env.db_url_config(url)
    # A socket folder is given as ?host=, which is libpq's form and not the URL parser's.
    options = parsed.setdefault("OPTIONS", {})
    if "host" in options:
        parsed["HOST"] = options.pop("host")
    parsed["ENGINE"] = "django.db.backends.postgresql"
    parsed["CONN_MAX_AGE"] = None
    parsed["CONN_HEALTH_CHECKS"] = True
    return parsed


_default = _connection(_owner_url if _acts_as_owner and _owner_url else env.str("DATABASE_URL"))
if not _acts_as_owner:
    timeouts = "-c lock_timeout=8s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s"
    step_down = "" if _owner_url else f" -c role={DATABASE_RUNTIME_ROLE}"
    _default["OPTIONS"]["options"] = timeouts + step_down

DATABASES = {"default": _default}
