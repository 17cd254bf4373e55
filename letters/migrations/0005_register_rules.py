"""Every letter's number enters the register by itself, numbers keep their owners, and the archive is searched."""

from django.db import migrations

from foundation.access.row_security import ELEVATED_ONLY, protect

IN_REACH = "app_reaches(village_id)"
OF_VISIBLE_ENTRY = "EXISTS (SELECT 1 FROM letters_registerentry e WHERE e.id = entry_id)"
OF_VISIBLE_LETTER = "EXISTS (SELECT 1 FROM letters_letter l WHERE l.id = letter_id)"
OF_VISIBLE_INCOMING = "EXISTS (SELECT 1 FROM letters_incomingletter i WHERE i.id = incoming_id)"

# What is searched of a letter is what was filled in, not the wording that all letters of its kind share; numbers of
# people stay out of it.
SPOKEN = """
CREATE FUNCTION letters_spoken(snapshot jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(value #>> '{}', ' '), '')
    FROM jsonb_path_query(snapshot, 'lax $.values.isian.**') AS value
   WHERE jsonb_typeof(value) = 'string' AND value #>> '{}' !~ '\\d{16}'
$$;
CREATE FUNCTION letters_enter_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO letters_registerentry (id, village_id, area_code, direction, register, year, sequence, date, number,
      letter_id, void_reason, voided_by, party, subject, content)
  VALUES (NEW.id, NEW.village_id, NEW.village_id, 'out', NEW.register, NEW.year, NEW.sequence, NEW.issued_on,
      NEW.number, NEW.id, '', '', left(coalesce(NEW.snapshot #>> '{values,pemohon,nama}', ''), 160),
      left(coalesce(NEW.snapshot #>> '{type,name}', ''), 300), letters_spoken(NEW.snapshot));
  RETURN NEW;
END $$;
CREATE TRIGGER letter_enters_register AFTER INSERT ON letters_letter
  FOR EACH ROW EXECUTE FUNCTION letters_enter_register();
INSERT INTO letters_registerentry (id, village_id, area_code, direction, register, year, sequence, date, number,
    letter_id, void_reason, voided_by, party, subject, content)
SELECT id, village_id, village_id, 'out', register, year, sequence, issued_on, number, id, '', '',
    left(coalesce(snapshot #>> '{values,pemohon,nama}', ''), 160),
    left(coalesce(snapshot #>> '{type,name}', ''), 300), letters_spoken(snapshot)
  FROM letters_letter;
"""
SILENT = """
DROP TRIGGER letter_enters_register ON letters_letter; DROP FUNCTION letters_enter_register();
DROP FUNCTION letters_spoken(jsonb);
"""
KEPT = """
CREATE FUNCTION letters_keep_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.village_id, OLD.direction, OLD.register, OLD.year, OLD.sequence, OLD.date, OLD.reservation_id)
     IS DISTINCT FROM
     (NEW.village_id, NEW.direction, NEW.register, NEW.year, NEW.sequence, NEW.date, NEW.reservation_id)
     OR coalesce(OLD.letter_id, OLD.paper_id, OLD.incoming_id) IS NOT NULL
        AND (OLD.letter_id, OLD.paper_id, OLD.incoming_id, OLD.number)
            IS DISTINCT FROM (NEW.letter_id, NEW.paper_id, NEW.incoming_id, NEW.number)
     OR OLD.voided_at IS NOT NULL AND OLD IS DISTINCT FROM NEW
  THEN RAISE EXCEPTION 'a number and its owner never change' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_is_kept BEFORE UPDATE ON letters_registerentry
  FOR EACH ROW EXECUTE FUNCTION letters_keep_entry();
"""
LET_GO = "DROP TRIGGER entry_is_kept ON letters_registerentry; DROP FUNCTION letters_keep_entry();"

# The conditions of a search aren't leakproof, so that behind a policy no index would serve them: the function looks as
# the tables' owner and asks for the reach itself.
SEARCH = """
CREATE INDEX register_words ON letters_registerentry USING gin
  (village_id, lower(number || ' ' || party || ' ' || subject) gin_trgm_ops);
CREATE INDEX register_text ON letters_registerentry USING gin
  (village_id, to_tsvector('indonesian', party || ' ' || subject || ' ' || content));
CREATE INDEX register_recent ON letters_registerentry (village_id, date DESC, id DESC);
CREATE FUNCTION letters_archive(villages text[], words text, since date, until date, kind text,
                                before_date date, before_id uuid, wanted integer)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  patterns text[] := ARRAY(
    SELECT '%' || replace(replace(replace(w, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
      FROM unnest(string_to_array(lower(words), ' ')) w WHERE w <> '' ORDER BY length(w) DESC);
  asked tsquery := websearch_to_tsquery('indonesian', words);
BEGIN
  IF cardinality(patterns) = 0 THEN
    RETURN QUERY SELECT e.id FROM letters_registerentry e
      WHERE e.village_id = ANY (villages) AND app_reaches(e.village_id)
        AND coalesce(e.letter_id, e.paper_id, e.incoming_id) IS NOT NULL
        AND (e.date, e.id) < (before_date, before_id) AND e.date BETWEEN since AND until
        AND (kind = '' OR kind = 'masuk' AND e.direction = 'in' OR kind = 'kertas' AND e.paper_id IS NOT NULL
             OR e.letter_id IS NOT NULL AND e.subject = kind)
      ORDER BY e.date DESC, e.id DESC LIMIT wanted;
  ELSE
    RETURN QUERY WITH found AS MATERIALIZED (
        SELECT e.id, e.date FROM letters_registerentry e
          WHERE e.village_id = ANY (villages) AND app_reaches(e.village_id)
            AND (lower(e.number || ' ' || e.party || ' ' || e.subject) LIKE ALL (patterns)
                 AND lower(e.number || ' ' || e.party || ' ' || e.subject) LIKE patterns[1]
                 OR to_tsvector('indonesian', e.party || ' ' || e.subject || ' ' || e.content) @@ asked)
            AND coalesce(e.letter_id, e.paper_id, e.incoming_id) IS NOT NULL
            AND (e.date, e.id) < (before_date, before_id) AND e.date BETWEEN since AND until
            AND (kind = '' OR kind = 'masuk' AND e.direction = 'in' OR kind = 'kertas' AND e.paper_id IS NOT NULL
                 OR e.letter_id IS NOT NULL AND e.subject = kind))
      SELECT f.id FROM found f ORDER BY f.date DESC, f.id DESC LIMIT wanted;
  END IF;
END $$;
"""
BLIND = """
DROP FUNCTION letters_archive(text[], text, date, date, text, date, uuid, integer);
DROP INDEX register_recent; DROP INDEX register_text; DROP INDEX register_words;
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0004_register_entries"), ("access", "0001_initial")]

    operations = [
        protect("letters_registerentry", IN_REACH),
        protect("letters_reservation", IN_REACH),
        protect("letters_paperletter", IN_REACH),
        protect("letters_incomingletter", IN_REACH),
        protect("letters_disposition", OF_VISIBLE_INCOMING),
        protect("letters_dispositiontask", IN_REACH),
        protect("letters_handover", OF_VISIBLE_ENTRY),
        protect("letters_scan", OF_VISIBLE_ENTRY),
        protect("letters_printlog", OF_VISIBLE_LETTER),
        protect("letters_offlinekey", ELEVATED_ONLY),
        migrations.RunSQL(SPOKEN, SILENT),
        migrations.RunSQL(KEPT, LET_GO),
        migrations.RunSQL(SEARCH, BLIND),
    ]
