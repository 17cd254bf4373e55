"""The environment variables of one installation, as `bin/run` and `bin/manage` hand them to its processes.

What the caller's own environment says comes first, then the file `.env` in the project, then what the
installation keeps in its state folder: secrets, made once, and the mode it was last started in.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from .processes import is_on

PROJECT = Path(__file__).resolve().parents[2]
SECRETS = ("SECRET_KEY", "SIGNING_KEY_SECRET", "METRICS_TOKEN")
SECRETS_FILE = "secrets.env"
MODE_FILE = "installation.env"
MODE = ("DEMO", "PORT", "BASE_URL")


def given_environment(own: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment, completed from the project's `.env` (a name left empty there says nothing)."""
    written = {name: value for name, value in read_variables(PROJECT / ".env").items() if value}
    return {**written, **own}


def state_folder(environment: Mapping[str, str]) -> Path:
    """The folder that holds everything this installation writes (SMARTKAMPUNG_VAR, else `var` in the project)."""
    return Path(environment.get("SMARTKAMPUNG_VAR") or PROJECT / "var").resolve()


def installation_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the processes' environment, without the embedded database's addresses.

    Secrets that are neither given nor kept yet are made and kept (mode 0600); kept ones are never changed, because
    the private keys of the signatories are encrypted with one of them.

    Args:
        given: see `given_environment`.
    """
    state = state_folder(given)
    kept = keep_secrets(state)
    mode = read_variables(state / MODE_FILE)
    result = {**kept, **given}
    # Once started without the demo, an installation holds real people: it never turns into a demo by an
    # omission.
    result["DEMO"] = "1" if is_on(given.get("DEMO", mode.get("DEMO", "1"))) else "0"
    port = result.setdefault("PORT", "8000")
    # Each installation on one machine gets its own port for the demo's mail.
    result.setdefault("DEMO_SMTP_PORT", str((int(port) + 25) if port.isdecimal() else 8025))
    result["SMARTKAMPUNG_VAR"] = str(state)
    result["DJANGO_SETTINGS_MODULE"] = "smartkampung.settings"
    return result


def last_address(state: Path) -> dict[str, str]:
    """The address at which the installation was last started, for commands that write links."""
    mode = read_variables(state / MODE_FILE)
    return {name: value for name, value in mode.items() if name != "DEMO"}


def keep_mode(environment: Mapping[str, str]) -> None:
    """Remember how the installation is being started."""
    kept = {name: environment[name] for name in MODE if name in environment}
    _write_variables(state_folder(environment) / MODE_FILE, kept)


def keep_secrets(state: Path) -> dict[str, str]:
    """Return the installation's secrets; make those that are missing."""
    path = state / SECRETS_FILE
    kept = read_variables(path)
    missing = [name for name in SECRETS if not kept.get(name)]
    if missing:
        kept.update({name: secrets.token_urlsafe(48) for name in missing})
        _write_variables(path, kept)
    return kept


def read_variables(path: Path) -> dict[str, str]:
    """Read a file of NAME=value lines; `#` begins a comment line, quotes around a value are dropped."""
    try:
        lines = path.read_text().splitlines()
    except FileNotFoundError:
        return {}
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip().removeprefix("export "): value.strip().strip("'\"") for name, value in pairs}


def _write_variables(path: Path, variables: Mapping[str, str]) -> None:
    """Replace the file in one step, so that a crash leaves the old one or the new one."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    text = "".join(f"{name}={value}\n" for name, value in variables.items())
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
