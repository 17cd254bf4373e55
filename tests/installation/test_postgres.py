"""The embedded PostgreSQL: what was committed survives, and each role may only what it should."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from foundation.installation import postgres_home
from foundation.installation.environment import PROJECT
from foundation.installation.postgres import OWNER_ROLE, RUNTIME_ROLE, Cluster
from foundation.installation.postgres_home import PostgresError, find_home


def open_state(folder: Path) -> Path:
    """A state folder that the server's user can pass through when the tests run as root."""
    state = folder / "var"
    for place in (folder, *folder.parents):
        if place.stat().st_uid == os.geteuid() and place.stat().st_mode & 0o011 != 0o011:
            place.chmod(place.stat().st_mode | 0o011)
    return state


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(open_state(tmp_path))
    yield cluster
    cluster.remove()


def ask(cluster: Cluster, role: str, sql: str) -> Any:
    """Run one statement in its own connection, committed, and return its first row if it has one."""
    with (
        closing(psycopg2.connect(cluster.url(role))) as connection,
        connection,
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


@pytest.mark.chaos
def test_committed_rows_survive_a_kill(cluster: Cluster) -> None:
    with cluster.in_use():
        ask(cluster, OWNER_ROLE, "CREATE TABLE kept (number integer)")
        for _ in range(50):
            ask(cluster, OWNER_ROLE, "INSERT INTO kept VALUES (1)")
        server = cluster.server_process()
        assert server is not None
        os.kill(server, signal.SIGKILL)
        # The signal is on its way; until it has arrived there is nothing to start.
        deadline = time.monotonic() + 10
        while cluster.server_process() == server and time.monotonic() < deadline:
            time.sleep(0.05)

        cluster.start()

        assert ask(cluster, OWNER_ROLE, "SELECT count(*) FROM kept") == (50,)
        assert cluster.server_process() not in {None, server}


def test_data_stays_and_server_goes_when_nobody_uses_it(cluster: Cluster) -> None:
    with cluster.in_use():
        ask(cluster, OWNER_ROLE, "CREATE TABLE kept (number integer)")
        with Cluster(cluster.state).in_use():
            pass
        assert cluster.server_process() is not None, "the first user still works"
    assert cluster.server_process() is None
    with cluster.in_use():
        assert ask(cluster, OWNER_ROLE, "SELECT count(*) FROM kept") == (0,)


def test_roles(cluster: Cluster) -> None:
    with cluster.in_use():
        roles = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert ask(cluster, RUNTIME_ROLE, roles) == (False, False, False, False)
        assert ask(cluster, OWNER_ROLE, roles) == (False, False, True, True)
        ask(cluster, OWNER_ROLE, "CREATE EXTENSION pg_trgm")
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            ask(cluster, RUNTIME_ROLE, "CREATE TABLE mine (number integer)")


def test_listens_nowhere_but_on_its_socket(cluster: Cluster) -> None:
    with cluster.in_use():
        assert ask(cluster, OWNER_ROLE, "SHOW listen_addresses") == ("",)
        assert cluster.home.socket_folder.stat().st_mode & 0o777 == 0o700
        assert cluster.home.data.stat().st_mode & 0o777 == 0o700


def test_two_clusters_live_beside_each_other(tmp_path: Path) -> None:
    first, second = (Cluster(open_state(tmp_path) / name) for name in ("one", "two"))
    try:
        with first.in_use(), second.in_use():
            identity = "SELECT system_identifier FROM pg_control_system()"
            assert ask(first, OWNER_ROLE, identity) != ask(second, OWNER_ROLE, identity)
    finally:
        first.remove()
        second.remove()


def test_an_interrupted_making_is_made_anew(cluster: Cluster) -> None:
    half_made = cluster.home.folder / "data.new"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")

    with cluster.in_use():
        assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)
    assert not half_made.exists()


def test_a_stale_process_id_does_not_hinder(cluster: Cluster) -> None:
    with cluster.in_use():
        pass
    (cluster.home.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.home.data}\n")

    assert cluster.server_process() is None
    with cluster.in_use():
        assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)


def test_a_long_path_gets_a_short_socket(tmp_path: Path) -> None:
    state = open_state(tmp_path) / ("panjang" * 12)
    cluster = Cluster(state)
    try:
        with cluster.in_use():
            assert len(str(cluster.home.socket_folder)) < 100
            assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)
    finally:
        cluster.remove()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")
class TestStartedByRoot:
    def test_the_server_has_a_user_of_its_own(self, cluster: Cluster) -> None:
        with cluster.in_use():
            server = cluster.server_process()
            assert Path(f"/proc/{server}").stat().st_uid == cluster.home.folder.stat().st_uid != 0

    def test_a_closed_folder_is_left_closed(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o700)
        said: list[str] = []
        cluster = Cluster(closed / "var", say=said.append)
        try:
            with cluster.in_use():
                assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)
            assert closed.stat().st_mode & 0o777 == 0o700
            assert str(cluster.home.folder) in said[0]
            assert Cluster(closed / "var").home == cluster.home, "found again at the next start"
        finally:
            cluster.remove()

    def test_programs_are_copied_from_a_closed_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        state = open_state(tmp_path)
        reachable = postgres_home._may
        monkeypatch.setattr(
            postgres_home,
            "_may",
            lambda account, test, path: path.name != "postgres" and reachable(account, test, path),
        )
        cluster = Cluster(state)
        try:
            assert cluster.home.programs.is_relative_to(cluster.home.folder)
            with cluster.in_use():
                assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)
        finally:
            cluster.remove()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may enter anywhere")
def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "postgres").symlink_to("/usr")
    with pytest.raises(PostgresError):
        find_home(tmp_path)


def test_needs_no_django() -> None:
    """The server starts before the settings can be read."""
    modules = (
        "foundation.installation.start, foundation.installation.manage_here, foundation.installation.check"
    )
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
