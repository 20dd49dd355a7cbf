"""Tries and prerequisites that came with a list are told from those that people here added, which a list never takes away.

Of those that are there, whatever somebody wrote here stays theirs; the rest of an entry that a list brought is its list's.
"""

from typing import Any

from django.db import migrations, models


def from_lists(apps: Any, schema_editor: Any) -> None:
    for name, ours in (("Trial", {"writer__isnull": False}), ("Prerequisite", {})):
        rows = apps.get_model("directory", name).objects.exclude(offer__source="")
        if ours:
            rows = rows.exclude(**ours)
        ids = list(rows.values_list("pk", flat=True))
        for start in range(0, len(ids), 500):
            apps.get_model("directory", name).objects.filter(pk__in=ids[start : start + 500]).update(imported=True)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0019_decided_wherever_it_stands"),
    ]

    operations = [
        migrations.AddField(
            model_name="prerequisite",
            name="imported",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="trial",
            name="imported",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(from_lists, migrations.RunPython.noop),
    ]
