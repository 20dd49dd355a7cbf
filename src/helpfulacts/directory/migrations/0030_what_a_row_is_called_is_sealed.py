"""What a staged row is called is sealed like its cells, for it is one of them."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from helpfulacts.core.sealing import seal, unseal

BATCH = 500


def _binding(row: Any) -> str:
    return f"directory_importrow:{row.pk}:title_sealed"


def seal_titles(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("directory", "ImportRow").objects
    batch = []
    for row in rows.exclude(title="").only("pk", "title").order_by("pk").iterator(chunk_size=BATCH):
        row.title_sealed = seal(row.title.encode(), _binding(row))
        batch.append(row)
    rows.bulk_update(batch, ["title_sealed"], batch_size=BATCH)


def open_titles(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("directory", "ImportRow").objects
    batch = []
    found = rows.filter(title_sealed__isnull=False).only("pk", "title_sealed").order_by("pk")
    for row in found.iterator(chunk_size=BATCH):
        row.title = unseal(row.title_sealed, _binding(row)).decode()
        batch.append(row)
    rows.bulk_update(batch, ["title"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("directory", "0029_no_place_of_a_refuge_by_any_name")]

    operations = [
        migrations.AddField("importrow", "title_sealed", models.BinaryField(null=True, editable=False)),
        migrations.RunPython(seal_titles, open_titles),
        migrations.RemoveField("importrow", "title"),
    ]
