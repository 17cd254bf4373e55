from django.db import migrations

from foundation.access.row_security import ELEVATED_ONLY, protect


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("access", "0001_initial")]

    operations = [
        protect("notifications_notification", f"recipient_id = app_user() OR {ELEVATED_ONLY}"),
        protect(
            "notifications_delivery",
            "EXISTS (SELECT 1 FROM notifications_notification n WHERE n.id = notification_id)",
        ),
    ]
