"""A stay is seen by its village alone."""

from django.db import migrations

from foundation.access.row_security import PEOPLE_REACHED, protect


class Migration(migrations.Migration):
    dependencies = [("citizens", "0013_stays"), ("access", "0002_people")]

    operations = [protect("citizens_stay", PEOPLE_REACHED)]
