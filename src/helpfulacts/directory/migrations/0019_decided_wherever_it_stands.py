"""What waits behind a check or a decision, what is forgotten for good, and by whose account something is woven."""

from django.db import migrations, models


def fill(apps, schema_editor):
    """Who says "not now" today, and who wove what stands: known by the name that others see, as nothing else was kept."""
    apps.get_model("directory", "Offer").objects.filter(status="paused").update(not_now=True)
    apps.get_model("directory", "Weave").objects.update(woven_by_key=models.F("woven_by"))


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0018_step_free_is_one_of_them'),
        ('people', '0006_resource_weaver_role'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='forgotten',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='offer',
            name='not_now',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='offer',
            name='to_check',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='weave',
            name='woven_by_key',
            field=models.CharField(blank=True, help_text='Their account: they answer for nobody else.', max_length=120),
        ),
        migrations.AlterField(
            model_name='offerversion',
            name='change',
            field=models.CharField(choices=[('listed', 'it was listed'), ('changed', 'what it says was changed'), ('ended', 'it ended'), ('checked', 'a person checked it'), ('released', 'it was checked and listed'), ('capacity', 'the number of places was changed'), ('bodies', 'who stands behind it was changed'), ('merged', 'it was brought together with another entry'), ('parted', 'it was taken apart from another entry again'), ('paused', 'its giver said not now'), ('resumed', 'its giver went on with it'), ('hidden', 'it was hidden'), ('shown', 'it was shown again'), ('vetted', 'what its giver does, and what was seen of them, was written down'), ('lapsed', 'what was seen of its giver is too long ago'), ('conditions', 'what it asks for or brings was changed'), ('evidence', 'the evidence for what it asks for or brings was seen')], max_length=10),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'active'), _negated=True), models.Q(('not_now', False), ('to_check', False)), _connector='OR'), name='listed_when_checked_and_not_resting'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('forgotten', False), ('status', 'ended'), _connector='OR'), name='what_is_forgotten_stays_ended'),
        ),
    ]
