"""Who sees which lines of the journal, and that nobody changes one."""

from django.db import migrations

# Somebody writes lines in the own name only; the platform's own work (exports) writes for whoever ordered it.
RULES = """
ALTER TABLE audit_accessentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON audit_accessentry FOR SELECT
  USING (app_reaches(area_code) OR subject_id = app_user() OR family_id = app_family());
CREATE POLICY written ON audit_accessentry FOR INSERT
  WITH CHECK (app_reaches('') OR (app_reaches(area_code) AND (actor_id = app_user() OR app_user() IS NULL)));
-- The owner alone deletes, what is older than the retention time; nobody deletes what is younger than a year.
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.at < now() - interval '1 year' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON audit_accessentry
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
OPEN = """
DROP TRIGGER written_once ON audit_accessentry; DROP FUNCTION audit_refuse_change();
DROP POLICY written ON audit_accessentry; DROP POLICY seen ON audit_accessentry;
ALTER TABLE audit_accessentry DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("access", "0001_initial")]

    operations = [migrations.RunSQL(RULES, OPEN)]
