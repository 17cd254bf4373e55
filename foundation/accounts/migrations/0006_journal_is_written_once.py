"""The journal of officers' accounts is written once; officers' own changes of their password stand in it too."""

from django.db import migrations, models

from foundation.access.row_security import written_once


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_officers_journal"), ("access", "0004_written_once")]

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
        written_once("accounts_officerdeed"),
    ]
