from django.db import migrations, models
from django.db.models import Q

NAME = "a_recipe_taken_off_leaves_no_words"


def take_the_titles(apps, schema_editor):
    """What was taken off so far goes with its title too."""
    apps.get_model("learning", "Practice").objects.filter(taken_off_at__isnull=False).update(title="")


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="practice", name=NAME),
        migrations.AlterField(
            model_name="practice", name="title", field=models.CharField(blank=True, max_length=160)
        ),
        migrations.RunPython(take_the_titles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="practice",
            constraint=models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True) | Q(title="", summary="", went_right="", went_wrong=""),
                name=NAME,
            ),
        ),
    ]
