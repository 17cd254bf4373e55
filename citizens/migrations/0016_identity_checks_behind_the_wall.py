"""A check of a NIK is seen by the village office and by the person, who may erase it."""

from django.db import migrations

from foundation.access.row_security import PEOPLE_REACHED, protect


class Migration(migrations.Migration):
    dependencies = [("citizens", "0015_identity_checks"), ("access", "0002_people")]

    operations = [protect("citizens_identitycheck", f"{PEOPLE_REACHED} OR resident_id = app_user()")]
