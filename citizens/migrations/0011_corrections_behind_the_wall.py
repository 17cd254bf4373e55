"""A request for correction is seen by the family that made it and by the village office; above stand figures only."""

from django.db import migrations

from foundation.access.row_security import PEOPLE_REACHED, protect


class Migration(migrations.Migration):
    dependencies = [("citizens", "0010_corrections"), ("access", "0002_people")]

    operations = [protect("citizens_correctionrequest", f"{PEOPLE_REACHED} OR family_id = app_family()")]
