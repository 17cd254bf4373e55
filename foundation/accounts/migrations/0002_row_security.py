from django.db import migrations

from foundation.access.row_security import ELEVATED_ONLY, protect


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("access", "0001_initial")]

    operations = [protect("accounts_signincode", ELEVATED_ONLY)]
