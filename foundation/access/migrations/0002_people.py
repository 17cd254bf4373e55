"""People apart from figures: what a role may see of a region is not always whom it may see there."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION app_reaches_people(area text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.people', true), ''), current_setting('app.reach', true)) = '*'
      OR area || '.' LIKE ANY (string_to_array(
           replace(nullif(coalesce(nullif(current_setting('app.people', true), ''),
                                   current_setting('app.reach', true)), ''), ',', '.%,') || '.%', ','))
$$;
"""
DROP = "DROP FUNCTION app_reaches_people(text)"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS, DROP)]
