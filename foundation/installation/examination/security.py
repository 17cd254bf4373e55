"""Settings that must not be those of a trial once real people's data are in."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.installation.environment import SECRETS_FILE

from .findings import Finding, judge

SHORTEST_SECRET = 32
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}


def examine_security() -> Iterator[Finding]:
    """Yield what there is to say about secrets and mode."""
    for name in ("SECRET_KEY", "SIGNING_KEY_SECRET"):
        value = getattr(settings, name)
        yield judge(
            len(value) >= SHORTEST_SECRET
            and len(set(value)) >= 10
            and not value.startswith("django-insecure"),
            _("Kunci rahasia %(name)s") % {"name": name},
            _("Kunci rahasia %(name)s terlalu pendek atau mudah ditebak.") % {"name": name},
            _("Isi dengan sedikitnya 32 huruf acak, misalnya dari: openssl rand -base64 48"),
        )
    kept = settings.VAR_DIR / SECRETS_FILE
    if kept.exists():
        yield judge(
            kept.stat().st_mode & 0o077 == 0,
            _("Berkas rahasia %(file)s tertutup") % {"file": kept},
            _("Berkas rahasia %(file)s dapat dibaca pengguna lain.") % {"file": kept},
            f"chmod 600 {kept}",
        )
    public = urlsplit(settings.BASE_URL).hostname not in LOCAL_HOSTS
    yield judge(
        not (public and settings.DEBUG),
        _("Mode pengembangan mati") if not settings.DEBUG else _("Mode pengembangan, hanya di komputer ini"),
        _("Mode pengembangan (DEBUG) menyala pada alamat umum."),
        "DEBUG=0",
    )
    yield judge(
        not (public and settings.DEMO),
        _("Mode peragaan mati") if not settings.DEMO else _("Mode peragaan, hanya di komputer ini"),
        _("Mode peragaan (DEMO) menyala pada alamat umum: kata sandi akun peragaan diketahui siapa saja."),
        _("Mulai dengan DEMO=0 pada basis data yang baru."),
    )
    yield judge(
        not public or settings.BASE_URL.startswith("https://"),
        _("Alamat %(address)s") % {"address": settings.BASE_URL},
        _("Alamat umum %(address)s tanpa HTTPS.") % {"address": settings.BASE_URL},
        _("Pasang HTTPS pada server depan, lalu isi BASE_URL dengan https://…"),
    )
