"""Secrets and mode of an installation."""

from pathlib import Path

import pytest

from foundation.installation import environment
from foundation.installation.environment import (
    SECRETS,
    installation_environment,
    keep_mode,
    keep_secrets,
    last_address,
    read_variables,
)


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {"SMARTKAMPUNG_VAR": str(tmp_path)}


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = keep_secrets(tmp_path)
    path = tmp_path / "secrets.env"

    assert path.stat().st_mode & 0o777 == 0o600
    assert set(first) == set(SECRETS)
    assert len(set(first.values())) == len(SECRETS)
    assert all(len(value) >= 48 for value in first.values())
    assert keep_secrets(tmp_path) == first


def test_a_missing_secret_is_added_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("SIGNING_KEY_SECRET=never-change-me\nOWN=1\n")

    kept = keep_secrets(tmp_path)

    assert kept["SIGNING_KEY_SECRET"] == "never-change-me"
    assert kept["OWN"] == "1"
    assert kept["SECRET_KEY"]


def test_a_given_secret_is_preferred(given: dict[str, str]) -> None:
    assert installation_environment({**given, "SECRET_KEY": "given"})["SECRET_KEY"] == "given"


@pytest.mark.parametrize(
    ("value", "mode"), [(None, "1"), ("0", "0"), ("false", "0"), ("1", "1"), ("on", "1")]
)
def test_a_newcomer_gets_the_demo_unless_it_is_declined(
    given: dict[str, str], value: str | None, mode: str
) -> None:
    own = given if value is None else {**given, "DEMO": value}
    assert installation_environment(own)["DEMO"] == mode


def test_real_data_never_turn_into_a_demo_by_an_omission(given: dict[str, str]) -> None:
    keep_mode(installation_environment({**given, "DEMO": "0"}))

    assert installation_environment(given)["DEMO"] == "0"


def test_commands_know_the_last_address(given: dict[str, str], tmp_path: Path) -> None:
    keep_mode(installation_environment({**given, "PORT": "8123", "BASE_URL": "https://surat.example"}))

    assert last_address(tmp_path) == {"PORT": "8123", "BASE_URL": "https://surat.example"}


def test_reads_variables(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("# comment\n\nA=1\nexport B='two words'\nC=with=sign\nD=\n")

    assert read_variables(file) == {"A": "1", "B": "two words", "C": "with=sign", "D": ""}
    assert read_variables(tmp_path / "missing") == {}


def test_empty_names_in_the_project_s_file_say_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("SECRET_KEY=\nPORT=8200\nHOST=10.0.0.1\n")
    monkeypatch.setattr(environment, "PROJECT", tmp_path)

    assert environment.given_environment({"HOST": "127.0.0.1"}) == {"PORT": "8200", "HOST": "127.0.0.1"}
