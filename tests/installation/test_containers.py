"""Dockerfile and docker-compose.yml say what the product's own process table says."""

import os
import subprocess
import sys
from typing import Any

import pytest
import yaml

from foundation.installation.environment import PROJECT
from foundation.installation.processes import PREPARE, Process, find_command, processes

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
OURS = {
    name: service for name, service in COMPOSE["services"].items() if service.get("image") == "smart-kampung"
}
DOCKERFILE = (PROJECT / "Dockerfile").read_text().splitlines()


def test_every_process_has_a_service() -> None:
    assert {service["command"][0] for service in OURS.values()} == {*processes({"DEMO": "0"}), "prepare"}


@pytest.mark.parametrize("name", OURS)
def test_the_command_of_each_service_exists(name: str) -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "foundation.installation.processes", *OURS[name]["command"], "--check"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("process", processes({"DEMO": "1"}).values(), ids=lambda process: process.name)
def test_each_command_line_is_understood(process: Process) -> None:
    """The very options are parsed by the program itself: --help after them fails on one that it does not know."""
    command = [part for part in find_command(process.command) if part != "smartkampung.wsgi:application"]
    parsed = subprocess.run(
        [*command, "--help"], cwd=PROJECT, env=os.environ.copy(), capture_output=True, text=True, check=False
    )
    assert parsed.returncode == 0, parsed.stderr


def test_every_queue_is_served() -> None:
    from django.conf import settings

    served: list[str] = []
    for process in processes({}).values():
        if "--queues" in process.command:
            served += process.command[process.command.index("--queues") + 1].split(",")
    assert sorted(served) == sorted(settings.JOB_QUEUES)


@pytest.mark.parametrize("name", sorted({*OURS} - {"prepare"}))
def test_each_service_has_a_health_check(name: str) -> None:
    healthcheck = OURS[name].get("healthcheck")
    if healthcheck is None:
        assert OURS[name]["command"] == ["web"], "the image's own check examines the web server"
        return
    assert healthcheck["test"][-2:] == ["foundation.installation.healthy", OURS[name]["command"][0]]


def test_services_of_the_product_write_to_their_volume_only() -> None:
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["volumes"] == ["state:/state"]


def test_only_the_preparation_knows_the_owner_of_the_schema() -> None:
    knowing = {name for name, service in OURS.items() if "DATABASE_OWNER_URL" in service["environment"]}
    assert knowing == {"prepare"}
    assert all("smartkampung_app:" in service["environment"]["DATABASE_URL"] for service in OURS.values())


def test_redis_has_a_password_and_drops_nothing() -> None:
    command = COMPOSE["services"]["redis"]["command"]
    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
    assert command[command.index("--requirepass") + 1] == "${REDIS_PASSWORD:?}"
    assert "ports" not in COMPOSE["services"]["redis"]
    assert "ports" not in COMPOSE["services"]["postgres"]


def test_the_image_runs_as_nobody_special_and_examines_itself() -> None:
    users = [line for line in DOCKERFILE if line.startswith("USER ")]
    assert users == ["USER smartkampung"]
    assert any(line.startswith("HEALTHCHECK ") for line in DOCKERFILE)
    assert any("--require-hashes" in line for line in DOCKERFILE)


def test_the_preparation_is_a_module() -> None:
    assert find_command(PREPARE)[1:] == ["-m", "foundation.installation.steps"]
