"""A what-if that was kept is called one, and not a proposal, which is what others suggest for a plan."""

from typing import Any

from django.db import migrations, models


def let_go_of_guards(apps: Any, schema_editor: Any) -> None:
    """They go over to the renamed table under their old names, and are made anew for it after this."""
    on = " ON coordination_proposal" if schema_editor.connection.vendor == "postgresql" else ""
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS coordination_proposal_no_{event}{on}")


class Migration(migrations.Migration):

    dependencies = [
        ("coordination", "0011_many_places"),
    ]

    operations = [
        migrations.RunPython(let_go_of_guards, migrations.RunPython.noop),
        migrations.RenameModel("Proposal", "WhatIf"),
        migrations.RemoveConstraint("whatif", "proposal_number_once"),
        migrations.RemoveConstraint("whatif", "proposal_shown_by_a_named_human"),
        migrations.AddConstraint(
            "whatif", models.UniqueConstraint(fields=["place", "number"], name="what_if_number_once")
        ),
        migrations.AddConstraint(
            "whatif",
            models.CheckConstraint(
                condition=models.Q(shown_at__isnull=True) | ~models.Q(shown_by_shown_as=""),
                name="what_if_shown_by_a_named_human",
            ),
        ),
    ]
