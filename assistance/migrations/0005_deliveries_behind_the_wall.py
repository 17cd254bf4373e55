"""Files of people are seen by those who reach the whole area that they are about."""

from django.db import migrations

from foundation.access.row_security import protect

WALL = "(SELECT app_everywhere()) OR app_reaches_people(area_code)"


class Migration(migrations.Migration):
    dependencies = [("assistance", "0004_deliveries")]

    operations = [protect("assistance_delivery", WALL), protect("assistance_deliveryrow", WALL)]
