"""What staged rows say is sealed: cells may hold people's words and numbers by mistake."""

from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models

from helpfulacts.core.sealing import seal, unseal

NAMES = ("cells", "title", "reasons", "changes", "before")  # the title is one of the cells
BATCH = 500


def _binding(row: Any, name: str) -> str:
    return f"directory_importrow:{row.pk}:{name}_sealed"


def seal_rows(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("directory", "ImportRow")
    batch = []
    for row in rows.objects.only("pk", *NAMES).order_by("pk").iterator(chunk_size=BATCH):
        for name in NAMES:
            value, sealed = getattr(row, name), None
            if value:
                text = value if name == "title" else json.dumps(value, ensure_ascii=False)
                sealed = seal(text.encode(), _binding(row, name))
            # Set even where nothing is said: a column that was not read is fetched row by row when it is written.
            setattr(row, f"{name}_sealed", sealed)
        batch.append(row)
        if len(batch) == BATCH:
            _write(rows, batch, "{}_sealed")
    _write(rows, batch, "{}_sealed")


def open_rows(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("directory", "ImportRow")
    batch = []
    for row in rows.objects.order_by("pk").iterator(chunk_size=BATCH):
        for name in NAMES:
            if sealed := getattr(row, f"{name}_sealed"):
                text = unseal(sealed, _binding(row, name)).decode()
                setattr(row, name, text if name == "title" else json.loads(text))
        batch.append(row)
        if len(batch) == BATCH:
            _write(rows, batch, "{}")
    _write(rows, batch, "{}")


def _write(rows: Any, batch: list[Any], column: str) -> None:
    rows.objects.bulk_update(batch, [column.format(name) for name in NAMES], batch_size=100)
    batch.clear()


class Migration(migrations.Migration):
    dependencies = [("directory", "0027_what_a_weave_has")]

    operations = [
        *(
            migrations.AddField("importrow", f"{name}_sealed", models.BinaryField(null=True, editable=False))
            for name in NAMES
        ),
        migrations.RunPython(seal_rows, open_rows),
        *(migrations.RemoveField("importrow", name) for name in NAMES),
    ]
