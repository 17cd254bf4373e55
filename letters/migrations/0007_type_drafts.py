"""Drafts of letter types; and the database's own word on who may write a type: its village, or the regency."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from foundation.access.row_security import protect

# A district's type has no village. Whoever writes it reaches a regency or more: a code of at most one dot.
MAY_WRITE = """
CREATE FUNCTION letters_may_write_type(village text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN village IS NULL
    THEN coalesce(current_setting('app.reach', true), '') ~ '(^|,)(\\*|[0-9]+(\\.[0-9]+)?)(,|$)'
    ELSE app_reaches(village) END
$$;
"""
OF_OWN_TYPE = (
    "letters_may_write_type((SELECT t.village_id FROM letters_lettertype t WHERE t.id = letter_type_id))"
)


def public_but_written_by(table: str, condition: str) -> migrations.RunSQL:
    """Everybody may read the table; the runtime role writes only rows for which the condition holds."""
    commands = ("INSERT", "UPDATE", "DELETE")
    policies = {
        "INSERT": f"WITH CHECK ({condition})",
        "UPDATE": f"USING ({condition}) WITH CHECK ({condition})",
        "DELETE": f"USING ({condition})",
    }
    made = "".join(
        f"CREATE POLICY own_{command.lower()} ON {table} FOR {command} {policies[command]};"
        for command in commands
    )
    dropped = "".join(f"DROP POLICY own_{command.lower()} ON {table};" for command in commands)
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY everybody_reads ON {table} FOR SELECT USING (true);{made}",
        f"{dropped}DROP POLICY everybody_reads ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("letters", "0006_letter_kinds"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterTypeDraft",
            fields=[
                (
                    "letter_type",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="letters.lettertype",
                    ),
                ),
                ("area_code", models.CharField(max_length=32, verbose_name="kode wilayah")),
                ("content", models.JSONField(verbose_name="isi")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="diubah pada")),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diubah oleh",
                    ),
                ),
            ],
        ),
        protect("letters_lettertypedraft"),
        migrations.RunSQL(MAY_WRITE, "DROP FUNCTION letters_may_write_type(text);"),
        public_but_written_by("letters_lettertype", "letters_may_write_type(village_id)"),
        public_but_written_by("letters_lettertypeversion", OF_OWN_TYPE),
        public_but_written_by("letters_lettertype_switched_off_in", "app_reaches(region_id)"),
    ]
