from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION app_reaches(area text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT current_setting('app.reach', true) = '*'
      OR area || '.' LIKE ANY (string_to_array(
           replace(nullif(current_setting('app.reach', true), ''), ',', '.%,') || '.%', ','))
$$;
CREATE FUNCTION app_family() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.family', true), '')::uuid
$$;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.user', true), '')::uuid
$$;
"""
DROP = "DROP FUNCTION app_reaches(text); DROP FUNCTION app_family(); DROP FUNCTION app_user();"


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(FUNCTIONS, DROP),
        migrations.CreateModel(
            name="RateCount",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("window_start", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
    ]
