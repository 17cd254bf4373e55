"""Work that reaches everybody, told once for a statement instead of once for a row.

Behind a policy that asks each row the planner expects one row of two hundred, and joins a million people accordingly.
`(SELECT app_everywhere()) OR …` is answered before the rows are read, and its estimate is fair.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION app_everywhere() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(nullif(current_setting('app.people', true), ''), current_setting('app.reach', true)) = '*'
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_people")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION app_everywhere()")]
