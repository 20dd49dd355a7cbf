from typing import Any

import django.db.models.lookups
from django.db import migrations, models

import helpfulacts.core.json_kind

BATCH = 500


def facts_become_rules(apps: Any, schema_editor: Any) -> None:
    """What had to be true of a person was a list of which all counted; that is the plainest rule."""
    offers = apps.get_model("directory", "Offer").objects
    rows = list(offers.exclude(for_facts=[]).only("id", "for_facts"))
    for row in rows:
        facts = [{"fact": fact} for fact in row.for_facts]
        row.eligibility = facts[0] if len(facts) == 1 else {"all": facts}
    offers.bulk_update(rows, ["eligibility"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0014_sessions_over_midnight"),
        ("people", "0006_resource_weaver_role"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer", name="eligibility", field=models.JSONField(default=dict)
        ),
        migrations.RunPython(facts_become_rules, migrations.RunPython.noop),
        migrations.RemoveField(model_name="offer", name="for_facts"),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    helpfulacts.core.json_kind.JsonKind("eligibility"), "object"
                ),
                name="eligibility_is_one_rule",
            ),
        ),
    ]
