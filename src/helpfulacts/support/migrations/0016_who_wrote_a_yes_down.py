
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0003_how_a_place_takes_care'),
        ('support', '0015_lone_visits'),
    ]

    operations = [
        migrations.AddField(
            model_name='storyquote',
            name='by_proxy',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name='storyquote',
            constraint=models.CheckConstraint(condition=models.Q(('by_proxy', ''), ('answer__in', ['yes', 'no', 'changed']), _connector='OR'), name='only_an_answer_is_written_down_for_somebody'),
        ),
    ]
