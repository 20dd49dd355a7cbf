import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0005_draws_of_past_rounds")]

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
