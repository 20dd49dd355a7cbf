import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """By itself: PostgreSQL alters no table in the transaction that filled its foreign key."""

    dependencies = [("coordination", "0003_draw")]

    operations = [
        migrations.AlterField(
            model_name="run",
            name="draw",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="coordination.draw"
            ),
        ),
        migrations.RemoveField(model_name="run", name="seed"),
        migrations.RemoveField(model_name="run", name="seed_commitment"),
    ]
