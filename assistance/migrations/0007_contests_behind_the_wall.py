"""Contests are seen in their village and above; who made them only by themselves and above the villages."""

from django.db import migrations

from foundation.access.row_security import protect

CONTEST = "(SELECT app_everywhere()) OR app_reaches_people(area_code)"
REPORTER = "(SELECT app_everywhere()) OR app_reaches_people(area_code) OR family_id = app_family()"


class Migration(migrations.Migration):
    dependencies = [("assistance", "0006_contests")]

    operations = [
        protect("assistance_contest", f"{CONTEST} OR family_id = app_family()"),
        protect("assistance_contestreporter", REPORTER),
    ]
