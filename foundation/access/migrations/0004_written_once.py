"""What refuses every change of a table whose rows are written once; see `written_once` in row_security.py."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION app_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0003_everywhere")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION app_refuse_change()")]
