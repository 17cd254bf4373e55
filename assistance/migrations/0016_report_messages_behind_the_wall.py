"""Messages are seen by nobody but the code that answers them."""

from django.db import migrations

from foundation.access.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("assistance", "0015_report_messages")]

    operations = [protect("assistance_reportmessage", "(SELECT app_everywhere())")]
