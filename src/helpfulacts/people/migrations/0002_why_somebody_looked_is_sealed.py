"""Why somebody looked is what they typed about a person: sealed, and gone with the person it is about."""

from typing import Any

from django.db import migrations, models

from helpfulacts.core.sealing import seal


def let_rows_change(apps: Any, schema_editor: Any) -> None:
    """The guard stands on every column until now. It is made anew, as it should be, after this migration."""
    on = " ON people_accessrecord" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS people_accessrecord_no_update{on}")
    if not on:  # what is dropped is to be overwritten with zeros, not left on free pages
        schema_editor.execute("PRAGMA secure_delete=ON")


def seal_whys(apps: Any, schema_editor: Any) -> None:
    """Whoever was erased before this has no row any more: the text of the looks at them is not carried over."""
    looks = apps.get_model("people", "AccessRecord").objects
    people = apps.get_model("people", "Person").objects
    here = set(people.order_by().values_list("place_id", "pk"))
    for row in looks.order_by().only("place_id", "person", "why").iterator():
        if row.why and (row.place_id, row.person) in here:
            sealed = seal(row.why.encode(), f"people_accessrecord:{row.pk}:why_sealed")
            looks.filter(place=row.place_id, pk=row.pk).update(why_sealed=sealed)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunPython(let_rows_change, migrations.RunPython.noop),
        migrations.AddField("accessrecord", "why_sealed", models.BinaryField(null=True, editable=False)),
        migrations.RunPython(seal_whys, migrations.RunPython.noop),
        migrations.RemoveField("accessrecord", "why"),
    ]
