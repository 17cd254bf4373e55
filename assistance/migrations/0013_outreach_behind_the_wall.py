"""Hints are seen in their village and above."""

from django.db import migrations

from foundation.access.row_security import protect

WALL = "(SELECT app_everywhere()) OR app_reaches_people(area_code)"


class Migration(migrations.Migration):
    dependencies = [("assistance", "0012_outreach")]

    operations = [protect("assistance_outreachhint", WALL)]
