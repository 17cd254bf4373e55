"""Reading of the environment, shared by the settings of each concern."""

from pathlib import Path

import environ

env = environ.Env()
PROJECT_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("SMARTKAMPUNG_VAR", default=str(PROJECT_DIR / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
PORT = env.int("PORT", default=8000)
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")


def secret(name: str) -> str:
    """A secret from the variable, or from the file that `<name>_FILE` names; empty when there is neither."""
    file = env.str(f"{name}_FILE", default="")
    return Path(file).read_text(encoding="utf-8").strip() if file else env.str(name, default="")
