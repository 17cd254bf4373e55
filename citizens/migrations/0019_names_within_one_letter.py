"""A misspelt name is found by the words within one letter of the typed ones, and the likeliest names come first.

Of two words that differ by one letter, left out, doubled, mistaken or swapped, some shortening by one letter is the
same. So each word of the list is kept with all its shortenings, and an index over them gives the candidates for a
typed word at once and without exception, which no likeness of trigrams does for short words.
"""

from importlib import import_module

from django.db import migrations

# An apostrophe joins: Rofi'i is one word, also for whoever types Rofii.
WORDS = """
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
DROP INDEX resident_name_words;
CREATE OR REPLACE FUNCTION citizens_name_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_remove(string_to_array(translate(lower(name), '.,-/''’`', '    '), ' '), '')
$$;
CREATE INDEX resident_name_words ON citizens_resident USING gin (village_id, citizens_name_words(name))
WITH (gin_pending_list_limit = 256);

CREATE FUNCTION citizens_shortenings(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT shortened)
  FROM (SELECT word AS shortened
        UNION ALL SELECT left(word, at - 1) || substr(word, at + 1) FROM generate_series(1, length(word)) at) every
$$;
ALTER TABLE citizens_nameword ADD COLUMN shortenings text[] GENERATED ALWAYS AS (citizens_shortenings(word)) STORED;
-- Every search reads the entries that GIN has put off to insert, so here none are put off, and few among residents.
CREATE INDEX name_word_shortenings ON citizens_nameword USING gin (shortenings) WITH (fastupdate = off);
ALTER INDEX name_word_fragments SET (fastupdate = off);
ALTER INDEX resident_name_fragments SET (gin_pending_list_limit = 256);

CREATE OR REPLACE FUNCTION citizens_collect_name_words() RETURNS void LANGUAGE sql AS $$
  DELETE FROM citizens_nameword;
  INSERT INTO citizens_nameword (word)
  SELECT DISTINCT w FROM citizens_resident r, unnest(citizens_name_words(r.name)) w;
$$;
CREATE OR REPLACE FUNCTION citizens_keep_name_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  -- In order, so that two writers wait for each other and never in a ring.
  INSERT INTO citizens_nameword (word)
  SELECT DISTINCT w FROM written, unnest(citizens_name_words(written.name)) w
  WHERE NOT EXISTS (SELECT FROM citizens_nameword known WHERE known.word = w) ORDER BY w
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
SELECT citizens_collect_name_words();
"""

# The words that a typed one may mean, with how far they are from it: 0 the word itself, 1 one letter, then further.
# Here a plan made for any word is the right one, and is made once for a connection. The first statement loads the
# module that knows the threshold.
MEANT = """
SELECT show_trgm('');
CREATE FUNCTION citizens_taken_literally(typed text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(typed, '\\', '\\\\'), '%', '\\%'), '_', '\\_')
$$;
CREATE FUNCTION citizens_fragment_words(typed text) RETURNS TABLE (word text, distance integer)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  fragment text := citizens_taken_literally(typed);
BEGIN
  RETURN QUERY
    SELECT n.word, CASE position(typed IN n.word) WHEN 1 THEN (n.word <> typed)::integer ELSE 2 END AS far
    FROM citizens_nameword n WHERE n.word LIKE '%' || fragment || '%' ORDER BY far, length(n.word), n.word LIMIT 200;
END $$;

CREATE FUNCTION citizens_near_words(typed text) RETURNS TABLE (word text, distance integer)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  short text[] := citizens_shortenings(typed);
  letters text[] := ARRAY(SELECT unnest(string_to_array(typed, NULL)) ORDER BY 1);
  -- The function takes no more than 255 bytes.
  compared text := left(typed, 60);
  begun text := citizens_taken_literally(typed) || '%';
BEGIN
  RETURN QUERY
    SELECT n.word, CASE
      WHEN n.word = typed THEN 0
      WHEN levenshtein(left(n.word, 60), compared) = 1 THEN 1
      -- Two letters swapped.
      WHEN length(n.word) = length(typed) AND levenshtein(left(n.word, 60), compared) = 2
        AND ARRAY(SELECT unnest(string_to_array(n.word, NULL)) ORDER BY 1) = letters THEN 1
      ELSE 2 END
    FROM citizens_nameword n WHERE n.shortenings && short;
  RETURN QUERY
    SELECT n.word, 2 FROM citizens_nameword n
    WHERE n.word LIKE begun AND NOT n.shortenings && short ORDER BY length(n.word), n.word LIMIT 20;
END $$;

CREATE FUNCTION citizens_alike_words(typed text) RETURNS TABLE (word text, distance integer)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET pg_trgm.similarity_threshold = 0.2 AS $$
BEGIN
  RETURN QUERY SELECT * FROM citizens_near_words(typed);
  RETURN QUERY
    SELECT n.word, 3 FROM citizens_nameword n WHERE n.word % typed
    ORDER BY similarity(n.word, typed) - 0.04 * abs(length(n.word) - length(typed)) DESC, n.word LIMIT 20;
END $$;
"""

