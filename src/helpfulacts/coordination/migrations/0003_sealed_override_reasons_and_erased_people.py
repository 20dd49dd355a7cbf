"""Why somebody changed an answer is sealed, and outlives nobody's erasure; runs count who was erased from them.

`Allocation.floor` named a right in plain text and nothing read it.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from helpfulacts.core.sealing import seal


def seal_reasons(apps: Any, schema_editor: Any) -> None:
    overrides = apps.get_model("coordination", "Override").objects
    for row in overrides.exclude(reason=""):
        sealed = seal(row.reason.encode(), f"coordination_override:{row.pk}:reason_sealed")
        overrides.filter(place=row.place_id, pk=row.pk).update(reason_sealed=sealed)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0002_initial")]

    operations = [
        migrations.AddField("run", "erased", models.PositiveIntegerField(default=0)),
        migrations.RemoveField("allocation", "floor"),
        migrations.RemoveConstraint("override", "override_names_who_and_why"),
        migrations.AddField("override", "reason_sealed", models.BinaryField(null=True, editable=False)),
        migrations.RunPython(seal_reasons, migrations.RunPython.noop),
        migrations.RemoveField("override", "reason"),
        migrations.AlterField(
            "override",
            "allocation",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="overrides",
                to="coordination.allocation",
            ),
        ),
        migrations.AddConstraint(
            "override",
            models.CheckConstraint(
                condition=~models.Q(by_shown_as="")
                & (models.Q(reason_sealed__isnull=False) | models.Q(allocation__isnull=True)),
                name="override_names_who_and_why",
            ),
        ),
    ]
