from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('deliberation', '0003_panel_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='entered_by_key',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='revision',
            name='entered_by_shown_as',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='revision',
            name='checked_by_key',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by_shown_as', ''), ('entered_by_key', ''), models.Q(models.Q(('checked_by_key', ''), _negated=True), models.Q(('checked_by_key', models.F('entered_by_key')), _negated=True)), _connector='OR'), name='a_translation_is_checked_by_another'),
        ),
    ]
