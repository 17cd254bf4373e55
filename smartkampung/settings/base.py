"""Applications, language and time."""

from .environment import BASE_URL, DEBUG, DEMO, PORT, PROJECT_DIR, VAR_DIR, env

__all__ = [
    "AUTH_USER_MODEL",
    "BASE_URL",
    "DEBUG",
    "DEFAULT_AUTO_FIELD",
    "DEMO",
    "INSTALLED_APPS",
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_AGE",
    "LANGUAGE_COOKIE_SAMESITE",
    "LOCALE_PATHS",
    "LOGGING",
    "PORT",
    "ROOT_URLCONF",
    "SECRET_KEY",
    "TIME_ZONE",
    "USE_I18N",
    "USE_THOUSAND_SEPARATOR",
    "USE_TZ",
    "VAR_DIR",
    "WSGI_APPLICATION",
]

SECRET_KEY = env.str("SECRET_KEY")

INSTALLED_APPS = [
    "smartkampung",
    "letters",
    "assistance",
    "citizens",
    "villages",
    "foundation.audit",
    "foundation.notifications",
    "foundation.jobs",
    "foundation.accounts",
    "foundation.access",
    "foundation.installation",
    "foundation.retention",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "smartkampung.urls"
WSGI_APPLICATION = "smartkampung.wsgi.application"

LANGUAGE_CODE = "id"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Jakarta")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"redact": {"()": "foundation.access.redaction.RedactPersonalNumbers"}},
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["redact"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {name: {"level": "WARNING"} for name in ("fontTools", "pyhanko", "mail.log")},
}
