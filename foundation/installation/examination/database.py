"""The database: reachable, up to date, and closed to the runtime role where it must be."""

from collections.abc import Iterator

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from .findings import Finding, Level, judge

LEAST_VERSION = 150000


def examine_database() -> Iterator[Finding]:
    """Yield what there is to say about the database, as the role that the web processes use."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(
            Level.VITAL,
            _("Basis data tidak dapat dihubungi: %(error)s")
            % {"error": str(error).strip().partition("\n")[0]},
            _("Periksa DATABASE_URL dan apakah PostgreSQL berjalan; tanpa DATABASE_URL, jalankan bin/run."),
        )
        return
    try:
        yield from _examine_connected()
    except DatabaseError as error:
        yield Finding(
            Level.VITAL,
            _("Basis data menolak pemeriksaan: %(error)s") % {"error": str(error).strip().partition("\n")[0]},
            "bin/manage prepare_database",
        )


def _examine_connected() -> Iterator[Finding]:
    version = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's own, not in the base class
    yield judge(
        version >= LEAST_VERSION,
        f"PostgreSQL {version // 10000}.{version % 10000}",
        _("PostgreSQL %(version)d terlalu tua.") % {"version": version // 10000},
        _("Pakai PostgreSQL 15 atau lebih baru."),
    )
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield judge(
        not waiting,
        _("Susunan basis data mutakhir"),
        _("Ada %(count)d perubahan susunan basis data yang belum diterapkan.") % {"count": len(waiting)},
        "bin/manage prepare_database",
    )
    yield from _role()
    yield from _row_security()


def _role() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls, (SELECT count(*) FROM pg_class"
            " WHERE relowner = role.oid AND relkind IN ('r', 'p')) FROM pg_roles role WHERE rolname = current_user"
        )
        name, unbound, owned = cursor.fetchone()
    remedy = _(
        "Beri layanan DATABASE_URL milik peran smartkampung_app, dan pemilik skema DATABASE_OWNER_URL."
    )
    yield judge(
        not unbound,
        _("Peran basis data %(name)s tunduk pada pembatasan baris") % {"name": name},
        _("Peran basis data %(name)s melewati pembatasan baris.") % {"name": name},
        remedy,
    )
    yield judge(
        owned == 0,
        _("Peran %(name)s tidak memiliki tabel") % {"name": name},
        _("Peran %(name)s memiliki %(count)d tabel, sehingga pembatasan baris tidak berlaku baginya.")
        % {"name": name, "count": owned},
        remedy,
    )


def _row_security() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT class.relname, class.relrowsecurity FROM pg_class class"
            " WHERE class.oid IN (SELECT polrelid FROM pg_policy) ORDER BY class.relname"
        )
        tables = dict(cursor.fetchall())
    bare = [name for name, protected in tables.items() if not protected]
    yield judge(
        bool(tables) and not bare,
        _("Pembatasan baris berlaku pada %(count)d tabel") % {"count": len(tables)},
        _("Pembatasan baris tidak berlaku (%(tables)s).")
        % {"tables": ", ".join(bare) or _("tidak satu tabel pun")},
        "bin/manage prepare_database",
    )
