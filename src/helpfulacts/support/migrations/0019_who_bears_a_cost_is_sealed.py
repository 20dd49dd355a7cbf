"""Who bears a cost is what somebody said, and may be a name: sealed. Who looked at how to be reached is not named."""

from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models

from helpfulacts.core.sealing import seal, unseal

BATCH = 500
HELPED, HELPS = "The person you help", "The person who helps you"


def _binding(row: Any) -> str:
    return f"support_helpfulact:{row.pk}:costs_sealed"


def seal_costs(apps: Any, schema_editor: Any) -> None:
    acts = apps.get_model("support", "HelpfulAct").objects
    if schema_editor.connection.vendor == "sqlite":  # what is dropped is written over, not left on free pages
        schema_editor.execute("PRAGMA secure_delete=ON")
    batch = []
    rows = acts.exclude(costs=[]).order_by("pk").only("pk", "costs", "costs_sealed")
    for row in rows.iterator(chunk_size=BATCH):
        row.costs_sealed = seal(json.dumps(row.costs, ensure_ascii=False).encode(), _binding(row))
        batch.append(row)
        if len(batch) == BATCH:
            _write(acts, batch, "costs_sealed")
    _write(acts, batch, "costs_sealed")


def open_costs(apps: Any, schema_editor: Any) -> None:
    acts = apps.get_model("support", "HelpfulAct").objects
    batch = []
    for row in acts.exclude(costs_sealed=None).order_by("pk").iterator(chunk_size=BATCH):
        row.costs = json.loads(unseal(row.costs_sealed, _binding(row)))
        batch.append(row)
        if len(batch) == BATCH:
            _write(acts, batch, "costs")
    _write(acts, batch, "costs")


def _write(acts: Any, batch: list[Any], column: str) -> None:
    acts.bulk_update(batch, [column], batch_size=100)
    batch.clear()


def name_nobody_who_looked(apps: Any, schema_editor: Any) -> None:
    """Whoever read how to reach the other side was kept by the name that they give themselves.

    The guard on these rows is made anew, as it should be, after the migration.
    """
    on = " ON people_accessrecord" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS people_accessrecord_no_update{on}")
    looks = apps.get_model("people", "AccessRecord").objects
    theirs = looks.filter(noun="helpful act", by_account=None).exclude(by_shown_as=HELPED)
    theirs.update(by_shown_as=HELPS)


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0018_what_a_note_says_nobody_has"),
        ("people", "0011_people_kept_apart"),
    ]

    operations = [
        migrations.AddField("helpfulact", "costs_sealed", models.BinaryField(null=True, editable=False)),
        migrations.RunPython(seal_costs, open_costs),
        migrations.RemoveField("helpfulact", "costs"),
        migrations.RunPython(name_nobody_who_looked, migrations.RunPython.noop),
    ]
