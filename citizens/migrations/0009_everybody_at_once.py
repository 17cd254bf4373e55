"""The walls of families and residents let work that reaches everybody through at once."""

from django.db import migrations

EVERYBODY = "(SELECT app_everywhere()) OR "
FAMILY = "app_reaches_people(area_code) OR id = app_family()"
RESIDENT = "app_reaches_people(area_code) OR family_id = app_family() OR id = app_family()"


def walls(before: str) -> str:
    return "".join(
        f"ALTER POLICY reach ON {table} USING ({before}{rule}) WITH CHECK ({before}{rule});"
        for table, rule in (("citizens_family", FAMILY), ("citizens_resident", RESIDENT))
    )


class Migration(migrations.Migration):
    dependencies = [("citizens", "0008_imports"), ("access", "0003_everywhere")]

    operations = [migrations.RunSQL(walls(EVERYBODY), walls(""))]
