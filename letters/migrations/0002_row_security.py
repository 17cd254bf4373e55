"""Row-level security, and rows that never change once written."""

from django.db import migrations

from foundation.access.row_security import ELEVATED_ONLY, REACHED, protect

OWN_OR_REACHED = f"{REACHED} OR family_id = app_family()"
OF_VISIBLE_REQUEST = "EXISTS (SELECT 1 FROM letters_request r WHERE r.id = request_id)"
OF_VISIBLE_LETTER = "EXISTS (SELECT 1 FROM letters_letter l WHERE l.id = letter_id)"

FROZEN = """
CREATE FUNCTION letters_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER published_version_is_frozen BEFORE UPDATE OR DELETE ON letters_lettertypeversion
  FOR EACH ROW EXECUTE FUNCTION letters_refuse_change();
CREATE TRIGGER history_is_frozen BEFORE UPDATE OR DELETE ON letters_requestevent
  FOR EACH ROW EXECUTE FUNCTION letters_refuse_change();
CREATE FUNCTION letters_keep_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The camat's lines come later; all else that a letter says is what the head signed.
  IF (OLD.village_id, OLD.register, OLD.year, OLD.sequence, OLD.number, OLD.issued_on, OLD.token, OLD.request_id,
      OLD.signed_at, OLD.signed_by_id, OLD.short_code, OLD.valid_until, OLD.snapshot - 'countersignatory')
     IS DISTINCT FROM
     (NEW.village_id, NEW.register, NEW.year, NEW.sequence, NEW.number, NEW.issued_on, NEW.token, NEW.request_id,
      NEW.signed_at, NEW.signed_by_id, NEW.short_code, NEW.valid_until, NEW.snapshot - 'countersignatory')
  THEN RAISE EXCEPTION 'the number and signature of a letter never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER number_is_kept BEFORE UPDATE ON letters_letter FOR EACH ROW EXECUTE FUNCTION letters_keep_number();
"""
THAWED = """
DROP TRIGGER number_is_kept ON letters_letter; DROP FUNCTION letters_keep_number();
DROP TRIGGER history_is_frozen ON letters_requestevent;
DROP TRIGGER published_version_is_frozen ON letters_lettertypeversion;
DROP FUNCTION letters_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial"), ("access", "0001_initial")]

    operations = [
        protect("letters_request", OWN_OR_REACHED),
        protect("letters_requestevent", OF_VISIBLE_REQUEST),
        protect("letters_attachment", OF_VISIBLE_REQUEST),
        protect("letters_letter", OWN_OR_REACHED),
        protect("letters_letterdocument", OF_VISIBLE_LETTER),
        protect("letters_certificateauthority", ELEVATED_ONLY),
        protect("letters_certificate", ELEVATED_ONLY),
        migrations.RunSQL(FROZEN, THAWED),
    ]
