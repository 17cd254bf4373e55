"""Residents are shown to roles that work with people; not to roles that see figures only."""

from django.db import migrations

FAMILY = "app_reaches_people(area_code) OR id = app_family()"
RESIDENT = "app_reaches_people(area_code) OR family_id = app_family() OR id = app_family()"
FAMILY_BEFORE = "app_reaches(area_code) OR id = app_family()"
RESIDENT_BEFORE = "app_reaches(area_code) OR family_id = app_family() OR id = app_family()"


OTHERS = ("lifeevent", "eventproposal", "residenthistory", "familyhistory")


def rules(family: str, resident: str) -> str:
    reached = family.split(" OR ")[0]
    others = "".join(
        f"ALTER POLICY reach ON citizens_{name} USING ({reached}) WITH CHECK ({reached});" for name in OTHERS
    )
    return (
        f"{others}ALTER POLICY reach ON citizens_family USING ({family}) WITH CHECK ({family});"
        f"ALTER POLICY reach ON citizens_resident USING ({resident}) WITH CHECK ({resident});"
    )


class Migration(migrations.Migration):
    dependencies = [("citizens", "0004_events_and_history_behind_the_wall"), ("access", "0002_people")]

    operations = [migrations.RunSQL(rules(FAMILY, RESIDENT), rules(FAMILY_BEFORE, RESIDENT_BEFORE))]
