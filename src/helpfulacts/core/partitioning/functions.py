"""What stands in a partitioned database: the functions that make the partitions of a place, and the trigger that calls them.

That `helpfulacts_partitions` is there is the mark of a partitioned database. A place gets its partitions in the statement
that writes the place, whoever writes it. There is no partition for all others: a row of no place is refused.
"""

from __future__ import annotations

NAMED = "left({table}, 46) || '_' || left(replace({place}::text, '-', ''), 16)"
"""The name of a partition, in SQL: two of one name are refused when they are made."""

# A partition is made beside its table and then attached: whoever reads that table need not wait, as for PARTITION OF.
PARTITIONS = f"""CREATE OR REPLACE FUNCTION helpfulacts_partitions(place uuid) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    whole record; part text; kept text[]; made integer := 0;
BEGIN
    FOR whole IN
        SELECT c.oid, c.relname::text AS name FROM pg_class c
        WHERE c.relkind = 'p' AND c.relnamespace = current_schema()::regnamespace
        AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'place_id') ORDER BY 2
    LOOP
        part := {NAMED.format(table="whole.name", place="place")};
        CONTINUE WHEN EXISTS (SELECT 1 FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
            WHERE i.inhparent = whole.oid AND p.relname = part);
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, whole.name);
        SELECT p.reloptions INTO kept FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
            WHERE i.inhparent = whole.oid AND p.reloptions IS NOT NULL ORDER BY p.oid LIMIT 1;
        IF FOUND THEN
            EXECUTE format('ALTER TABLE %I SET (%s)', part, array_to_string(kept, ', '));
        END IF;
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES IN (%L)', whole.name, part, place);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$"""

PLACE_BEGINS = """CREATE OR REPLACE FUNCTION helpfulacts_place_begins() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM helpfulacts_partitions(NEW.id); RETURN NULL; END $$"""

NO_TRIGGER = "DROP TRIGGER IF EXISTS places_place_begins ON places_place"
TRIGGER = (
    "CREATE TRIGGER places_place_begins AFTER INSERT ON places_place "
    "FOR EACH ROW EXECUTE FUNCTION helpfulacts_place_begins()"
)
EACH_PLACE = "SELECT helpfulacts_partitions(id) FROM places_place"
