"""Facts of getting in that came with a list are told from those that people here said, which a list never takes away.

Of an entry that a list brought and about whose getting in nobody here said anything, all that is there is its list's.
"""

from typing import Any

from django.db import migrations, models


def from_lists(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("core", "RegisterEntry").objects.filter(action="say_access", noun="offer")
    said_here = set(entries.order_by().values_list("place", "subject"))
    facts = apps.get_model("directory", "AccessFact").objects
    rows = facts.exclude(offer__source="").order_by().values_list("pk", "place", "offer", "source")
    ids = [
        key for key, place, offer, source in rows if source == "import" or (place, offer) not in said_here
    ]
    for start in range(0, len(ids), 500):
        facts.filter(pk__in=ids[start : start + 500]).update(imported=True)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_answers_are_kept_a_week"),
        ("directory", "0028_what_rows_of_a_list_say_is_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="accessfact",
            name="imported",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(from_lists, migrations.RunPython.noop),
    ]
