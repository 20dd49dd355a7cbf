import uuid

from django.db import migrations

from helpfulacts.core.sealing import seal


def keep_the_seeds(apps, schema_editor):
    """Each round so far was drawn with a seed of its own, which the register showed as it ran."""
    Run, Draw = apps.get_model("coordination", "Run"), apps.get_model("coordination", "Draw")
    for run in Run.objects.order_by("place", "number"):
        key = uuid.uuid4()
        run.draw = Draw.objects.create(
            id=key,
            place=run.place,
            number=run.number,
            seed_sealed=seal(run.seed.encode(), f"coordination_draw:{key}:seed_sealed"),
            commitment=run.seed_commitment,
            committed_at=run.ran_at,
            with_round=True,
            revealed_at=run.ran_at,
        )
        run.save(update_fields=["draw"])


class Migration(migrations.Migration):
    """By itself, as the next: PostgreSQL alters no table in the transaction that filled its foreign key."""

    dependencies = [("coordination", "0004_draw")]

    operations = [migrations.RunPython(keep_the_seeds, migrations.RunPython.noop)]
