"""A remark is a short text on a part that is marked; the database holds to it as well."""

from django.db import migrations

# As foundation.forms.remarks.LONGEST_REMARK.
FIT = """
CREATE FUNCTION letters_remarks_fit(remarks jsonb, marked jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN jsonb_typeof(remarks) = 'object' THEN NOT EXISTS (
    SELECT 1 FROM jsonb_each(remarks) AS said (part, remark)
     WHERE jsonb_typeof(remark) <> 'string' OR length(remark #>> '{}') NOT BETWEEN 1 AND 200 OR NOT marked ? part)
  ELSE false END
$$;
ALTER TABLE letters_requestevent ADD CONSTRAINT request_event_remarks_fit
  CHECK (letters_remarks_fit(remarks, fields));
"""
LOOSE = """
ALTER TABLE letters_requestevent DROP CONSTRAINT request_event_remarks_fit;
DROP FUNCTION letters_remarks_fit(jsonb, jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0009_remarks_and_answers_before_a_return")]

    operations = [migrations.RunSQL(FIT, LOOSE)]
