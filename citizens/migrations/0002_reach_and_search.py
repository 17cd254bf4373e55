"""Who sees which rows, and the one query that has to look behind the policy."""

from django.db import migrations

from foundation.access.row_security import REACHED, protect

# With row-level security PostgreSQL doesn't use an index for LIKE or similarity, for such operators could tell about
# hidden rows; every name search would read all rows. This function runs as the owner of the tables and asks for the
# reach itself, so it finds exactly what the policy shows, through the index.
#
# The threshold lets one wrong letter in a word of six pass; the first statement loads the module that knows it.
SEARCH = """
SELECT show_trgm('');
CREATE FUNCTION citizens_named(villages text[], fragments text[], typo text, wanted integer)
RETURNS TABLE (id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET pg_trgm.word_similarity_threshold = 0.45 AS $$
DECLARE
  patterns text[] := ARRAY(SELECT '%' || replace(replace(replace(f, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
                           FROM unnest(fragments) f ORDER BY length(f) DESC);
BEGIN
  IF typo = '' THEN
    RETURN QUERY SELECT r.id FROM citizens_resident r
      WHERE (villages IS NULL OR r.village_id = ANY (villages)) AND lower(r.name) LIKE patterns[1]
        AND lower(r.name) LIKE ALL (patterns) AND app_reaches(r.area_code)
      ORDER BY r.status = 1 DESC, position(fragments[1] in lower(r.name)) <> 1, lower(r.name) COLLATE "C", r.id
      LIMIT wanted;
  ELSE
    RETURN QUERY SELECT r.id FROM citizens_resident r
      WHERE r.village_id = ANY (villages) AND app_reaches(r.area_code)
        AND (lower(r.name) % typo OR typo <% lower(r.name))
      ORDER BY r.status = 1 DESC,
        greatest(similarity(lower(r.name), typo), word_similarity(typo, lower(r.name))) DESC,
        lower(r.name) COLLATE "C", r.id
      LIMIT wanted;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("citizens", "0001_initial"), ("access", "0001_initial")]

    operations = [
        protect("citizens_family", f"{REACHED} OR id = app_family()"),
        protect("citizens_resident", f"{REACHED} OR family_id = app_family() OR id = app_family()"),
        migrations.RunSQL(SEARCH, "DROP FUNCTION citizens_named(text[], text[], text, integer)"),
    ]
