"""What a start does, and does not do again."""

from pathlib import Path

import pytest

from foundation.installation import steps
from foundation.installation.steps import DEMO_ACCOUNTS_FILE, STEPS, StepError, run_steps


class Commands:
    """Stands for `manage.py`: remembers what was asked, and fails where it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.failing = ""

    def __call__(self, command: tuple[str, ...], environment: object) -> str:
        self.asked.append(command[0])
        if command[0] == self.failing:
            raise StepError("it failed")
        return " ".join(command)


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    commands = Commands()
    monkeypatch.setattr(steps, "manage", commands)
    monkeypatch.setattr(steps, "database_identity", lambda url: url)
    monkeypatch.setattr(steps, "compile_translations", lambda project: None)
    return commands


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    return {"SMARTKAMPUNG_VAR": str(tmp_path), "DATABASE_URL": "first", "DEMO": "1", "PORT": "8000"}


def run(given: dict[str, str]) -> None:
    run_steps(given, lambda text: None)


def test_a_second_start_does_nothing_again(commands: Commands, given: dict[str, str], tmp_path: Path) -> None:
    run(given)
    assert commands.asked == [command[0] for step in STEPS for command in step.commands]
    assert (tmp_path / DEMO_ACCOUNTS_FILE).read_text() == "demo_accounts --list"
    commands.asked.clear()

    run(given)
    assert commands.asked == []


def test_an_interrupted_start_goes_on_where_it_was(commands: Commands, given: dict[str, str]) -> None:
    commands.failing = "load_holidays"
    with pytest.raises(StepError):
        run(given)
    commands.asked.clear()
    commands.failing = ""

    run(given)
    assert commands.asked[0] == "load_holidays"
    assert "prepare_database" not in commands.asked


def test_another_database_is_filled_anew(commands: Commands, given: dict[str, str]) -> None:
    run(given)
    commands.asked.clear()

    run({**given, "DATABASE_URL": "second"})
    assert "prepare_database" in commands.asked
    assert "seed_demo" in commands.asked
    assert "collectstatic" not in commands.asked


def test_without_demo_no_invented_people(commands: Commands, given: dict[str, str]) -> None:
    run({**given, "DEMO": "0"})
    assert not {"seed_demo", "demo_accounts"} & set(commands.asked)


def test_the_table_of_accounts_follows_the_address(commands: Commands, given: dict[str, str]) -> None:
    run(given)
    commands.asked.clear()

    run({**given, "PORT": "8001"})
    assert set(commands.asked) == {"demo_accounts"}


def test_changed_sources_repeat_their_step(
    commands: Commands, given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    (project / "villages" / "data").mkdir(parents=True)
    monkeypatch.setattr(steps, "PROJECT", project)
    run(given)
    commands.asked.clear()

    (project / "villages" / "data" / "regions.csv").write_text("35.10\n")
    run(given)
    assert commands.asked == ["load_regions"]
