"""Channels by which people are told things."""

from .environment import DEMO, env

__all__ = [
    "DEFAULT_FROM_EMAIL",
    "DEMO_SMTP_PORT",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "SMS_GATEWAY_TOKEN",
    "SMS_GATEWAY_URL",
    "WHATSAPP_API_URL",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_PHONE_ID",
    "WHATSAPP_TOKEN",
    "WHATSAPP_VERIFY_TOKEN",
]

DEMO_SMTP_PORT = env.int("DEMO_SMTP_PORT", default=8025)
_demo_server = f"smtp://127.0.0.1:{DEMO_SMTP_PORT}"
_email = env.email_url("EMAIL_URL", default=_demo_server if DEMO else "smtp://localhost:25")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Smart Kampung <layanan@smartkampung.invalid>")

# A short-message gateway takes POST {"to", "text"} with a bearer token. Without one, short messages are off,
# except in demo mode, where they go to the demo outbox.
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")

# Reports of need by WhatsApp, through its Cloud API; off without the secret.
WHATSAPP_APP_SECRET = env.str("WHATSAPP_APP_SECRET", default="")
WHATSAPP_VERIFY_TOKEN = env.str("WHATSAPP_VERIFY_TOKEN", default="")
WHATSAPP_TOKEN = env.str("WHATSAPP_TOKEN", default="")
WHATSAPP_PHONE_ID = env.str("WHATSAPP_PHONE_ID", default="")
WHATSAPP_API_URL = env.str("WHATSAPP_API_URL", default="https://graph.facebook.com/v23.0")
