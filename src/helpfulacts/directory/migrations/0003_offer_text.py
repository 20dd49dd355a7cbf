"""The full-text table of offers. Not a model: each database has its own form of it (see directory/fulltext.py)."""

from django.db import migrations

TABLE = "directory_offer_text"

SQLITE = [
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, words, tokens, tokenize = 'porter unicode61 remove_diacritics 2')",
]
POSTGRES = [
    f"CREATE TABLE {TABLE} (search_key bigint PRIMARY KEY, place_id uuid NOT NULL, "
    "body tsvector NOT NULL, tokens text[] NOT NULL)",
    f"CREATE INDEX {TABLE}_body ON {TABLE} USING gin (body)",
    f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens)",
    f"CREATE INDEX {TABLE}_place ON {TABLE} (place_id)",
]


def create(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {TABLE}")


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_initial")]
    operations = [migrations.RunPython(create, drop)]
