"""The journal of officers' accounts is written once; officers' own changes of their password stand in it too."""

from django.db import migrations, models

RULES = """
CREATE FUNCTION accounts_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON accounts_officerdeed
  FOR EACH ROW EXECUTE FUNCTION accounts_refuse_change();
"""
OPEN = """
DROP TRIGGER written_once ON accounts_officerdeed; DROP FUNCTION accounts_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_officers_journal")]

    operations = [
        migrations.AlterField(
            model_name="officerdeed",
            name="deed",
            field=models.CharField(
                choices=[
                    ("create", "akun dibuat"),
                    ("give_role", "peran diberikan"),
                    ("end_role", "peran diakhiri"),
                    ("password", "kata sandi diatur ulang"),
                    ("own_password", "kata sandi diganti sendiri"),
                    ("second_factor", "kata sandi dan kode keamanan diatur ulang"),
                    ("deactivate", "akun dinonaktifkan"),
                    ("activate", "akun diaktifkan kembali"),
                ],
                max_length=20,
                verbose_name="tindakan",
            ),
        ),
        migrations.RunSQL(RULES, OPEN),
    ]
