"""The words of all names, so that a misspelt name is found, in a village and in a whole regency.

A regency has millions of names made of some ten thousand words. A typed word is compared with these few, and the
people who bear what is like it are then found by an index over the words of their names.
"""

from importlib import import_module

from django.db import migrations

from foundation.access.row_security import ELEVATED_ONLY, protect

# The index over an expression is kept by PostgreSQL itself; only the list of words needs a trigger. A word stays
# when its last bearer is gone: it then leads to nobody.
WORDS = """
CREATE FUNCTION citizens_name_words(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_remove(string_to_array(translate(lower(name), '.,-/''', '    '), ' '), '')
$$;
CREATE TABLE citizens_nameword (word text PRIMARY KEY);
CREATE INDEX name_word_fragments ON citizens_nameword USING gin (word gin_trgm_ops);
CREATE INDEX resident_name_words ON citizens_resident USING gin (village_id, citizens_name_words(name));

CREATE FUNCTION citizens_keep_name_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- In order, so that two writers wait for each other and never in a ring.
  INSERT INTO citizens_nameword SELECT DISTINCT w FROM written, unnest(citizens_name_words(written.name)) w
  WHERE NOT EXISTS (SELECT FROM citizens_nameword known WHERE known.word = w) ORDER BY w
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER name_words_of_new AFTER INSERT ON citizens_resident
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION citizens_keep_name_words();
CREATE TRIGGER name_words_of_changed AFTER UPDATE ON citizens_resident
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION citizens_keep_name_words();

CREATE FUNCTION citizens_collect_name_words() RETURNS void LANGUAGE sql AS $$
  DELETE FROM citizens_nameword;
  INSERT INTO citizens_nameword SELECT DISTINCT w FROM citizens_resident r, unnest(citizens_name_words(r.name)) w;
$$;
SELECT citizens_collect_name_words();
"""
UNDO_WORDS = """
DROP TRIGGER name_words_of_new ON citizens_resident;
DROP TRIGGER name_words_of_changed ON citizens_resident;
DROP FUNCTION citizens_keep_name_words();
DROP FUNCTION citizens_collect_name_words();
DROP INDEX resident_name_words;
DROP TABLE citizens_nameword;
DROP FUNCTION citizens_name_words(text);
"""

# Runs as the owner of the tables and asks for the reach itself, as citizens_named does. The words that a typed one
# may mean are written into the statement, so each search is planned for its own words: a plan made for any words
# would read everybody. The first statement loads the module that knows the threshold. The threshold is low for short words (one wrong letter of four); the best are taken. A typo
# hardly changes a name's length: without that, Ami would come before Aminah for whoever types Aminha.
SEARCH = """
SELECT show_trgm('');
CREATE FUNCTION citizens_named_by_words(villages text[], areas text[], typed text[], typos boolean, wanted integer)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET pg_trgm.similarity_threshold = 0.2 AS $$
DECLARE
  conditions text := CASE WHEN villages IS NULL THEN '' ELSE format(' AND village_id = ANY (%L::text[])', villages) END;
  fragment text;
  meant text[];
BEGIN
  FOREACH fragment IN ARRAY typed LOOP
    IF typos THEN
      meant := ARRAY(SELECT word FROM citizens_nameword WHERE word % fragment
                     ORDER BY similarity(word, fragment) - 0.04 * abs(length(word) - length(fragment)) DESC, word LIMIT 20);
    ELSE
      meant := ARRAY(SELECT word FROM citizens_nameword
                     WHERE word LIKE '%' || replace(replace(replace(fragment, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
                     ORDER BY word <> fragment, position(fragment in word), length(word), word LIMIT 200);
    END IF;
    IF meant = '{}' THEN
      RETURN;
    END IF;
    conditions := conditions || format(' AND citizens_name_words(name) && %L::text[]', meant);
  END LOOP;
  -- The reach is asked for in order of likeness, so only of those who are shown.
  RETURN QUERY EXECUTE
    'SELECT ranked.id FROM (SELECT found.id, found.area_code FROM (SELECT id, name, status, area_code'
    || ' FROM citizens_resident WHERE true' || conditions
    || ' AND EXISTS (SELECT FROM unnest($1) a WHERE area_code = a OR starts_with(area_code, a || ''.'')) LIMIT 3000) found'
    || ' ORDER BY status = 1 DESC, similarity(lower(name), $2) - 0.04 * abs(length(name) - length($2)) DESC,'
    || ' lower(name) COLLATE "C", id) ranked WHERE app_reaches_people(ranked.area_code) LIMIT $3'
    USING areas, array_to_string(typed, ' '), wanted;
END $$;

DROP FUNCTION citizens_named(text[], text[], text, integer);
CREATE FUNCTION citizens_named(villages text[], fragments text[], wanted integer)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  patterns text[] := ARRAY(SELECT '%' || replace(replace(replace(f, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
                           FROM unnest(fragments) f ORDER BY length(f) DESC);
BEGIN
  RETURN QUERY SELECT r.id FROM citizens_resident r
    WHERE r.village_id = ANY (villages) AND lower(r.name) LIKE patterns[1]
      AND lower(r.name) LIKE ALL (patterns) AND app_reaches_people(r.area_code)
    ORDER BY r.status = 1 DESC, position(fragments[1] in lower(r.name)) <> 1, lower(r.name) COLLATE "C", r.id
    LIMIT wanted;
END $$;
"""
UNDO_SEARCH = (
    """
DROP FUNCTION citizens_named_by_words(text[], text[], text[], boolean, integer);
DROP FUNCTION citizens_named(text[], text[], integer);
"""
    + import_module("citizens.migrations.0002_reach_and_search").SEARCH
)


class Migration(migrations.Migration):
    dependencies = [("citizens", "0005_people_by_role")]

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        protect("citizens_nameword", ELEVATED_ONLY),
        migrations.RunSQL(SEARCH, UNDO_SEARCH),
    ]
