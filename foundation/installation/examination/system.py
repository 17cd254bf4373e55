"""The machine: Python, libraries, fonts, state folder."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.installation.environment import PROJECT

from .findings import Finding, judge

LEAST_PYTHON = (3, 11)
# Library, Debian package, and whether letters cannot be printed at all without it.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0", True),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", True),
    ("libharfbuzz.so.0", "libharfbuzz0b", True),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0", False),
)
FONTS = PROJECT / "foundation" / "documents" / "fonts"
LEAST_FREE_BYTES = 500 * 1024**2
LITTLE_FREE_BYTES = 5 * 1024**3


def examine_system() -> Iterator[Finding]:
    """Yield what there is to say about the machine."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    yield judge(
        sys.version_info >= LEAST_PYTHON,
        f"Python {version}",
        _("Python %(version)s terlalu tua.") % {"version": version},
        _("Pasang Python 3.11 atau lebih baru, hapus folder .venv, lalu jalankan bin/run."),
    )
    for library, package, vital in LIBRARIES:
        yield judge(
            _loads(library),
            _("Pustaka %(library)s") % {"library": library},
            _("Pustaka %(library)s tidak ada; surat tidak dapat dicetak.") % {"library": library}
            if vital
            else _("Pustaka %(library)s tidak ada; mencetak surat empat kali lebih lambat.")
            % {"library": library},
            f"sudo apt-get install {package}",
            vital=vital,
        )
    yield _fonts()
    yield from _state_folder()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _fonts() -> Finding:
    found = list(FONTS.glob("*.[ot]tf"))
    return judge(
        bool(found),
        _("Huruf untuk surat (%(count)d berkas)") % {"count": len(found)},
        _("Huruf untuk surat tidak ada di %(folder)s.") % {"folder": FONTS},
        _("Salin ulang program ini secara utuh, misalnya dengan git checkout."),
    )


def _state_folder() -> Iterator[Finding]:
    folder = settings.VAR_DIR
    yield judge(
        folder.is_dir() and os.access(folder, os.W_OK | os.X_OK),
        _("Folder data %(folder)s dapat ditulisi") % {"folder": folder},
        _("Folder data %(folder)s tidak ada atau tidak dapat ditulisi.") % {"folder": folder},
        _("Buat folder itu, dan beri pengguna yang menjalankan layanan hak untuk menulis di dalamnya."),
    )
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    size = f"{free / 1024**3:.1f} GB".replace(".", ",")
    yield judge(
        free >= LITTLE_FREE_BYTES,
        _("Ruang kosong %(size)s") % {"size": size},
        _("Ruang kosong tinggal %(size)s.") % {"size": size},
        _("Kosongkan ruang, atau pindahkan SMARTKAMPUNG_VAR ke disk yang lebih besar."),
        vital=free < LEAST_FREE_BYTES,
    )