# Runs as the owner of the tables and asks for the reach itself, for under row-level security PostgreSQL uses no index
# for such comparisons. In villages that can be named one by one, fragments of whole names come first. Otherwise the
# words that are meant are written into the statement, so each search is planned for its own words: a plan made for
# any words would read everybody. Names are ranked, and people chosen from them in turns, so that a name with a
# thousand bearers leaves room for another that is as likely; `bearers` tells how many there are of the name.
SEARCH = """
DROP FUNCTION citizens_named(text[], text[], integer);
DROP FUNCTION citizens_named_by_words(text[], text[], text[], boolean, integer);

CREATE FUNCTION citizens_named(villages text[], areas text[], fragments text[], born daterange, wanted integer)
RETURNS TABLE (id uuid, bearers bigint) LANGUAGE plpgsql STABLE ROWS 25 SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  patterns text[];
  begun uuid[];
  way text;
BEGIN
  IF cardinality(villages) = 1 AND cardinality(fragments) = 1 THEN
    -- The first letters of a name: where enough names begin with them, the index gives them in order.
    begun := ARRAY(SELECT r.id FROM citizens_resident r
      WHERE r.village_id = villages[1] AND lower(r.name) COLLATE "C" >= fragments[1]
        AND lower(r.name) COLLATE "C" < fragments[1] || chr(1114111) AND r.status = 1
        AND (born IS NULL OR r.birth_date <@ born) AND app_reaches_people(r.area_code)
      ORDER BY lower(r.name) COLLATE "C", r.id LIMIT wanted);
    IF cardinality(begun) = wanted THEN
      RETURN QUERY SELECT one.id, 1::bigint FROM unnest(begun) WITH ORDINALITY one (id, at) ORDER BY one.at;
      RETURN;
    END IF;
  END IF;
  IF villages IS NOT NULL THEN
    patterns := ARRAY(SELECT '%' || citizens_taken_literally(f) || '%'
                      FROM unnest(fragments) f ORDER BY length(f) DESC);
    RETURN QUERY SELECT r.id, 1::bigint FROM citizens_resident r
      WHERE r.village_id = ANY (villages) AND lower(r.name) LIKE patterns[1]
        AND lower(r.name) LIKE ALL (patterns) AND (born IS NULL OR r.birth_date <@ born)
        AND app_reaches_people(r.area_code)
      ORDER BY r.status = 1 DESC, position(fragments[1] in lower(r.name)) <> 1, lower(r.name) COLLATE "C", r.id
      LIMIT wanted;
    IF FOUND THEN
      RETURN;
    END IF;
  END IF;
  FOREACH way IN ARRAY CASE WHEN villages IS NULL THEN '{fragment,near,alike}' ELSE '{near,alike}' END::text[] LOOP
    RETURN QUERY SELECT * FROM citizens_named_by_words(villages, areas, fragments, born, way, wanted);
    IF FOUND THEN
      RETURN;
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION citizens_named_by_words(
  villages text[], areas text[], fragments text[], born daterange, way text, wanted integer
) RETURNS TABLE (id uuid, bearers bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  typed text[] := citizens_name_words(array_to_string(fragments, ' '));
  conditions text := CASE WHEN villages IS NULL THEN '' ELSE format(' AND village_id = ANY (%L::text[])', villages) END;
  far text := format('abs(cardinality(words) - %s)', cardinality(typed));
  fragment text;
  meant text[];
  nearest text[];
  near text[];
BEGIN
  IF typed = '{}' THEN
    RETURN;
  END IF;
  IF born IS NOT NULL THEN
    conditions := conditions || format(' AND birth_date <@ %L::daterange', born);
  END IF;
  FOREACH fragment IN ARRAY typed LOOP
    SELECT array_agg(word), array_agg(word) FILTER (WHERE distance = 0), array_agg(word) FILTER (WHERE distance = 1)
      INTO meant, nearest, near FROM (
        SELECT * FROM citizens_fragment_words(fragment) WHERE way = 'fragment'
        UNION ALL SELECT * FROM citizens_near_words(fragment) WHERE way = 'near'
        UNION ALL SELECT * FROM citizens_alike_words(fragment) WHERE way = 'alike') candidates;
    IF meant IS NULL THEN
      RETURN;
    END IF;
    conditions := conditions || format(' AND citizens_name_words(name) && %L::text[]', meant);
    far := far || format(' + CASE WHEN words && %L::text[] THEN 0 WHEN words && %L::text[] THEN 2 ELSE 5 END',
                         coalesce(nearest, '{}'), coalesce(near, '{}'));
  END LOOP;
  IF villages IS NOT NULL THEN
    -- Of one name, a village has few.
    RETURN QUERY EXECUTE
      'SELECT id, count(*) OVER (PARTITION BY name) FROM (SELECT id, name, status, citizens_name_words(name) AS words FROM citizens_resident'
      || ' WHERE app_reaches_people(area_code)' || conditions || ' OFFSET 0) found'
      || ' ORDER BY ' || far || ', status = 1 DESC, similarity(lower(name), $1) DESC, name, id LIMIT $2'
      USING array_to_string(typed, ' '), wanted;
    RETURN;
  END IF;
  -- The reach is asked for in order of likeness, so only of those who are shown.
  RETURN QUERY EXECUTE
    'WITH found AS MATERIALIZED (SELECT id, name, status, area_code FROM citizens_resident WHERE true' || conditions
    || ' AND EXISTS (SELECT FROM unnest($1) a WHERE area_code = a OR starts_with(area_code, a || ''.'')) LIMIT 20000),'
    || ' names AS (SELECT name, ' || far || ' AS far, similarity(lower(name), $2) AS likeness'
    || '  FROM (SELECT DISTINCT name, citizens_name_words(name) AS words FROM found) every),'
    || ' turns AS (SELECT found.id, found.area_code, names.*, count(*) OVER of_the_name AS bearers,'
    || '  row_number() OVER (of_the_name ORDER BY status = 1 DESC, found.id) AS turn'
    || '  FROM found JOIN names USING (name) WINDOW of_the_name AS (PARTITION BY name)),'
    || ' chosen AS (SELECT * FROM turns WHERE app_reaches_people(area_code)'
    || '  ORDER BY far, turn, likeness DESC, name, id LIMIT $3)'
    || ' SELECT id, bearers FROM chosen ORDER BY far, likeness DESC, name, turn'
    USING areas, array_to_string(typed, ' '), wanted;
END $$;
"""
BEFORE = import_module("citizens.migrations.0006_name_words")
# The words are split as before; the list keeps what was joined meanwhile, and it leads to nobody.
UNDO_WORDS = """
DROP INDEX name_word_shortenings;
ALTER INDEX name_word_fragments RESET (fastupdate);
ALTER INDEX resident_name_fragments RESET (gin_pending_list_limit);
ALTER TABLE citizens_nameword DROP COLUMN shortenings;
DROP FUNCTION citizens_shortenings(text);
DROP INDEX resident_name_words;
CREATE OR REPLACE FUNCTION citizens_name_words(name text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_remove(string_to_array(translate(lower(name), '.,-/''', '    '), ' '), '')
$$;
CREATE INDEX resident_name_words ON citizens_resident USING gin (village_id, citizens_name_words(name));
SELECT citizens_collect_name_words();
"""
UNDO_SEARCH = """
DROP FUNCTION citizens_named_by_words(text[], text[], text[], daterange, text, integer);
DROP FUNCTION citizens_named(text[], text[], text[], daterange, integer);
""" + BEFORE.SEARCH.replace("DROP FUNCTION citizens_named(text[], text[], text, integer);", "")
UNDO_MEANT = """
SELECT show_trgm('');
CREATE FUNCTION citizens_taken_literally(typed text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(replace(replace(typed, '\\', '\\\\'), '%', '\\%'), '_', '\\_')
$$;
DROP FUNCTION citizens_alike_words(text);
DROP FUNCTION citizens_near_words(text);
DROP FUNCTION citizens_fragment_words(text);
DROP FUNCTION citizens_taken_literally(text);
"""


class Migration(migrations.Migration):
    dependencies = [("citizens", "0018_books_made_by_a_worker")]

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        migrations.RunSQL(MEANT, UNDO_MEANT),
        migrations.RunSQL(SEARCH, UNDO_SEARCH),
    ]
