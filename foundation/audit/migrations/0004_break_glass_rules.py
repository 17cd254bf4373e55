"""A break-glass permission is taken in one's own name, seen by those concerned, and never changed."""

from django.db import migrations

RULES = """
ALTER TABLE audit_breakglass ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON audit_breakglass FOR SELECT USING (app_reaches(area_code) OR subject_id = app_user());
CREATE POLICY written ON audit_breakglass FOR INSERT
  WITH CHECK (app_reaches('') OR (app_reaches(area_code) AND actor_id = app_user()));
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON audit_breakglass
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
OPEN = """
DROP TRIGGER written_once ON audit_breakglass;
DROP POLICY written ON audit_breakglass; DROP POLICY seen ON audit_breakglass;
ALTER TABLE audit_breakglass DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_break_glass")]

    operations = [migrations.RunSQL(RULES, OPEN)]
