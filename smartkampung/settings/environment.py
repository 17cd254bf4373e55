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
