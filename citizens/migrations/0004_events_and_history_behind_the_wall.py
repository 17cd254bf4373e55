"""Who sees events and history, and that nobody writes history by hand."""

from django.db import migrations

from foundation.access.row_security import protect

OF_VISIBLE_EVENT = "EXISTS (SELECT 1 FROM citizens_lifeevent e WHERE e.id = event_id)"

# The trigger on the resident or family runs one level above this one; a statement of somebody's own does not.
GUARD = """
CREATE FUNCTION citizens_guard_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' OR pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION '% rows are written by their trigger and never change', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER history_is_kept BEFORE INSERT OR UPDATE OR DELETE ON citizens_residenthistory
  FOR EACH ROW EXECUTE FUNCTION citizens_guard_history();
CREATE TRIGGER history_is_kept BEFORE INSERT OR UPDATE OR DELETE ON citizens_familyhistory
  FOR EACH ROW EXECUTE FUNCTION citizens_guard_history();
"""
UNGUARD = """
DROP TRIGGER history_is_kept ON citizens_familyhistory; DROP TRIGGER history_is_kept ON citizens_residenthistory;
DROP FUNCTION citizens_guard_history();
"""


class Migration(migrations.Migration):
    dependencies = [("citizens", "0003_life_events"), ("access", "0001_initial")]

    operations = [
        protect("citizens_lifeevent"),
        protect("citizens_eventchange", OF_VISIBLE_EVENT),
        protect("citizens_eventproposal"),
        protect("citizens_residenthistory"),
        protect("citizens_familyhistory"),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
