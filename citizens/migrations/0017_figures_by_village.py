"""Figures are read of the villages that lie in an area, by their index, instead of looking at every village's."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("citizens.migrations.0007_population_counts").READ
EVERY = "starts_with(c.village_id || '.', area || '.')"
WITHIN = """c.village_id = ANY (ARRAY(SELECT v.code FROM villages_region v WHERE v.level = 'village'
        AND (v.code = area OR starts_with(v.code, area || '.'))))"""


def replacing(functions: str) -> str:
    return functions.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("citizens", "0016_identity_checks_behind_the_wall"), ("villages", "0001_initial")]

    operations = [
        migrations.RunSQL(replacing(BEFORE.replace(EVERY, WITHIN)), replacing(BEFORE)),
    ]
