"""The office's own letters stand in the register with their addressee and what they are about."""

from django.db import migrations

# What a kind of the office calls them; the first that is filled in counts.
NAMED = """
CREATE OR REPLACE FUNCTION letters_party(snapshot jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(regexp_replace(coalesce(
    nullif(snapshot #>> '{values,pemohon,nama}', ''), nullif(snapshot #>> '{values,isian,kepada}', ''),
    nullif(snapshot #>> '{values,isian,nama}', ''), nullif(snapshot #>> '{values,isian,pelaksana}', ''), ''),
    '\\s+', ' ', 'g'), 160)
$$;
CREATE OR REPLACE FUNCTION letters_subject(snapshot jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(regexp_replace(coalesce(snapshot #>> '{type,name}', '') ||
    CASE WHEN coalesce(snapshot #>> '{values,pemohon,nama}', '') <> '' THEN '' ELSE coalesce(': ' || coalesce(
      nullif(snapshot #>> '{values,isian,hal}', ''), nullif(snapshot #>> '{values,isian,tentang}', ''),
      nullif(snapshot #>> '{values,isian,perihal}', ''), nullif(snapshot #>> '{values,isian,maksud}', ''),
      nullif(snapshot #>> '{values,isian,tugas}', '')), '') END, '\\s+', ' ', 'g'), 300)
$$;
CREATE OR REPLACE FUNCTION letters_enter_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO letters_registerentry (id, village_id, area_code, direction, register, year, sequence, date, number,
      letter_id, void_reason, voided_by, party, subject, content)
  VALUES (NEW.id, NEW.village_id, NEW.village_id, 'out', NEW.register, NEW.year, NEW.sequence, NEW.issued_on,
      NEW.number, NEW.id, '', '', letters_party(NEW.snapshot), letters_subject(NEW.snapshot),
      letters_spoken(NEW.snapshot));
  RETURN NEW;
END $$;
UPDATE letters_registerentry AS e SET party = letters_party(l.snapshot), subject = letters_subject(l.snapshot)
  FROM letters_letter AS l WHERE l.id = e.letter_id AND coalesce(l.snapshot #>> '{values,pemohon,nama}', '') = '';
"""
UNNAMED = """
CREATE OR REPLACE FUNCTION letters_enter_register() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO letters_registerentry (id, village_id, area_code, direction, register, year, sequence, date, number,
      letter_id, void_reason, voided_by, party, subject, content)
  VALUES (NEW.id, NEW.village_id, NEW.village_id, 'out', NEW.register, NEW.year, NEW.sequence, NEW.issued_on,
      NEW.number, NEW.id, '', '', left(coalesce(NEW.snapshot #>> '{values,pemohon,nama}', ''), 160),
      left(coalesce(NEW.snapshot #>> '{type,name}', ''), 300), letters_spoken(NEW.snapshot));
  RETURN NEW;
END $$;
DROP FUNCTION letters_subject(jsonb); DROP FUNCTION letters_party(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0011_declined_replacements")]

    operations = [migrations.RunSQL(NAMED, UNNAMED)]
