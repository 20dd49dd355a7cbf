import django.db.models.deletion
from django.db import migrations, models

import helpfulacts.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0003_sealed_override_reasons_and_erased_people"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helpfulacts.core.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("seed_sealed", models.BinaryField(null=True)),
                ("commitment", models.CharField(max_length=64)),
                ("committed_at", models.DateTimeField()),
                ("with_round", models.BooleanField(default=False)),
                ("revealed_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.place"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "number"), name="draw_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("revealed_at__isnull", True)),
                        fields=("place",),
                        name="one_draw_waits",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="run",
            name="draw",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="coordination.draw",
            ),
        ),
    ]
